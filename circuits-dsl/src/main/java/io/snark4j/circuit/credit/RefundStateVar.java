package io.snark4j.circuit.credit;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.BabyJubjubGadget;
import io.snark4j.circuit.gadget.BabyJubjubVar;
import io.snark4j.circuit.gadget.EddsaPoseidonGadget;
import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;

/**
 * A {@link RefundState} that the prover opens, and the provider's signature on it: private inputs of the circuits for requests and exits.
 *
 * @param refunded R, constrained below 2^128
 * @param ticketIndex m, how many requests are settled, constrained below 2^32
 * @param blinding s, constrained below l
 * @param genesis 1 for the state of a fresh note, which nobody has signed: R, m and s are 0 then
 * @param oldKey 1 if the signature is by the previous key
 * @param r8 the signature's point; any point of the curve for a genesis
 * @param signature the signature's scalar; anything below l for a genesis
 */
public record RefundStateVar(
        Var refunded, Var ticketIndex, Var blinding, Var genesis, Var oldKey, BabyJubjubVar r8, Var signature) {

    static RefundStateVar input() {
        return new RefundStateVar(
                Var.input(), Var.input(), Var.input(), Var.input(), Var.input(), BabyJubjubVar.input(), Var.input());
    }

    /**
     * States that A = R·G + m·J + c·K + s·H is signed by one of two keys, or the genesis of c; A.
     *
     * <p>The bits of c are the canonical ones. G, J, K, H are of order l, so A binds c modulo l only: two secrets whose commitments agree modulo l take
     * 2^125 hashes to find.
     */
    BabyJubjubVar assertSigned(Api api, Var commitment, Var scope, BabyJubjubVar key, BabyJubjubVar previousKey) {
        api.label("genesis is empty", () -> {
            api.assertBoolean(genesis);
            api.assertProduct(genesis, refunded, api.constant(0));
            api.assertProduct(genesis, ticketIndex, api.constant(0));
            api.assertProduct(genesis, blinding, api.constant(0));
        });
        BabyJubjubVar state = api.label("refund state", () -> commitmentTo(api, commitment));
        BabyJubjubVar signer = BabyJubjubGadget.select(api, oldKey, previousKey, key);
        api.label("signature of the state", () -> {
            Var message = PoseidonGadget.hash(api, api.constant(CreditProtocol.DOM_STATE), scope, state.x(), state.y());
            EddsaPoseidonGadget.assertValidIf(api, api.not(genesis), signer, r8, signature, message);
        });
        return state;
    }

    private BabyJubjubVar commitmentTo(Api api, Var commitment) {
        BabyJubjubVar refunds =
                BabyJubjubGadget.mulFixed(api, RefundGenerators.G, api.toBits(refunded, RefundState.REFUND_BITS));
        BabyJubjubVar count =
                BabyJubjubGadget.mulFixed(api, RefundGenerators.J, api.toBits(ticketIndex, Rln.INDEX_BITS));
        BabyJubjubVar owner = BabyJubjubGadget.mulFixed(api, RefundGenerators.K, api.toBitsStrict(commitment));
        BabyJubjubVar opened = BabyJubjubGadget.add(api, BabyJubjubGadget.add(api, refunds, count), owner);
        return BabyJubjubGadget.add(api, opened, blinded(api, blinding));
    }

    /** s·H for s below l. */
    static BabyJubjubVar blinded(Api api, Var s) {
        return BabyJubjubGadget.mulFixed(api, RefundGenerators.H, api.toBitsBelow(s, BabyJubjubPoint.ORDER));
    }
}

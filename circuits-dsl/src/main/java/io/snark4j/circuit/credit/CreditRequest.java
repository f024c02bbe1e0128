package io.snark4j.circuit.credit;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.BabyJubjubGadget;
import io.snark4j.circuit.gadget.BabyJubjubVar;
import io.snark4j.circuit.gadget.MerkleGadget;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.circuit.gadget.RlnGadget;
import java.util.Arrays;
import java.util.List;

/**
 * A request of variable price is paid for: a note with leaf P2(P1(secret), deposit) lies under {@code root}; a refund state of this very note, signed
 * by the provider or fresh, says that {@code R} was paid back over {@code i} requests; deposit and R cover tickets 0 to i at {@code cMax} each;
 * {@code nullifier} and {@code share} are those of ticket i at {@code x}; and {@code state} is the refund state made unlinkable, for the provider to add
 * this request's refund to.
 *
 * <p><b>What a cheating prover may choose.</b> The secret, the deposit, the leaf's place and the siblings: bound to the root by hashes. The refund state:
 * bound by the signature, and to this secret by c; its ticket index is the state's own count, so that no index is left out. The blinding s' is free:
 * it hides and changes nothing else. Genesis: only with R = i = s = 0. r8 and signature of a genesis are free within their forms: nothing depends
 * on them. Divisors of additions are never zero ({@link BabyJubjubGadget}); bits are canonical.
 *
 * <p><b>Left to the verifier</b>, who knows the public inputs: {@code root} is a root of the vault; {@code scope} and {@code cMax} are the deployment's, and
 * cMax &gt; 0; {@code key} and {@code previousKey} are registered, which includes that neither is of small order; {@code x} belongs to this request and
 * x ≠ 0; the nullifier is new.
 *
 * @param nullifier N = P1(slope), slope = P3(secret, scope, i)
 * @param share y = secret + slope·x
 * @param state A + s'·H
 * @param root of the vault's tree
 * @param cMax price of one ticket at most, constrained below 2^96
 * @param x where the share lies
 * @param scope of the deployment
 * @param key the provider's
 * @param previousKey the provider's before the last rotation, or the same again
 * @param secret the note's secret k
 * @param deposit D in token base units, constrained below 2^96
 * @param refund the state A and its signature; its number of requests is the ticket index i
 * @param fresh s', constrained below l
 * @param leafIndex place of the note's leaf, constrained below 2^depth
 * @param siblings of the path, from the leaf upwards
 */
public record CreditRequest(
        @Public Var nullifier,
        @Public Var share,
        @Public BabyJubjubVar state,
        @Public Var root,
        @Public Var cMax,
        @Public Var x,
        @Public Var scope,
        @Public BabyJubjubVar key,
        @Public BabyJubjubVar previousKey,
        Var secret,
        Var deposit,
        RefundStateVar refund,
        Var fresh,
        Var leafIndex,
        List<Var> siblings)
        implements Circuit {

    /** Bits of what deposit and refunds exceed the price by: D + R &lt; 2^129. */
    private static final int BALANCE_BITS = 130;

    /**
     * A prototype for the compiler.
     *
     * @param depth levels of the vault's tree, 1 to 32
     * @return the circuit at that depth
     */
    public static CreditRequest ofDepth(int depth) {
        if (depth < 1 || depth > MerkleTree.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "CreditRequest: depth " + depth + ", expected 1 to " + MerkleTree.MAX_DEPTH);
        }
        return new CreditRequest(
                Var.input(),
                Var.input(),
                BabyJubjubVar.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                BabyJubjubVar.input(),
                BabyJubjubVar.input(),
                Var.input(),
                Var.input(),
                RefundStateVar.input(),
                Var.input(),
                Var.input(),
                Arrays.asList(Var.array(depth)));
    }

    @Override
    public void define(Api api) {
        Var commitment = PoseidonGadget.hash(api, secret);
        api.label("deposit < 2^96", () -> api.assertRange(deposit, CreditProtocol.AMOUNT_BITS));
        api.label("cMax < 2^96", () -> api.assertRange(cMax, CreditProtocol.AMOUNT_BITS));
        BabyJubjubVar signed = refund.assertSigned(api, commitment, scope, key, previousKey);
        api.label(
                "fresh state",
                () -> BabyJubjubGadget.assertEqual(
                        api, state, BabyJubjubGadget.add(api, signed, RefundStateVar.blinded(api, fresh))));
        api.label("balance ≥ price", () -> assertPaid(api));
        api.label("membership", () -> assertMember(api, commitment));
        Var slope = api.label("slope", () -> RlnGadget.slope(api, secret, scope, refund.ticketIndex()));
        api.label("nullifier", () -> api.assertEqual(nullifier, RlnGadget.nullifier(api, slope)));
        api.label("share", () -> api.assertEqual(share, RlnGadget.share(api, secret, slope, x)));
    }

    /**
     * (i + 1)·cMax ≤ D + R as integers. After the range checks the price is at most 2^32·(2^96 − 1) &lt; 2^128 and D + R is below 2^129, so that the
     * difference lies in (−2^128, 2^129). Its residue is below 2^130 only if it is not negative.
     */
    private void assertPaid(Api api) {
        Var price = refund.ticketIndex().plus(1).times(cMax);
        api.assertLessOrEqual(price, deposit.plus(refund.refunded()), BALANCE_BITS);
    }

    private void assertMember(Api api, Var commitment) {
        Var leaf = PoseidonGadget.hash(api, commitment, deposit);
        List<Var> pathBits = List.of(api.toBits(leafIndex, siblings.size()));
        api.assertEqual(root, MerkleGadget.root(api, leaf, pathBits, siblings));
    }
}

package io.snark4j.circuit.credit;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;

/**
 * All inputs of {@link CreditRequest}, named as its components. The constructor takes any values; {@link #of} computes those that
 * satisfy the circuit. Holds the secret: {@link #toString} shows the public part only.
 *
 * @param nullifier N
 * @param share y
 * @param state A + s'·H
 * @param root of the vault's tree
 * @param cMax price of one ticket at most
 * @param x where the share lies
 * @param scope of the deployment
 * @param key of the provider
 * @param previousKey of the provider
 * @param secret the note's secret k
 * @param deposit D in token base units
 * @param refund the state A, opened, and its signature
 * @param fresh s'
 * @param leafIndex place of the note's leaf
 * @param siblings of the path, from the leaf upwards
 */
public record CreditRequestInputs(
        Fr nullifier,
        Fr share,
        BabyJubjubPoint state,
        Fr root,
        Fr cMax,
        Fr x,
        Fr scope,
        BabyJubjubPoint key,
        BabyJubjubPoint previousKey,
        Fr secret,
        Fr deposit,
        SignedState.Inputs refund,
        Fr fresh,
        Fr leafIndex,
        List<Fr> siblings) {

    /** Copies the siblings. */
    public CreditRequestInputs {
        siblings = List.copyOf(siblings);
    }

    /**
     * What a request is bound to, besides the note that pays it.
     *
     * @param cMax price of one ticket at most, above 0 and below 2^96
     * @param x of the request, not 0
     * @param scope of the deployment
     * @param keys of the provider
     */
    public record Terms(BigInteger cMax, Fr x, Fr scope, ProviderKeys keys) {}

    /**
     * The inputs of the request with the ticket that the state's count names. That deposit and refunds cover it, and that the state is this note's and
     * its signature holds, is left to the circuit, whose message says so.
     *
     * @param note that pays
     * @param signed the note's last state
     * @param fresh s', in [0, l), uniform and secret, the same whenever this request is proved again
     * @param terms of the request
     * @return all inputs
     * @throws IllegalArgumentException if a value is out of range
     */
    public static CreditRequestInputs of(Note note, SignedState signed, BigInteger fresh, Terms terms) {
        Fr price = CreditProtocol.inBits("cMax", terms.cMax(), CreditProtocol.AMOUNT_BITS);
        if (price.isZero()) {
            throw new IllegalArgumentException("cMax: 0, expected at least 1");
        }
        Fr slope = Rln.slope(note.secret(), terms.scope(), signed.state().ticketIndex());
        return new CreditRequestInputs(
                Rln.nullifier(slope),
                Rln.share(note.secret(), slope, terms.x()).y(),
                signed.state().rerandomised(fresh).point(),
                note.proof().root(note.leaf()),
                price,
                terms.x(),
                terms.scope(),
                terms.keys().current(),
                terms.keys().previous(),
                note.secret(),
                CreditProtocol.inBits("deposit", note.deposit(), CreditProtocol.AMOUNT_BITS),
                signed.inputs(),
                Fr.of(fresh),
                Fr.of(note.proof().index()),
                note.proof().siblings());
    }

    /** @return what the verifier sees */
    public CreditRequestPublic publicInputs() {
        return new CreditRequestPublic(
                nullifier, share, state, root, cMax, x, scope, new ProviderKeys(key, previousKey));
    }

    /** @return the public inputs only */
    @Override
    public String toString() {
        return "CreditRequestInputs[" + publicInputs() + "]";
    }
}

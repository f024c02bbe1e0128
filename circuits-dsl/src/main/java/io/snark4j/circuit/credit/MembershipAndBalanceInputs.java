package io.snark4j.circuit.credit;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;

/**
 * All inputs of {@link MembershipAndBalance}, named as its components. The constructor takes any values; {@link #of} computes those that
 * satisfy the circuit. Holds the secret: {@link #toString} shows the public part only.
 *
 * @param nullifier N
 * @param share y
 * @param root of the vault's tree
 * @param cMax price of one ticket
 * @param x where the share lies
 * @param scope of the deployment
 * @param secret the note's secret k
 * @param deposit D in token base units
 * @param ticketIndex i
 * @param leafIndex place of the note's leaf
 * @param siblings of the path, from the leaf upwards
 */
public record MembershipAndBalanceInputs(
        Fr nullifier,
        Fr share,
        Fr root,
        Fr cMax,
        Fr x,
        Fr scope,
        Fr secret,
        Fr deposit,
        Fr ticketIndex,
        Fr leafIndex,
        List<Fr> siblings) {

    /** Copies the siblings. */
    public MembershipAndBalanceInputs {
        siblings = List.copyOf(siblings);
    }

    /**
     * The inputs of one request. That the deposit covers it is left to the circuit, whose message says so.
     *
     * @param note that pays
     * @param ticketIndex i, below 2^32
     * @param cMax price of one ticket, above 0 and below 2^96
     * @param x of the request, not 0
     * @param scope of the deployment
     * @return all inputs
     * @throws IllegalArgumentException if a value is out of range
     */
    public static MembershipAndBalanceInputs of(Note note, long ticketIndex, BigInteger cMax, Fr x, Fr scope) {
        Fr price = CreditProtocol.inBits("cMax", cMax, CreditProtocol.AMOUNT_BITS);
        if (price.isZero()) {
            throw new IllegalArgumentException("cMax: 0, expected at least 1");
        }
        Fr slope = Rln.slope(note.secret(), scope, ticketIndex);
        return new MembershipAndBalanceInputs(
                Rln.nullifier(slope),
                Rln.share(note.secret(), slope, x).y(),
                note.proof().root(note.leaf()),
                price,
                x,
                scope,
                note.secret(),
                CreditProtocol.inBits("deposit", note.deposit(), CreditProtocol.AMOUNT_BITS),
                Fr.of(ticketIndex),
                Fr.of(note.proof().index()),
                note.proof().siblings());
    }

    /** @return what the verifier sees */
    public MembershipAndBalancePublic publicInputs() {
        return new MembershipAndBalancePublic(nullifier, share, root, cMax, x, scope);
    }

    /** @return the public inputs only */
    @Override
    public String toString() {
        return "MembershipAndBalanceInputs[" + publicInputs() + "]";
    }
}

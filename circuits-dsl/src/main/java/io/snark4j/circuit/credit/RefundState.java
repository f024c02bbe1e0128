package io.snark4j.circuit.credit;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;

/**
 * What a note's owner knows of the refunds: the opening of A = R·G + m·J + c·K + s·H. The provider signs A and never sees
 * the rest. Blinding makes A uniform in the subgroup, whatever R, m and c are; binding rests on the discrete logarithm. As K
 * has order l, A binds c mod l only, and at most eight c share it; that c is a hash of the note's secret leaves none to choose.
 *
 * <p>{@link #toString} hides the blinding, which would link the note to its requests.
 *
 * @param refunded R, the total refunded, below 2^128
 * @param ticketIndex m, how many requests are settled and so the next ticket's index, below 2^32
 * @param commitment c, the note's identity commitment
 * @param blinding s, in [0, l), secret
 */
public record RefundState(BigInteger refunded, long ticketIndex, Fr commitment, BigInteger blinding) {
    /** Bits of R. */
    public static final int REFUND_BITS = 128;

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message does not show the blinding
     */
    public RefundState {
        CreditProtocol.requireBits("refunded", refunded, REFUND_BITS);
        if (ticketIndex < 0 || ticketIndex >>> Rln.INDEX_BITS != 0) {
            throw new IllegalArgumentException(
                    "ticketIndex: " + ticketIndex + ", expected 0 to 2^" + Rln.INDEX_BITS + " - 1");
        }
        requireScalar(blinding);
    }

    /**
     * The state of a note before its first request: nothing refunded, nothing settled, not blinded, A = c·K.
     *
     * @param commitment c
     * @return the state, which needs no signature
     */
    public static RefundState genesis(Fr commitment) {
        return new RefundState(BigInteger.ZERO, 0, commitment, BigInteger.ZERO);
    }

    /** @return A = R·G + m·J + c·K + s·H; four multiplications, vartime */
    public BabyJubjubPoint point() {
        return RefundGenerators.G
                .mul(refunded)
                .add(RefundGenerators.J.mul(BigInteger.valueOf(ticketIndex)))
                .add(RefundGenerators.K.mul(commitment.toBigInteger()))
                .add(RefundGenerators.H.mul(blinding));
    }

    /**
     * The same note and refunds behind another blinding, so that A + s'·H cannot be linked to A.
     *
     * @param blindingAdded s', in [0, l), uniform and secret
     * @return the state with s + s' mod l
     * @throws IllegalArgumentException if s' is out of range
     */
    public RefundState rerandomised(BigInteger blindingAdded) {
        requireScalar(blindingAdded);
        return new RefundState(
                refunded, ticketIndex, commitment, blinding.add(blindingAdded).mod(BabyJubjubPoint.ORDER));
    }

    /**
     * The state after a settled request: A + v·G + J.
     *
     * @param refund v, in [0, 2^96)
     * @return the state with R + v and m + 1
     * @throws IllegalArgumentException if v is out of range, or R + v or m + 1 would be
     */
    public RefundState settled(BigInteger refund) {
        CreditProtocol.requireBits("refund", refund, CreditProtocol.AMOUNT_BITS);
        return new RefundState(refunded.add(refund), ticketIndex + 1, commitment, blinding);
    }

    /** @return R, m and c */
    @Override
    public String toString() {
        return "RefundState[refunded=" + refunded + ", ticketIndex=" + ticketIndex + ", commitment=" + commitment + "]";
    }

    private static void requireScalar(BigInteger blinding) {
        if (blinding.signum() < 0 || blinding.compareTo(BabyJubjubPoint.ORDER) >= 0) {
            throw new IllegalArgumentException("blinding: not in [0, l)");
        }
    }
}

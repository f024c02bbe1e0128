package io.snark4j.circuit.gadget;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import java.math.BigInteger;

/**
 * circomlib's Pedersen hash: a point of Baby Jubjub for any number of bits. A segment of 200 bits has a generator of its own and is the number Σ
 * e_w·32^w over its windows of 4 bits, where e = ±(1 + b0 + 2·b1 + 4·b2) is negative if b3 is set; bits that are missing at the end count
 * as zero. The hash is the sum of the segments' multiples.
 *
 * <p>Whoever finds two messages of the same length with one hash knows a relation between the generators. Messages of different lengths may
 * have one hash, such as the bits 1 and 1000: hash a fixed length, or the length too. It is not a random oracle: the hashes of related messages are related.
 *
 * <p>Source: iden3, "4-bit Window Pedersen Hash On The Baby Jubjub Elliptic Curve", 2018. Vartime.
 */
public final class PedersenHash {
    /** Bits of a window; the last one is its sign. */
    static final int WINDOW = 4;

    /** Bits of a segment. */
    static final int SEGMENT = 200;

    /** Each window counts 32 = 2^5 times the one before. */
    static final int SHIFT = WINDOW + 1;

    private static final PedersenGenerators GENERATORS = new PedersenGenerators("PedersenGenerator");

    private PedersenHash() {}

    /** The generator of a segment. */
    static BabyJubjubPoint generator(int segment) {
        return GENERATORS.get(segment);
    }

    /**
     * @param message at least one byte, the lowest bit of each first
     * @return its hash; circomlibjs returns it compressed
     * @throws IllegalArgumentException if there are none
     */
    public static BabyJubjubPoint hash(byte[] message) {
        boolean[] bits = new boolean[8 * message.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (message[i / 8] >> i % 8 & 1) == 1;
        }
        return hashBits(bits);
    }

    /**
     * @param bits at least one
     * @return their hash, as circomlib's {@code Pedersen(n)} has it
     * @throws IllegalArgumentException if there are none
     */
    public static BabyJubjubPoint hashBits(boolean... bits) {
        if (bits.length == 0) {
            throw new IllegalArgumentException("Pedersen hash: 0 bits, expected at least one");
        }
        BabyJubjubPoint sum = BabyJubjubPoint.IDENTITY;
        for (int start = 0; start < bits.length; start += SEGMENT) {
            BigInteger scalar = scalar(bits, start, Math.min(bits.length, start + SEGMENT));
            sum = sum.add(generator(start / SEGMENT).mul(scalar.mod(BabyJubjubPoint.ORDER)));
        }
        return sum;
    }

    private static BigInteger scalar(boolean[] bits, int start, int end) {
        BigInteger scalar = BigInteger.ZERO;
        for (int i = start; i < end; i += WINDOW) {
            int digit = 1;
            for (int k = 0; k < WINDOW - 1 && i + k < end; k++) {
                digit += bits[i + k] ? 1 << k : 0;
            }
            boolean negative = i + WINDOW <= end && bits[i + WINDOW - 1];
            BigInteger term = BigInteger.valueOf(negative ? -digit : digit).shiftLeft(SHIFT * ((i - start) / WINDOW));
            scalar = scalar.add(term);
        }
        return scalar;
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import java.math.BigInteger;

/**
 * Cuts nonzero scalars into odd signed digits of one width c: Σ digit_i·2^(c·i) with digits ±1, ±3, ..., ±(2^c − 1), never zero, so that every
 * scalar takes the same additions from a table of 2^(c−1) odd multiples a window (as M. Joye and M. Tunstall recode, AFRICACRYPT 2009).
 *
 * <p>An odd s below 2^255 is Σ (2·b_j − 1)·2^j over the 255 bits b_j of (s − 1)/2 + 2^254, and c of these make a digit 2·field − (2^c − 1): there
 * are no carries. An even scalar is made odd by adding the order, which is.
 */
final class OddDigits {
    /** Limbs of a scalar. */
    static final int LIMBS = FrLimbs.LIMBS;

    private static final int BITS = 255;
    private static final long TOP_BIT = 1L << (BITS - 1 - 64 * (LIMBS - 1));
    private static final long[] ORDER = limbs(Fr.MODULUS);

    private final int width;
    private final int windows;

    /** @param width 2..16 */
    OddDigits(int width) {
        this.width = width;
        this.windows = windows(width);
    }

    /** How many digits a scalar has. */
    static int windows(int width) {
        return Math.ceilDiv(BITS, width);
    }

    int windows() {
        return windows;
    }

    /** The bits of a window: as many as all have, but for the top one. */
    int width(int window) {
        return Math.min(width, BITS - window * width);
    }

    /** The lowest bit of a window. */
    int firstBit(int window) {
        return window * width;
    }

    /** Replaces a plain scalar in (0, r) by the bits that {@link #field} reads. */
    static void prepare(long[] plain, int at) {
        if ((plain[at] & 1) == 0) {
            addOrder(plain, at);
        }
        for (int k = 0; k < LIMBS - 1; k++) {
            plain[at + k] = plain[at + k] >>> 1 | plain[at + k + 1] << 63;
        }
        plain[at + LIMBS - 1] = plain[at + LIMBS - 1] >>> 1 | TOP_BIT;
    }

    private static void addOrder(long[] plain, int at) {
        long carry = 0;
        for (int k = 0; k < LIMBS; k++) {
            long a = plain[at + k];
            long sum = a + ORDER[k];
            long total = sum + carry;
            carry = Long.compareUnsigned(sum, a) < 0 || Long.compareUnsigned(total, sum) < 0 ? 1 : 0;
            plain[at + k] = total;
        }
    }

    /** The bits of a prepared scalar in a window; {@link #isNegative} and {@link #multiple} read them. */
    int field(long[] prepared, int at, int window) {
        int bit = firstBit(window);
        int limb = at + (bit >>> 6);
        long bits = prepared[limb] >>> bit;
        if ((bit & 63) + width > 64 && bit >>> 6 < LIMBS - 1) {
            bits |= prepared[limb + 1] << -bit;
        }
        return (int) bits & ((1 << width(window)) - 1);
    }

    /** Whether the digit of a window so wide is negative. */
    static boolean isNegative(int field, int width) {
        return field >>> (width - 1) == 0;
    }

    /** k where the absolute value of the digit is 2k + 1: in [0, 2^(width−1)). */
    static int multiple(int field, int width) {
        int half = 1 << (width - 1);
        return field >= half ? field - half : half - 1 - field;
    }

    private static long[] limbs(BigInteger value) {
        long[] limbs = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = value.shiftRight(64 * i).longValue();
        }
        return limbs;
    }
}

package io.snark4j.curve.babyjubjub;

/**
 * A multiple of a point that is used once: the scalar in non-adjacent form of width 5 (digits 0, ±1, ±3, ..., ±15, among five
 * neighbours at most one not 0) and a table of eight odd multiples. A doubling a bit and an addition in six, and nine
 * operations for the table. Vartime.
 */
final class OddMultiples {
    private static final int WIDTH = 5;
    private static final int ENTRIES = 1 << (WIDTH - 2);

    private final long[][] table = new long[ENTRIES][EdwardsLimbs.LIMBS];
    private final long[] scratch = new long[EdwardsLimbs.SCRATCH];
    private final long[] term = new long[EdwardsLimbs.LIMBS];

    /** Of a point in projective coordinates, which is copied. */
    OddMultiples(long[] point) {
        table[0] = point.clone();
        EdwardsLimbs.twice(term, point, scratch);
        for (int i = 1; i < ENTRIES; i++) {
            EdwardsLimbs.add(table[i], table[i - 1], term, scratch);
        }
    }

    /** Makes the multiple in {@code out}, which holds the neutral element. */
    void mul(long[] out, long[] scalar) {
        byte[] digits = digits(scalar);
        for (int i = digits.length - 1; i >= 0; i--) {
            EdwardsLimbs.twice(out, out, scratch);
            if (digits[i] > 0) {
                EdwardsLimbs.add(out, out, table[digits[i] >> 1], scratch);
            } else if (digits[i] < 0) {
                EdwardsLimbs.neg(term, table[-digits[i] >> 1]);
                EdwardsLimbs.add(out, out, term, scratch);
            }
        }
    }

    /** Σ digits[i]·2^i = scalar, one digit more than the scalar has bits. */
    static byte[] digits(long[] scalar) {
        int bits = Long.SIZE * scalar.length;
        while (bits > 0 && bit(scalar, bits - 1) == 0) {
            bits--;
        }
        byte[] digits = new byte[bits + 1];
        int carry = 0;
        int i = 0;
        while (i <= bits) {
            if ((bit(scalar, i) ^ carry) == 0) {
                i++; // a carry goes on through a one
                continue;
            }
            int window = carry;
            for (int k = 0; k < WIDTH; k++) {
                window += bit(scalar, i + k) << k;
            }
            carry = window >>> (WIDTH - 1);
            digits[i] = (byte) (window - (carry << WIDTH));
            i += WIDTH;
        }
        return digits;
    }

    private static int bit(long[] scalar, int i) {
        return i < Long.SIZE * scalar.length ? (int) (scalar[i >>> 6] >>> i) & 1 : 0;
    }
}

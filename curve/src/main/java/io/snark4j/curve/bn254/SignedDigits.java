package io.snark4j.curve.bn254;

/**
 * Cuts plain scalars into signed digits of one width c: Σ digit_i·2^(c·i), digits in [−2^(c−1), 2^(c−1)]. The constant
 * 2^(c−1)·(1 + 2^c + 4^c + ...), over all windows but the top one, is added once to the scalar; then a digit is a bit field less
 * 2^(c−1), without carries. The top digit is not offset and takes the carry.
 */
final class SignedDigits {
    /** Limbs of a scalar. */
    static final int LIMBS = 4;

    private final int width;
    private final int windows;
    private final long[] offset = new long[LIMBS];

    /**
     * @param width 2..16
     * @param bits the longest scalar's, at most 254
     */
    SignedDigits(int width, int bits) {
        this.width = width;
        this.windows = windows(width, bits);
        for (int i = 0; i < windows - 1; i++) {
            int bit = width * i + width - 1;
            offset[bit >>> 6] |= 1L << bit;
        }
    }

    /** The windows that scalars of so many bits take: one bit more, for the sign. */
    static int windows(int width, int bits) {
        return (bits + width) / width;
    }

    int windows() {
        return windows;
    }

    int width() {
        return width;
    }

    /** Adds the constant to the plain scalar, in place. */
    void prepare(long[] plain, int at) {
        long carry = 0;
        for (int k = 0; k < LIMBS; k++) {
            long a = plain[at + k];
            long sum = a + offset[k];
            long total = sum + carry;
            carry = Long.compareUnsigned(sum, a) < 0 || Long.compareUnsigned(total, sum) < 0 ? 1 : 0;
            plain[at + k] = total;
        }
    }

    /** The digit of a prepared scalar in a window. */
    int digit(long[] prepared, int at, int index) {
        int bit = index * width;
        int limb = bit >>> 6;
        long field = prepared[at + limb] >>> bit;
        if ((bit & 63) + width > 64 && limb + 1 < LIMBS) {
            field |= prepared[at + limb + 1] << -bit;
        }
        int digit = (int) field & ((1 << width) - 1);
        return index == windows - 1 ? digit : digit - (1 << (width - 1));
    }
}

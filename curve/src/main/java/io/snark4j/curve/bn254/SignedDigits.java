package io.snark4j.curve.bn254;

/**
 * Cuts plain scalars into signed digits of one width c: Σ digit_i·2^(c·i), digits in [−2^(c−1), 2^(c−1)]. A digit is read from the
 * window's c bits and the one below them (Booth's recoding with a radix of 2^c: Quarterly Journal of Mechanics and Applied
 * Mathematics 4, 1951): half their sum rounded up, less 2^c if the top bit is set. There are no carries, so the scalars
 * are not changed and sums with different widths can share them.
 */
final class SignedDigits {
    /** Limbs of a scalar. */
    static final int LIMBS = 4;

    private final int width;
    private final int windows;

    /**
     * @param width 2..{@value Integer#SIZE} − 4
     * @param bits the longest scalar's, at most 254
     */
    SignedDigits(int width, int bits) {
        this.width = width;
        this.windows = windows(width, bits);
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

    /** The limb that a window's bits begin in, the bit below them included: the last one for the lowest window. */
    int limb(int window) {
        return firstBit(window) >>> 6;
    }

    /** Where in that limb they begin. */
    int shift(int window) {
        return firstBit(window) & 63;
    }

    /** Whether they go on in the next limb; after the last one comes the first. */
    boolean isSplit(int window) {
        // A scalar's bit 255 is 0: it serves as the bit below bit 0.
        return shift(window) + width >= 64 && (window == 0 || limb(window) < LIMBS - 1);
    }

    /** The digit whose bits, the bit below them included, are the low ones of the field. */
    static int recode(int field, int width) {
        int bits = field & ((2 << width) - 1);
        return ((bits + 1) >>> 1) - ((bits >>> width) << width);
    }

    /** The digit in a window of the plain scalar whose limb k is at {@code at + k·stride}. */
    int digit(long[] plain, int at, int stride, int window) {
        int limb = limb(window);
        int shift = shift(window);
        long field = plain[at + limb * stride] >>> shift;
        if (isSplit(window)) {
            field |= plain[at + ((limb + 1) & (LIMBS - 1)) * stride] << (64 - shift);
        }
        return recode((int) field, width);
    }

    private int firstBit(int window) {
        return (window * width - 1) & (64 * LIMBS - 1);
    }
}

package io.snark4j.curve.bn254;

/**
 * Signed digits of small width: each nonzero digit is odd, below 2^(width−1) in absolute value, and followed by at least
 * width − 1 zeros (width-w NAF; Solinas, Designs, Codes and Cryptography 19, 2000). Vartime.
 */
final class Naf {
    private Naf() {}

    /**
     * The digits of a non-negative number, least significant first.
     *
     * @param scalar little-endian limbs; not changed
     * @param length digits to make, more than the number's bits
     * @param width 2..8
     */
    static byte[] of(long[] scalar, int length, int width, boolean negate) {
        long[] k = new long[scalar.length + 1];
        System.arraycopy(scalar, 0, k, 0, scalar.length);
        byte[] digits = new byte[length];
        int window = 1 << width;
        for (int i = 0; i < length; i++) {
            if ((k[0] & 1) != 0) {
                int digit = (int) k[0] & (window - 1);
                if (digit >= window >> 1) {
                    digit -= window;
                }
                subtract(k, digit);
                digits[i] = (byte) (negate ? -digit : digit);
            }
            halve(k);
        }
        return digits;
    }

    // A positive digit is the number's own low bits, so nothing is borrowed; a negative one may carry.
    private static void subtract(long[] k, int digit) {
        long low = k[0] - digit;
        boolean carry = digit < 0 && Long.compareUnsigned(low, k[0]) < 0;
        k[0] = low;
        for (int i = 1; carry && i < k.length; i++) {
            carry = ++k[i] == 0;
        }
    }

    private static void halve(long[] k) {
        for (int i = 0; i < k.length - 1; i++) {
            k[i] = k[i] >>> 1 | k[i + 1] << 63;
        }
        k[k.length - 1] >>>= 1;
    }
}

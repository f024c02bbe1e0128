package io.snark4j.curve.bn254;

import io.snark4j.field.Fp;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The endomorphism φ(x, y) = (β·x, y) of G1, which multiplies by λ, a cube root of unity modulo r, and the split of a scalar
 * k ≡ k1 + k2·λ (mod r) with |k1|, |k2| below 2^129 (Gallant, Lambert, Vanstone, CRYPTO 2001). Vartime.
 *
 * <p>The lattice of pairs with k1 + k2·λ ≡ 0 has the basis (2u + 1, 6u² + 4u + 1), (6u² + 2u, −(2u + 1)) of determinant −r;
 * c1 = k·(2u + 1)/r and c2 = k·(6u² + 4u + 1)/r are rounded down by a multiplication and a shift by 2^256.
 */
final class Glv {
    /** Limbs of k1 and of k2. */
    static final int LIMBS = 3;

    /** Bits that |k1| and |k2| keep below. */
    static final int BITS = 130;

    /** −(18u³ + 18u² + 9u + 2) mod p. */
    static final Fp BETA =
            Fp.of(new BigInteger("21888242871839275220042445260109153167277707414472061641714758635765020556616"));

    /** −(36u³ + 18u² + 6u + 2) mod r. */
    static final Fr LAMBDA =
            Fr.of(new BigInteger("21888242871839275217838484774961031246154997185409878258781734729429964517155"));

    /** 2u + 1. */
    private static final long[] SHORT = {0x89d3256894d213e3L, 0, 0};

    /** 6u² + 4u + 1. */
    private static final long[] LONG = {0x0be4e1541221250bL, 0x6f4d8248eeb859fdL, 0};

    /** 6u² + 2u. */
    private static final long[] LONG_LESS = {0x8211bbeb7d4f1128L, 0x6f4d8248eeb859fcL, 0};

    /** ⌊2^256·(2u + 1)/r⌋. */
    private static final long[] SHORT_RECIPROCAL = {0xd91d232ec7e0b3d7L, 2, 0};

    /** ⌊2^256·(6u² + 4u + 1)/r⌋. */
    private static final long[] LONG_RECIPROCAL = {0x5398fd0300ff6565L, 0x4ccef014a773d2d2L, 2};

    private Glv() {}

    /**
     * Splits the plain scalar in scalar[at..at+4), in [0, 2^254), into k1 and k2, two's complement, {@link #LIMBS} limbs each.
     */
    static void split(long[] k1, long[] k2, long[] scalar, int at) {
        long[] c1 = quotient(scalar, at, SHORT_RECIPROCAL);
        long[] c2 = quotient(scalar, at, LONG_RECIPROCAL);
        System.arraycopy(scalar, at, k1, 0, LIMBS);
        subtractProduct(k1, c1, SHORT);
        subtractProduct(k1, c2, LONG_LESS);
        Arrays.fill(k2, 0);
        subtractProduct(k2, c1, LONG);
        negate(k2);
        subtractProduct(k2, c2, SHORT);
        negate(k2);
    }

    /** Whether a two's complement number is negative; if so it is negated in place. */
    static boolean takeSign(long[] k) {
        boolean negative = k[LIMBS - 1] < 0;
        if (negative) {
            negate(k);
        }
        return negative;
    }

    // ⌊scalar·reciprocal / 2^256⌋, below 2^128.
    private static long[] quotient(long[] scalar, int at, long[] reciprocal) {
        long[] product = new long[4 + LIMBS];
        for (int i = 0; i < 4; i++) {
            long carry = 0;
            for (int j = 0; j < LIMBS; j++) {
                carry = multiplyAdd(product, i + j, scalar[at + i], reciprocal[j], carry);
            }
            product[i + LIMBS] = carry;
        }
        return new long[] {product[4], product[5], product[6]};
    }

    // k −= a·b mod 2^192.
    private static void subtractProduct(long[] k, long[] a, long[] b) {
        long[] product = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            long carry = 0;
            for (int j = 0; i + j < LIMBS; j++) {
                carry = multiplyAdd(product, i + j, a[i], b[j], carry);
            }
        }
        long borrow = 0;
        for (int i = 0; i < LIMBS; i++) {
            long difference = k[i] - product[i];
            boolean less = Long.compareUnsigned(k[i], product[i]) < 0 || (difference == 0 && borrow != 0);
            k[i] = difference - borrow;
            borrow = less ? 1 : 0;
        }
    }

    // sum[i] += a·b + carry; returns the carry out.
    private static long multiplyAdd(long[] sum, int i, long a, long b, long carry) {
        long low = a * b;
        long high = Math.unsignedMultiplyHigh(a, b);
        low += carry;
        high += Long.compareUnsigned(low, carry) < 0 ? 1 : 0;
        sum[i] += low;
        return high + (Long.compareUnsigned(sum[i], low) < 0 ? 1 : 0);
    }

    private static void negate(long[] k) {
        long carry = 1;
        for (int i = 0; i < LIMBS; i++) {
            k[i] = ~k[i] + carry;
            carry = k[i] == 0 ? carry : 0;
        }
    }
}

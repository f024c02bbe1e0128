package io.snark4j.field;

import java.math.BigInteger;

/**
 * Arithmetic in Fp12 = Fp6[w]/(w² - v), v³ = 9 + u, for hot code: an element c0 + c1·w is 48 longs, c0 first, each half as {@link Fp6Limbs}
 * has it. Arguments come in the order out, in, scratch; {@code out} may equal an input exactly, partial overlap is undefined, and scratch
 * overlaps nothing. Nothing is allocated. Not constant time where a method says vartime.
 */
public final class Fp12Limbs {
    /** Longs per element. */
    public static final int LIMBS = 48;

    /** Longs of scratch that the methods here need at most. */
    public static final int SCRATCH = 3 * Fp6Limbs.LIMBS + Fp6Limbs.SCRATCH;

    private static final int C1 = Fp6Limbs.LIMBS;
    private static final int FP2 = Fp2Limbs.LIMBS;

    // Three Fp6 temporaries, then the scratch of Fp6.
    private static final int T1 = Fp6Limbs.LIMBS;
    private static final int T2 = 2 * Fp6Limbs.LIMBS;
    private static final int BELOW = 3 * Fp6Limbs.LIMBS;

    /** Where the coefficient of w^k stands: w² = v, so an even k is in c0, an odd one in c1. */
    private static final int[] POSITION = {0, C1, FP2, C1 + FP2, 2 * FP2, C1 + 2 * FP2};

    /** The powers of p that {@link #frobenius} knows. */
    private static final int FROBENIUS_POWERS = 3;

    /** ξ^(k·(p^j - 1)/6) for j = 1, 2, 3 and k = 0..5, ξ = 9 + u, at 8·(6(j - 1) + k). */
    private static final long[] FROBENIUS = frobeniusConstants();

    private Fp12Limbs() {}

    // With g = ξ^((p-1)/6): p² - 1 = (p-1)(p+1) gives g^(p+1) = g·ḡ, and p³ - 1 gives g·ḡ·g.
    // Conjugation in Fp2 is the power p.
    private static long[] frobeniusConstants() {
        Fp2 first = Fp2.NON_RESIDUE.pow(Fp.MODULUS.subtract(BigInteger.ONE).divide(BigInteger.valueOf(6)));
        Fp2 second = first.mul(first.conjugate());
        Fp2[] bases = {first, second, first.mul(second)};
        long[] constants = new long[FROBENIUS_POWERS * 6 * FP2];
        int offset = 0;
        for (Fp2 base : bases) {
            Fp2 power = Fp2.ONE;
            for (int k = 0; k < 6; k++) {
                power.write(constants, offset);
                power = power.mul(base);
                offset += FP2;
            }
        }
        return constants;
    }

    /**
     * out = a·b, by Karatsuba's three products in Fp6.
     *
     * @param out receives the product
     * @param o offset in out
     * @param a factor
     * @param ao offset in a
     * @param b factor
     * @param bo offset in b
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void mul(long[] out, int o, long[] a, int ao, long[] b, int bo, long[] s, int so) {
        int below = so + BELOW;
        Fp6Limbs.add(s, so, a, ao, a, ao + C1);
        Fp6Limbs.add(s, so + T1, b, bo, b, bo + C1);
        Fp6Limbs.mul(s, so, s, so, s, so + T1, s, below);
        Fp6Limbs.mul(s, so + T1, a, ao, b, bo, s, below);
        Fp6Limbs.mul(s, so + T2, a, ao + C1, b, bo + C1, s, below);
        combine(out, o, s, so);
    }

    // out = (T1 + v·T2) + (T0 - T1 - T2)·w
    private static void combine(long[] out, int o, long[] s, int so) {
        Fp6Limbs.sub(s, so, s, so, s, so + T1);
        Fp6Limbs.sub(out, o + C1, s, so, s, so + T2);
        Fp6Limbs.mulByV(s, so + T2, s, so + T2, s, so + BELOW);
        Fp6Limbs.add(out, o, s, so + T1, s, so + T2);
    }

    /**
     * out = a·(l0 + l3·w + l4·v·w), a line of the pairing: coefficients 0, 3 and 4 in the order c0.0, c0.1, c0.2, c1.0, c1.1, c1.2. 13
     * products in Fp2.
     *
     * @param out receives the product
     * @param o offset in out
     * @param a factor
     * @param ao offset in a
     * @param line l0, l3, l4, 8 longs each; overlaps neither out nor scratch
     * @param lo offset in line
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void mulBy034(long[] out, int o, long[] a, int ao, long[] line, int lo, long[] s, int so) {
        int below = so + BELOW;
        int l3 = lo + FP2;
        int l4 = lo + 2 * FP2;
        Fp6Limbs.add(s, so, a, ao, a, ao + C1);
        Fp2Limbs.add(s, so + T1, line, lo, line, l3);
        Fp6Limbs.mulBy01(s, so, s, so, s, so + T1, line, l4, s, below);
        for (int i = 0; i < C1; i += FP2) {
            Fp2Limbs.mul(s, so + T1 + i, a, ao + i, line, lo, s, below);
        }
        Fp6Limbs.mulBy01(s, so + T2, a, ao + C1, line, l3, line, l4, s, below);
        combine(out, o, s, so);
    }

    /**
     * out = a², by the complex method: two products in Fp6.
     *
     * @param out receives the square
     * @param o offset in out
     * @param a squared
     * @param ao offset in a
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void square(long[] out, int o, long[] a, int ao, long[] s, int so) {
        int below = so + BELOW;
        Fp6Limbs.mul(s, so + T2, a, ao, a, ao + C1, s, below);
        Fp6Limbs.add(s, so, a, ao, a, ao + C1);
        Fp6Limbs.mulByV(s, so + T1, a, ao + C1, s, below);
        Fp6Limbs.add(s, so + T1, s, so + T1, a, ao);
        Fp6Limbs.mul(s, so, s, so, s, so + T1, s, below);
        Fp6Limbs.sub(s, so, s, so, s, so + T2);
        Fp6Limbs.add(out, o + C1, s, so + T2, s, so + T2);
        Fp6Limbs.mulByV(s, so + T1, s, so + T2, s, below);
        Fp6Limbs.sub(out, o, s, so, s, so + T1);
    }

    /**
     * out = a² for a in the cyclotomic subgroup (a^(p⁴ - p² + 1) = 1), wrong for others: three squarings in Fp4, 9 in Fp2 (Granger and
     * Scott, Faster squaring in the cyclotomic subgroup of sixth degree extensions, 2009).
     *
     * @param out receives the square
     * @param o offset in out
     * @param a squared
     * @param ao offset in a
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void cyclotomicSquare(long[] out, int o, long[] a, int ao, long[] s, int so) {
        int below = so + BELOW;
        // Fp4 = Fp2[w³]: the pairs (w^0, w^3), (w^1, w^4), (w^2, w^5); each square leaves x² + ξ·y² and 2xy.
        for (int k = 0; k < 3; k++) {
            squareFp4(s, so + 2 * k * FP2, a, ao + POSITION[k], ao + POSITION[k + 3], s, below);
        }
        Fp2Limbs.mulByNonResidue(s, so + 5 * FP2, s, so + 5 * FP2, s, below);
        // The even squares give 3x² - 2a, the products 3·2xy + 2a.
        // Each pair lands one place on, the last product through ξ.
        tripleMinusTwice(out, o + POSITION[0], s, so, a, ao + POSITION[0], s, below);
        tripleMinusTwice(out, o + POSITION[2], s, so + 2 * FP2, a, ao + POSITION[2], s, below);
        tripleMinusTwice(out, o + POSITION[4], s, so + 4 * FP2, a, ao + POSITION[4], s, below);
        triplePlusTwice(out, o + POSITION[3], s, so + FP2, a, ao + POSITION[3], s, below);
        triplePlusTwice(out, o + POSITION[5], s, so + 3 * FP2, a, ao + POSITION[5], s, below);
        triplePlusTwice(out, o + POSITION[1], s, so + 5 * FP2, a, ao + POSITION[1], s, below);
    }

    // s[at] = x² + ξ·y², s[at + FP2] = (x + y)² - x² - y² = 2xy
    private static void squareFp4(long[] s, int at, long[] a, int x, int y, long[] t, int below) {
        int temporary = below + Fp2Limbs.SCRATCH;
        Fp2Limbs.square(s, at, a, x, t, below);
        Fp2Limbs.square(t, temporary, a, y, t, below);
        Fp2Limbs.add(s, at + FP2, a, x, a, y);
        Fp2Limbs.square(s, at + FP2, s, at + FP2, t, below);
        Fp2Limbs.sub(s, at + FP2, s, at + FP2, s, at);
        Fp2Limbs.sub(s, at + FP2, s, at + FP2, t, temporary);
        Fp2Limbs.mulByNonResidue(t, temporary, t, temporary, t, below);
        Fp2Limbs.add(s, at, s, at, t, temporary);
    }

    private static void tripleMinusTwice(long[] out, int o, long[] s, int so, long[] a, int ao, long[] t, int to) {
        Fp2Limbs.sub(t, to, s, so, a, ao);
        Fp2Limbs.twice(t, to, t, to);
        Fp2Limbs.add(out, o, t, to, s, so);
    }

    private static void triplePlusTwice(long[] out, int o, long[] s, int so, long[] a, int ao, long[] t, int to) {
        Fp2Limbs.add(t, to, s, so, a, ao);
        Fp2Limbs.twice(t, to, t, to);
        Fp2Limbs.add(out, o, t, to, s, so);
    }

    /**
     * out = a^(p^power).
     *
     * @param out receives the image
     * @param o offset in out
     * @param a any element
     * @param ao offset in a
     * @param power 1, 2 or 3
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void frobenius(long[] out, int o, long[] a, int ao, int power, long[] s, int so) {
        if (power < 1 || power > FROBENIUS_POWERS) {
            throw new IllegalArgumentException("Frobenius power " + power + ", expected 1 to " + FROBENIUS_POWERS);
        }
        for (int k = 0; k < POSITION.length; k++) {
            int at = o + POSITION[k];
            if ((power & 1) != 0) {
                Fp2Limbs.conjugate(out, at, a, ao + POSITION[k]);
            } else {
                Fp2Limbs.copy(out, at, a, ao + POSITION[k]);
            }
            Fp2Limbs.mul(out, at, out, at, FROBENIUS, (6 * (power - 1) + k) * FP2, s, so);
        }
    }

    /**
     * out = c0 - c1·w = a^(p⁶); in the cyclotomic subgroup the inverse.
     *
     * @param out receives the conjugate
     * @param o offset in out
     * @param a conjugated
     * @param ao offset in a
     */
    public static void conjugate(long[] out, int o, long[] a, int ao) {
        Fp6Limbs.copy(out, o, a, ao);
        Fp6Limbs.neg(out, o + C1, a, ao + C1);
    }

    /**
     * out = a⁻¹ = (c0 - c1·w)/(c0² - v·c1²), or 0 for 0. Vartime.
     *
     * @param out receives the inverse
     * @param o offset in out
     * @param a inverted
     * @param ao offset in a
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void inverse(long[] out, int o, long[] a, int ao, long[] s, int so) {
        int below = so + BELOW;
        Fp6Limbs.square(s, so, a, ao, s, below);
        Fp6Limbs.square(s, so + T1, a, ao + C1, s, below);
        Fp6Limbs.mulByV(s, so + T1, s, so + T1, s, below);
        Fp6Limbs.sub(s, so, s, so, s, so + T1);
        Fp6Limbs.inverse(s, so, s, so, s, below);
        Fp6Limbs.mul(out, o, a, ao, s, so, s, below);
        Fp6Limbs.mul(s, so + T1, a, ao + C1, s, so, s, below);
        Fp6Limbs.neg(out, o + C1, s, so + T1);
    }

    /**
     * out = a.
     *
     * @param out receives the copy
     * @param o offset in out
     * @param a copied
     * @param ao offset in a
     */
    public static void copy(long[] out, int o, long[] a, int ao) {
        Fp6Limbs.copy(out, o, a, ao);
        Fp6Limbs.copy(out, o + C1, a, ao + C1);
    }

    /**
     * out = 1.
     *
     * @param out receives one
     * @param o offset in out
     */
    public static void setOne(long[] out, int o) {
        Fp2Limbs.setOne(out, o);
        for (int i = FP2; i < LIMBS; i += FP2) {
            Fp2Limbs.setZero(out, o + i);
        }
    }

    /**
     * @param a element
     * @param ao offset in a
     * @return whether a is one
     */
    public static boolean isOne(long[] a, int ao) {
        boolean one = Fp2Limbs.isOne(a, ao);
        for (int i = FP2; i < LIMBS; i += FP2) {
            one &= Fp2Limbs.isZero(a, ao + i);
        }
        return one;
    }

    /**
     * @param a element
     * @param ao offset in a
     * @return whether a is zero
     */
    public static boolean isZero(long[] a, int ao) {
        boolean zero = true;
        for (int i = 0; i < LIMBS; i += FP2) {
            zero &= Fp2Limbs.isZero(a, ao + i);
        }
        return zero;
    }
}

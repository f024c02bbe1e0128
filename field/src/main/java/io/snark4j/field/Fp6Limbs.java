package io.snark4j.field;

/**
 * Arithmetic in Fp6 = Fp2[v]/(v³ - (9 + u)) for hot code: an element c0 + c1·v + c2·v² is 24 longs, c0 first, each coefficient as
 * {@link Fp2Limbs} has it. Arguments come in the order out, in, scratch; {@code out} may equal an input exactly, partial overlap is
 * undefined, and scratch overlaps nothing. Nothing is allocated. Formulas: Devegili, Ó hÉigeartaigh, Scott and Dahab, Multiplication and
 * squaring on pairing-friendly fields, 2006.
 */
public final class Fp6Limbs {
    /** Longs per element. */
    public static final int LIMBS = 24;

    /** Longs of scratch that the methods here need at most. */
    public static final int SCRATCH = 72;

    private static final int C1 = Fp2Limbs.LIMBS;
    private static final int C2 = 2 * Fp2Limbs.LIMBS;

    // Seven Fp2 temporaries, then the scratch of Fp2.
    private static final int T1 = 8;
    private static final int T2 = 16;
    private static final int T3 = 24;
    private static final int T4 = 32;
    private static final int T5 = 40;
    private static final int T6 = 48;
    private static final int BELOW = 56;

    private Fp6Limbs() {}

    /**
     * out = a·b, by Karatsuba's six products in Fp2.
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
        Fp2Limbs.mul(s, so, a, ao, b, bo, s, below);
        Fp2Limbs.mul(s, so + T1, a, ao + C1, b, bo + C1, s, below);
        Fp2Limbs.mul(s, so + T2, a, ao + C2, b, bo + C2, s, below);
        crossProduct(s, so + T3, a, ao, ao + C1, b, bo, bo + C1, s, so);
        Fp2Limbs.sub(s, so + T3, s, so + T3, s, so);
        Fp2Limbs.sub(s, so + T3, s, so + T3, s, so + T1);
        crossProduct(s, so + T4, a, ao + C1, ao + C2, b, bo + C1, bo + C2, s, so);
        Fp2Limbs.sub(s, so + T4, s, so + T4, s, so + T1);
        Fp2Limbs.sub(s, so + T4, s, so + T4, s, so + T2);
        crossProduct(out, o + C2, a, ao, ao + C2, b, bo, bo + C2, s, so);
        Fp2Limbs.sub(out, o + C2, out, o + C2, s, so);
        Fp2Limbs.sub(out, o + C2, out, o + C2, s, so + T2);
        Fp2Limbs.add(out, o + C2, out, o + C2, s, so + T1);
        Fp2Limbs.mulByNonResidue(s, so + T4, s, so + T4, s, below);
        Fp2Limbs.add(out, o, s, so + T4, s, so);
        Fp2Limbs.mulByNonResidue(s, so + T2, s, so + T2, s, below);
        Fp2Limbs.add(out, o + C1, s, so + T3, s, so + T2);
    }

    // out = (a_i + a_j)(b_k + b_l), through T5 and T6; writes out last.
    private static void crossProduct(
            long[] out, int o, long[] a, int i, int j, long[] b, int k, int l, long[] s, int so) {
        Fp2Limbs.add(s, so + T5, a, i, a, j);
        Fp2Limbs.add(s, so + T6, b, k, b, l);
        Fp2Limbs.mul(out, o, s, so + T5, s, so + T6, s, so + BELOW);
    }

    /**
     * out = a·(b0 + b1·v), five products in Fp2.
     *
     * @param out receives the product
     * @param o offset in out
     * @param a factor
     * @param ao offset in a
     * @param b0 coefficient of 1, 8 longs
     * @param b0o offset in b0
     * @param b1 coefficient of v, 8 longs
     * @param b1o offset in b1
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void mulBy01(
            long[] out, int o, long[] a, int ao, long[] b0, int b0o, long[] b1, int b1o, long[] s, int so) {
        int below = so + BELOW;
        Fp2Limbs.mul(s, so, a, ao, b0, b0o, s, below);
        Fp2Limbs.mul(s, so + T1, a, ao + C1, b1, b1o, s, below);
        Fp2Limbs.add(s, so + T2, a, ao, a, ao + C1);
        Fp2Limbs.add(s, so + T3, b0, b0o, b1, b1o);
        Fp2Limbs.mul(s, so + T2, s, so + T2, s, so + T3, s, below);
        Fp2Limbs.mul(s, so + T3, a, ao + C2, b1, b1o, s, below);
        Fp2Limbs.mul(s, so + T4, a, ao + C2, b0, b0o, s, below);
        Fp2Limbs.mulByNonResidue(s, so + T3, s, so + T3, s, below);
        Fp2Limbs.add(out, o, s, so, s, so + T3);
        Fp2Limbs.sub(s, so + T2, s, so + T2, s, so);
        Fp2Limbs.sub(out, o + C1, s, so + T2, s, so + T1);
        Fp2Limbs.add(out, o + C2, s, so + T4, s, so + T1);
    }

    /**
     * out = a², by two products and three squarings in Fp2.
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
        Fp2Limbs.square(s, so, a, ao, s, below);
        Fp2Limbs.mul(s, so + T1, a, ao, a, ao + C1, s, below);
        Fp2Limbs.twice(s, so + T1, s, so + T1);
        Fp2Limbs.sub(s, so + T2, a, ao, a, ao + C1);
        Fp2Limbs.add(s, so + T2, s, so + T2, a, ao + C2);
        Fp2Limbs.square(s, so + T2, s, so + T2, s, below);
        Fp2Limbs.mul(s, so + T3, a, ao + C1, a, ao + C2, s, below);
        Fp2Limbs.twice(s, so + T3, s, so + T3);
        Fp2Limbs.square(s, so + T4, a, ao + C2, s, below);
        Fp2Limbs.add(s, so + T2, s, so + T2, s, so + T1);
        Fp2Limbs.add(s, so + T2, s, so + T2, s, so + T3);
        Fp2Limbs.sub(s, so + T2, s, so + T2, s, so);
        Fp2Limbs.sub(out, o + C2, s, so + T2, s, so + T4);
        Fp2Limbs.mulByNonResidue(s, so + T3, s, so + T3, s, below);
        Fp2Limbs.add(out, o, s, so, s, so + T3);
        Fp2Limbs.mulByNonResidue(s, so + T4, s, so + T4, s, below);
        Fp2Limbs.add(out, o + C1, s, so + T1, s, so + T4);
    }

    /**
     * out = a·v.
     *
     * @param out receives the product
     * @param o offset in out
     * @param a factor
     * @param ao offset in a
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void mulByV(long[] out, int o, long[] a, int ao, long[] s, int so) {
        Fp2Limbs.mulByNonResidue(s, so, a, ao + C2, s, so + BELOW);
        Fp2Limbs.copy(out, o + C2, a, ao + C1);
        Fp2Limbs.copy(out, o + C1, a, ao);
        Fp2Limbs.copy(out, o, s, so);
    }

    /**
     * out = a⁻¹, or 0 for 0: the adjoint over the norm to Fp2. Vartime.
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
        // T0 = a0² - ξ·a1·a2, T1 = ξ·a2² - a0·a1, T2 = a1² - a0·a2
        Fp2Limbs.mul(s, so + T3, a, ao + C1, a, ao + C2, s, below);
        Fp2Limbs.mulByNonResidue(s, so + T3, s, so + T3, s, below);
        Fp2Limbs.square(s, so, a, ao, s, below);
        Fp2Limbs.sub(s, so, s, so, s, so + T3);
        Fp2Limbs.square(s, so + T1, a, ao + C2, s, below);
        Fp2Limbs.mulByNonResidue(s, so + T1, s, so + T1, s, below);
        Fp2Limbs.mul(s, so + T3, a, ao, a, ao + C1, s, below);
        Fp2Limbs.sub(s, so + T1, s, so + T1, s, so + T3);
        Fp2Limbs.square(s, so + T2, a, ao + C1, s, below);
        Fp2Limbs.mul(s, so + T3, a, ao, a, ao + C2, s, below);
        Fp2Limbs.sub(s, so + T2, s, so + T2, s, so + T3);
        // The norm a0·T0 + ξ·(a2·T1 + a1·T2)
        Fp2Limbs.mul(s, so + T3, a, ao + C2, s, so + T1, s, below);
        Fp2Limbs.mul(s, so + T4, a, ao + C1, s, so + T2, s, below);
        Fp2Limbs.add(s, so + T3, s, so + T3, s, so + T4);
        Fp2Limbs.mulByNonResidue(s, so + T3, s, so + T3, s, below);
        Fp2Limbs.mul(s, so + T4, a, ao, s, so, s, below);
        Fp2Limbs.add(s, so + T3, s, so + T3, s, so + T4);
        Fp2Limbs.inverse(s, so + T3, s, so + T3, s, below);
        Fp2Limbs.mul(out, o, s, so, s, so + T3, s, below);
        Fp2Limbs.mul(out, o + C1, s, so + T1, s, so + T3, s, below);
        Fp2Limbs.mul(out, o + C2, s, so + T2, s, so + T3, s, below);
    }

    /**
     * out = a + b.
     *
     * @param out receives the sum
     * @param o offset in out
     * @param a summand
     * @param ao offset in a
     * @param b summand
     * @param bo offset in b
     */
    public static void add(long[] out, int o, long[] a, int ao, long[] b, int bo) {
        for (int i = 0; i < LIMBS; i += Fp2Limbs.LIMBS) {
            Fp2Limbs.add(out, o + i, a, ao + i, b, bo + i);
        }
    }

    /**
     * out = a - b.
     *
     * @param out receives the difference
     * @param o offset in out
     * @param a minuend
     * @param ao offset in a
     * @param b subtrahend
     * @param bo offset in b
     */
    public static void sub(long[] out, int o, long[] a, int ao, long[] b, int bo) {
        for (int i = 0; i < LIMBS; i += Fp2Limbs.LIMBS) {
            Fp2Limbs.sub(out, o + i, a, ao + i, b, bo + i);
        }
    }

    /**
     * out = -a.
     *
     * @param out receives the negation
     * @param o offset in out
     * @param a negated
     * @param ao offset in a
     */
    public static void neg(long[] out, int o, long[] a, int ao) {
        for (int i = 0; i < LIMBS; i += Fp2Limbs.LIMBS) {
            Fp2Limbs.neg(out, o + i, a, ao + i);
        }
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
        for (int i = 0; i < LIMBS; i += Fp2Limbs.LIMBS) {
            Fp2Limbs.copy(out, o + i, a, ao + i);
        }
    }
}

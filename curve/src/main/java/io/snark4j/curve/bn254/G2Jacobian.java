// Generated from G1Jacobian.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.Fp2Limbs;

/**
 * Hot operations of G2 in Jacobian coordinates: a point is {@link #LIMBS} longs X, Y, Z, each in Montgomery form as
 * {@link Fp2Limbs} has it, and stands for (X/Z², Y/Z³); Z = 0 is infinity. An affine operand is {@link #AFFINE} longs x, y;
 * all zeros is infinity.
 *
 * <p>Every operation is complete: infinity on either side, P + P and P + (−P) give the exact result. Results may overwrite
 * an input exactly; partial overlap is undefined. The last arguments are scratch of {@link #SCRATCH} longs. Nothing
 * allocates, nothing is constant time.
 *
 * <p>Formulas: add-2007-bl (its version without the doubled H), madd-2007-bl likewise and dbl-2009-l of the
 * Explicit-Formulas Database, a = 0.
 */
public final class G2Jacobian {
    /** Longs of one coordinate. */
    static final int FIELD = Fp2Limbs.LIMBS;

    /** Longs of a Jacobian point. */
    public static final int LIMBS = 3 * FIELD;

    /** Longs of an affine point. */
    public static final int AFFINE = 2 * FIELD;

    private static final int TEMPORARIES = 8 * FIELD;

    /** Longs of scratch that each operation may overwrite. */
    public static final int SCRATCH = TEMPORARIES + Fp2Limbs.SCRATCH;

    private static final int X = 0;
    private static final int Y = FIELD;
    private static final int Z = 2 * FIELD;

    private G2Jacobian() {}

    /**
     * Makes {@code out} infinity: all zeros.
     *
     * @param out receives the result
     * @param o offset in out
     */
    public static void setInfinity(long[] out, int o) {
        Fp2Limbs.setZero(out, o + X);
        Fp2Limbs.setZero(out, o + Y);
        Fp2Limbs.setZero(out, o + Z);
    }

    /**
     * Whether Z = 0.
     *
     * @param a point
     * @param ao offset in a
     * @return whether a is infinity
     */
    public static boolean isInfinity(long[] a, int ao) {
        return Fp2Limbs.isZero(a, ao + Z);
    }

    /**
     * Whether the affine point is all zeros.
     *
     * @param a point
     * @param ao offset in a
     * @return whether a is infinity
     */
    public static boolean isAffineInfinity(long[] a, int ao) {
        return Fp2Limbs.isZero(a, ao + X) && Fp2Limbs.isZero(a, ao + Y);
    }

    /**
     * Copies a Jacobian point.
     *
     * @param out receives the result
     * @param o offset in out
     * @param a point
     * @param ao offset in a
     */
    public static void copy(long[] out, int o, long[] a, int ao) {
        System.arraycopy(a, ao, out, o, LIMBS);
    }

    /**
     * The Jacobian form of an affine point, with Z = 1, or 0 for infinity.
     *
     * @param out receives the result
     * @param o offset in out
     * @param a point
     * @param ao offset in a
     */
    public static void fromAffine(long[] out, int o, long[] a, int ao) {
        if (isAffineInfinity(a, ao)) {
            setInfinity(out, o);
            return;
        }
        Fp2Limbs.copy(out, o + X, a, ao + X);
        Fp2Limbs.copy(out, o + Y, a, ao + Y);
        Fp2Limbs.setOne(out, o + Z);
    }

    /**
     * out = −a.
     *
     * @param out receives the result
     * @param o offset in out
     * @param a point
     * @param ao offset in a
     */
    public static void neg(long[] out, int o, long[] a, int ao) {
        Fp2Limbs.copy(out, o + X, a, ao + X);
        Fp2Limbs.neg(out, o + Y, a, ao + Y);
        Fp2Limbs.copy(out, o + Z, a, ao + Z);
    }

    /**
     * out = 2a. 2 products and 5 squarings.
     *
     * @param out receives the result
     * @param o offset in out
     * @param a point
     * @param ao offset in a
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void twice(long[] out, int o, long[] a, int ao, long[] s, int so) {
        int xx = so;
        int yy = so + FIELD;
        int y4 = so + 2 * FIELD;
        int d = so + 3 * FIELD;
        int e = so + 4 * FIELD;
        int t = so + 5 * FIELD;
        Fp2Limbs.square(s, xx, a, ao + X, s, so + TEMPORARIES);
        Fp2Limbs.square(s, yy, a, ao + Y, s, so + TEMPORARIES);
        Fp2Limbs.square(s, y4, s, yy, s, so + TEMPORARIES);
        Fp2Limbs.add(s, d, a, ao + X, s, yy);
        Fp2Limbs.square(s, d, s, d, s, so + TEMPORARIES);
        Fp2Limbs.sub(s, d, s, d, s, xx);
        Fp2Limbs.sub(s, d, s, d, s, y4);
        Fp2Limbs.twice(s, d, s, d);
        Fp2Limbs.twice(s, e, s, xx);
        Fp2Limbs.add(s, e, s, e, s, xx);
        Fp2Limbs.mul(s, t, a, ao + Y, a, ao + Z, s, so + TEMPORARIES);
        Fp2Limbs.twice(out, o + Z, s, t);
        Fp2Limbs.square(s, t, s, e, s, so + TEMPORARIES);
        Fp2Limbs.sub(s, t, s, t, s, d);
        Fp2Limbs.sub(out, o + X, s, t, s, d);
        Fp2Limbs.sub(s, t, s, d, out, o + X);
        Fp2Limbs.mul(s, t, s, e, s, t, s, so + TEMPORARIES);
        Fp2Limbs.twice(s, y4, s, y4);
        Fp2Limbs.twice(s, y4, s, y4);
        Fp2Limbs.twice(s, y4, s, y4);
        Fp2Limbs.sub(out, o + Y, s, t, s, y4);
    }

    /**
     * out = a + b, b affine. 8 products and 3 squarings.
     *
     * @param out receives the result
     * @param o offset in out
     * @param a point
     * @param ao offset in a
     * @param b summand
     * @param bo offset in b
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void addAffine(long[] out, int o, long[] a, int ao, long[] b, int bo, long[] s, int so) {
        if (isAffineInfinity(b, bo)) {
            copy(out, o, a, ao);
            return;
        }
        if (isInfinity(a, ao)) {
            fromAffine(out, o, b, bo);
            return;
        }
        int u1 = so;
        int s1 = so + FIELD;
        int h = so + 2 * FIELD;
        int r = so + 3 * FIELD;
        int z = so + 4 * FIELD;
        Fp2Limbs.square(s, z, a, ao + Z, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, h, b, bo + X, s, z, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, z, s, z, a, ao + Z, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, r, b, bo + Y, s, z, s, so + TEMPORARIES);
        Fp2Limbs.sub(s, h, s, h, a, ao + X);
        Fp2Limbs.sub(s, r, s, r, a, ao + Y);
        if (Fp2Limbs.isZero(s, h)) {
            addSameX(out, o, a, ao, s, so, r);
            return;
        }
        Fp2Limbs.copy(s, u1, a, ao + X);
        Fp2Limbs.copy(s, s1, a, ao + Y);
        Fp2Limbs.mul(out, o + Z, a, ao + Z, s, h, s, so + TEMPORARIES);
        finishAdd(out, o, s, so);
    }

    /**
     * out = a + b. 12 products and 4 squarings.
     *
     * @param out receives the result
     * @param o offset in out
     * @param a point
     * @param ao offset in a
     * @param b summand
     * @param bo offset in b
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void add(long[] out, int o, long[] a, int ao, long[] b, int bo, long[] s, int so) {
        if (isInfinity(b, bo)) {
            copy(out, o, a, ao);
            return;
        }
        if (isInfinity(a, ao)) {
            copy(out, o, b, bo);
            return;
        }
        int u1 = so;
        int s1 = so + FIELD;
        int h = so + 2 * FIELD;
        int r = so + 3 * FIELD;
        int z = so + 4 * FIELD;
        Fp2Limbs.square(s, z, b, bo + Z, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, u1, a, ao + X, s, z, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, z, s, z, b, bo + Z, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, s1, a, ao + Y, s, z, s, so + TEMPORARIES);
        Fp2Limbs.square(s, z, a, ao + Z, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, h, b, bo + X, s, z, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, z, s, z, a, ao + Z, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, r, b, bo + Y, s, z, s, so + TEMPORARIES);
        Fp2Limbs.sub(s, h, s, h, s, u1);
        Fp2Limbs.sub(s, r, s, r, s, s1);
        if (Fp2Limbs.isZero(s, h)) {
            addSameX(out, o, a, ao, s, so, r);
            return;
        }
        Fp2Limbs.mul(s, z, a, ao + Z, b, bo + Z, s, so + TEMPORARIES);
        Fp2Limbs.mul(out, o + Z, s, z, s, h, s, so + TEMPORARIES);
        finishAdd(out, o, s, so);
    }

    // The operands share x: they are equal if r = 0, otherwise opposite.
    private static void addSameX(long[] out, int o, long[] a, int ao, long[] s, int so, int r) {
        if (Fp2Limbs.isZero(s, r)) {
            twice(out, o, a, ao, s, so);
        } else {
            setInfinity(out, o);
        }
    }

    // From U1, S1, H, R in the first four places of the scratch: X3 = R² − H³ − 2·U1·H², Y3 = R(U1·H² − X3) − S1·H³.
    private static void finishAdd(long[] out, int o, long[] s, int so) {
        int u1 = so;
        int s1 = so + FIELD;
        int h = so + 2 * FIELD;
        int r = so + 3 * FIELD;
        int hh = so + 4 * FIELD;
        int v = so + 5 * FIELD;
        Fp2Limbs.square(s, hh, s, h, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, v, s, u1, s, hh, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, hh, s, hh, s, h, s, so + TEMPORARIES);
        Fp2Limbs.square(s, h, s, r, s, so + TEMPORARIES);
        Fp2Limbs.sub(s, h, s, h, s, hh);
        Fp2Limbs.sub(s, h, s, h, s, v);
        Fp2Limbs.sub(out, o + X, s, h, s, v);
        Fp2Limbs.sub(s, v, s, v, out, o + X);
        Fp2Limbs.mul(s, v, s, v, s, r, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, s1, s, s1, s, hh, s, so + TEMPORARIES);
        Fp2Limbs.sub(out, o + Y, s, v, s, s1);
    }

    /**
     * The affine form of one point: one inversion, 3 products and 1 squaring.
     *
     * @param out receives the result
     * @param o offset in out
     * @param a point
     * @param ao offset in a
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void toAffine(long[] out, int o, long[] a, int ao, long[] s, int so) {
        if (isInfinity(a, ao)) {
            Fp2Limbs.setZero(out, o + X);
            Fp2Limbs.setZero(out, o + Y);
            return;
        }
        int inverse = so;
        Fp2Limbs.inverse(s, inverse, a, ao + Z, s, so + TEMPORARIES);
        scaleToAffine(out, o, a, ao, s, so);
    }

    /**
     * The affine forms of n points, with one inversion for all and 6 products and 1 squaring a point. {@code out} must not
     * overlap {@code a}.
     *
     * @param out receives the result
     * @param o offset in out
     * @param a n points
     * @param ao offset in a
     * @param n how many points
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void batchToAffine(long[] out, int o, long[] a, int ao, int n, long[] s, int so) {
        int inverse = so;
        int product = so + 2 * FIELD;
        Fp2Limbs.setOne(s, product);
        for (int i = 0; i < n; i++) {
            // The product of the Z before this one waits in the place of x.
            Fp2Limbs.copy(out, o + i * AFFINE, s, product);
            if (!isInfinity(a, ao + i * LIMBS)) {
                Fp2Limbs.mul(s, product, s, product, a, ao + i * LIMBS + Z, s, so + TEMPORARIES);
            }
        }
        Fp2Limbs.inverse(s, product, s, product, s, so + TEMPORARIES);
        for (int i = n - 1; i >= 0; i--) {
            int from = ao + i * LIMBS;
            int to = o + i * AFFINE;
            if (isInfinity(a, from)) {
                Fp2Limbs.setZero(out, to + X);
                Fp2Limbs.setZero(out, to + Y);
                continue;
            }
            Fp2Limbs.mul(s, inverse, s, product, out, to, s, so + TEMPORARIES);
            Fp2Limbs.mul(s, product, s, product, a, from + Z, s, so + TEMPORARIES);
            scaleToAffine(out, to, a, from, s, so);
        }
    }

    // (X·i², Y·i³) for i = 1/Z in the first place of the scratch; the second is overwritten.
    private static void scaleToAffine(long[] out, int o, long[] a, int ao, long[] s, int so) {
        int inverse = so;
        int power = so + FIELD;
        Fp2Limbs.square(s, power, s, inverse, s, so + TEMPORARIES);
        Fp2Limbs.mul(out, o + X, a, ao + X, s, power, s, so + TEMPORARIES);
        Fp2Limbs.mul(s, power, s, power, s, inverse, s, so + TEMPORARIES);
        Fp2Limbs.mul(out, o + Y, a, ao + Y, s, power, s, so + TEMPORARIES);
    }

    /**
     * out = Σ_k Σ_i digits[k][i]·2^i·P_k, the doublings shared (interleaving; Möller, SAC 2001). {@code odd} holds, for each k,
     * {@code tableSize} affine points P_k, 3P_k, 5P_k, ...; the digits are as {@link Naf} makes them, odd or zero, all arrays
     * of one length. Vartime.
     */
    static void interleave(long[] out, int o, long[] odd, int tableSize, byte[][] digits, long[] s, int so) {
        int length = digits.length == 0 ? 0 : digits[0].length;
        int term = so + TEMPORARIES - AFFINE;
        setInfinity(out, o);
        for (int i = length - 1; i >= 0; i--) {
            twice(out, o, out, o, s, so);
            for (int k = 0; k < digits.length; k++) {
                int digit = digits[k][i];
                if (digit != 0) {
                    int from = (k * tableSize + (Math.abs(digit) >> 1)) * AFFINE;
                    copyAffine(s, term, odd, from, digit < 0);
                    addAffine(out, o, out, o, s, term, s, so);
                }
            }
        }
    }

    /** Copies an affine point, or its negative. */
    static void copyAffine(long[] out, int o, long[] a, int ao, boolean negate) {
        Fp2Limbs.copy(out, o + X, a, ao + X);
        if (negate) {
            Fp2Limbs.neg(out, o + Y, a, ao + Y);
        } else {
            Fp2Limbs.copy(out, o + Y, a, ao + Y);
        }
    }

    /** The affine odd multiples a, 3a, 5a, ... of an affine point, {@code count} of them, into out. Allocates. */
    static void oddMultiples(long[] out, int o, long[] a, int ao, int count) {
        long[] s = new long[SCRATCH];
        long[] multiples = new long[(count + 1) * LIMBS];
        int doubled = count * LIMBS;
        fromAffine(multiples, 0, a, ao);
        twice(multiples, doubled, multiples, 0, s, 0);
        for (int i = 1; i < count; i++) {
            add(multiples, i * LIMBS, multiples, (i - 1) * LIMBS, multiples, doubled, s, 0);
        }
        batchToAffine(out, o, multiples, 0, count, s, 0);
    }
}

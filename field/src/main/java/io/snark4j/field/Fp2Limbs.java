package io.snark4j.field;

/**
 * Arithmetic in Fp2 = Fp[u]/(u² + 1) for hot code: an element re + im·u is 8 longs, re before im, each as {@link FpLimbs} has it. Arguments
 * come in the order out, in, scratch; {@code out} may equal an input exactly, partial overlap is undefined, and scratch overlaps nothing.
 * Nothing is allocated. Not constant time where a method says vartime.
 */
public final class Fp2Limbs {
    /** Longs per element. */
    public static final int LIMBS = 8;

    /** Longs of scratch that the methods here need at most. */
    public static final int SCRATCH = 16;

    private static final int IM = FpLimbs.LIMBS;

    private Fp2Limbs() {}

    /**
     * out = a·b, by Karatsuba's three products.
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
        FpLimbs.add(s, so, a, ao, a, ao + IM);
        FpLimbs.add(s, so + 4, b, bo, b, bo + IM);
        FpLimbs.mul(s, so, s, so, s, so + 4);
        FpLimbs.mul(s, so + 4, a, ao, b, bo);
        FpLimbs.mul(s, so + 8, a, ao + IM, b, bo + IM);
        FpLimbs.sub(out, o, s, so + 4, s, so + 8);
        FpLimbs.sub(s, so, s, so, s, so + 4);
        FpLimbs.sub(out, o + IM, s, so, s, so + 8);
    }

    /**
     * out = a² = (re + im)(re - im) + 2·re·im·u.
     *
     * @param out receives the square
     * @param o offset in out
     * @param a squared
     * @param ao offset in a
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void square(long[] out, int o, long[] a, int ao, long[] s, int so) {
        FpLimbs.add(s, so, a, ao, a, ao + IM);
        FpLimbs.sub(s, so + 4, a, ao, a, ao + IM);
        FpLimbs.mul(s, so + 8, a, ao, a, ao + IM);
        FpLimbs.mul(out, o, s, so, s, so + 4);
        FpLimbs.twice(out, o + IM, s, so + 8);
    }

    /**
     * out = a·b for b in Fp.
     *
     * @param out receives the product
     * @param o offset in out
     * @param a factor
     * @param ao offset in a
     * @param b factor in Fp, 4 longs
     * @param bo offset in b
     * @param s scratch, 4 longs
     * @param so offset in s
     */
    public static void mulByFp(long[] out, int o, long[] a, int ao, long[] b, int bo, long[] s, int so) {
        FpLimbs.copy(s, so, b, bo);
        FpLimbs.mul(out, o, a, ao, s, so);
        FpLimbs.mul(out, o + IM, a, ao + IM, s, so);
    }

    /**
     * out = a·(9 + u), the non-residue that makes Fp6.
     *
     * @param out receives the product
     * @param o offset in out
     * @param a factor
     * @param ao offset in a
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void mulByNonResidue(long[] out, int o, long[] a, int ao, long[] s, int so) {
        twice(s, so, a, ao);
        twice(s, so, s, so);
        twice(s, so, s, so);
        add(s, so, s, so, a, ao);
        FpLimbs.copy(s, so + LIMBS, a, ao);
        FpLimbs.sub(out, o, s, so, a, ao + IM);
        FpLimbs.add(out, o + IM, s, so + IM, s, so + LIMBS);
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
        FpLimbs.add(out, o, a, ao, b, bo);
        FpLimbs.add(out, o + IM, a, ao + IM, b, bo + IM);
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
        FpLimbs.sub(out, o, a, ao, b, bo);
        FpLimbs.sub(out, o + IM, a, ao + IM, b, bo + IM);
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
        FpLimbs.neg(out, o, a, ao);
        FpLimbs.neg(out, o + IM, a, ao + IM);
    }

    /**
     * out = 2a.
     *
     * @param out receives the double
     * @param o offset in out
     * @param a doubled
     * @param ao offset in a
     */
    public static void twice(long[] out, int o, long[] a, int ao) {
        FpLimbs.twice(out, o, a, ao);
        FpLimbs.twice(out, o + IM, a, ao + IM);
    }

    /**
     * out = a/2.
     *
     * @param out receives the half
     * @param o offset in out
     * @param a halved
     * @param ao offset in a
     */
    public static void halve(long[] out, int o, long[] a, int ao) {
        FpLimbs.halve(out, o, a, ao);
        FpLimbs.halve(out, o + IM, a, ao + IM);
    }

    /**
     * out = re - im·u, which is also a^p.
     *
     * @param out receives the conjugate
     * @param o offset in out
     * @param a conjugated
     * @param ao offset in a
     */
    public static void conjugate(long[] out, int o, long[] a, int ao) {
        FpLimbs.copy(out, o, a, ao);
        FpLimbs.neg(out, o + IM, a, ao + IM);
    }

    /**
     * out = a⁻¹ = (re - im·u)/(re² + im²), or 0 for 0. Vartime.
     *
     * @param out receives the inverse
     * @param o offset in out
     * @param a inverted
     * @param ao offset in a
     * @param s scratch, {@link #SCRATCH} longs
     * @param so offset in s
     */
    public static void inverse(long[] out, int o, long[] a, int ao, long[] s, int so) {
        FpLimbs.square(s, so, a, ao);
        FpLimbs.square(s, so + 4, a, ao + IM);
        FpLimbs.add(s, so, s, so, s, so + 4);
        FpLimbs.inverse(s, so, s, so);
        FpLimbs.mul(out, o, a, ao, s, so);
        FpLimbs.mul(s, so, a, ao + IM, s, so);
        FpLimbs.neg(out, o + IM, s, so);
    }

    /**
     * @param a element
     * @param ao offset in a
     * @return whether a is zero
     */
    public static boolean isZero(long[] a, int ao) {
        return FpLimbs.isZero(a, ao) && FpLimbs.isZero(a, ao + IM);
    }

    /**
     * @param a element
     * @param ao offset in a
     * @return whether a is one
     */
    public static boolean isOne(long[] a, int ao) {
        return FpLimbs.isOne(a, ao) && FpLimbs.isZero(a, ao + IM);
    }

    /**
     * @param a element
     * @param ao offset in a
     * @param b element
     * @param bo offset in b
     * @return whether a equals b
     */
    public static boolean equal(long[] a, int ao, long[] b, int bo) {
        return FpLimbs.equal(a, ao, b, bo) && FpLimbs.equal(a, ao + IM, b, bo + IM);
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
        FpLimbs.copy(out, o, a, ao);
        FpLimbs.copy(out, o + IM, a, ao + IM);
    }

    /**
     * out = 0.
     *
     * @param out receives zero
     * @param o offset in out
     */
    public static void setZero(long[] out, int o) {
        FpLimbs.setZero(out, o);
        FpLimbs.setZero(out, o + IM);
    }

    /**
     * out = 1.
     *
     * @param out receives one
     * @param o offset in out
     */
    public static void setOne(long[] out, int o) {
        FpLimbs.setOne(out, o);
        FpLimbs.setZero(out, o + IM);
    }
}

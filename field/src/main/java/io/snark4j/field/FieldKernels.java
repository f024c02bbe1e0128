package io.snark4j.field;

import io.snark4j.field.simd.Lanes;

/**
 * Arithmetic on n elements of one prime field m at a time. Elements are 4 little-endian limbs each, one after the other from an offset, in
 * Montgomery form with R = 2^255, in [0, m) on input and output unless a method says otherwise. {@code out} may equal an input exactly;
 * partial overlap is undefined, and scratch overlaps nothing. n may be 0. Ranges are checked once a call. Nothing is allocated. Not
 * constant time. Thread-safe: a kernel has no state.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} if a range leaves its array, before anything is written.
 */
public sealed interface FieldKernels permits FrScalarKernels, FpScalarKernels, FrLaneKernels, FpLaneKernels {
    /**
     * The kernel of Fr, chosen once.
     *
     * @return the kernel
     */
    static FieldKernels fr() {
        return Lanes.COUNT > 0 ? FrLaneKernels.INSTANCE : FrScalarKernels.INSTANCE;
    }

    /**
     * The kernel of Fp, chosen once.
     *
     * @return the kernel
     */
    static FieldKernels fp() {
        return Lanes.COUNT > 0 ? FpLaneKernels.INSTANCE : FpScalarKernels.INSTANCE;
    }

    /**
     * Longs of scratch that {@link #inverse} needs.
     *
     * @param n number of elements
     * @return 4n + 8
     */
    static int inverseScratch(int n) {
        return Math.addExact(Math.multiplyExact(4, n), 8);
    }

    /** @return what the kernel is called in logs and benchmark rows */
    String name();

    /**
     * out[i] = a[i]·b[i].
     *
     * @param out receives the products
     * @param o offset in out
     * @param a factors
     * @param ao offset in a
     * @param b factors
     * @param bo offset in b
     * @param n number of elements
     */
    void mul(long[] out, int o, long[] a, int ao, long[] b, int bo, int n);

    /**
     * out[i] = a[i]².
     *
     * @param out receives the squares
     * @param o offset in out
     * @param a squared
     * @param ao offset in a
     * @param n number of elements
     */
    void square(long[] out, int o, long[] a, int ao, int n);

    /**
     * out[i] = a[i] + b[i].
     *
     * @param out receives the sums
     * @param o offset in out
     * @param a summands
     * @param ao offset in a
     * @param b summands
     * @param bo offset in b
     * @param n number of elements
     */
    void add(long[] out, int o, long[] a, int ao, long[] b, int bo, int n);

    /**
     * out[i] = a[i] - b[i].
     *
     * @param out receives the differences
     * @param o offset in out
     * @param a minuends
     * @param ao offset in a
     * @param b subtrahends
     * @param bo offset in b
     * @param n number of elements
     */
    void sub(long[] out, int o, long[] a, int ao, long[] b, int bo, int n);

    /**
     * out[i] = -a[i].
     *
     * @param out receives the negations
     * @param o offset in out
     * @param a negated
     * @param ao offset in a
     * @param n number of elements
     */
    void neg(long[] out, int o, long[] a, int ao, int n);

    /**
     * out[i] = a[i]·factor.
     *
     * @param out receives the products; does not overlap the factor
     * @param o offset in out
     * @param a factors
     * @param ao offset in a
     * @param factor one element
     * @param fo offset in factor
     * @param n number of elements
     */
    void scale(long[] out, int o, long[] a, int ao, long[] factor, int fo, int n);

    /**
     * out[i] = the element a[i] as a plain integer in [0, m).
     *
     * @param out receives plain limbs
     * @param o offset in out
     * @param a elements
     * @param ao offset in a
     * @param n number of elements
     */
    void toPlain(long[] out, int o, long[] a, int ao, int n);

    /**
     * out[i] = the plain integer a[i] in [0, m) as an element.
     *
     * @param out receives elements
     * @param o offset in out
     * @param a plain limbs
     * @param ao offset in a
     * @param n number of elements
     */
    void fromPlain(long[] out, int o, long[] a, int ao, int n);

    /**
     * out[i] = a[i]⁻¹, and 0 where a[i] is 0, by Montgomery's trick: one inversion and 3n products.
     *
     * @param out receives the inverses
     * @param o offset in out
     * @param a inverted
     * @param ao offset in a
     * @param s scratch, {@link #inverseScratch} longs
     * @param so offset in s
     * @param n number of elements
     */
    void inverse(long[] out, int o, long[] a, int ao, long[] s, int so, int n);
}

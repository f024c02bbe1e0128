package io.snark4j.field.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums in Fp on blocks as {@link FpLanes} has them: of products, reduced once ({@link #dot}), and of small multiples. A product costs
 * 1.4 parts and its reduction 3.1, so an extension field had best sum first. All results are balanced.
 */
public final class FpSums {
    /** Terms that a sum of products may have. */
    public static final int MAX_TERMS = 24;

    private static final int N = Lanes.COUNT;
    private static final int BLOCK = FpLanes.BLOCK;
    private static final int COLUMNS = FpLanes.COLUMNS;
    private static final VectorSpecies<Double> D = N == 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_256;
    private static final VectorSpecies<Long> L = N == 8 ? LongVector.SPECIES_512 : LongVector.SPECIES_256;

    private static final double HIGH = 0x1.8p103;
    private static final double LOW = 0x1.8p52;

    /** For each number of terms what the columns of their sum lack, see {@link FpLanes#CORRECTIONS}. */
    static final long[][] CORRECTIONS = corrections(FpLanes.CORRECTIONS);

    /** Not final, so that C2 leaves the loop rolled. */
    private static int limbs = 5;

    private FpSums() {}

    // Of a field whose single products lack so much. A product adds as many raw bit patterns of HIGH and of LOW to a
    // column as it has limb products there.
    static long[][] corrections(long[] ofOne) {
        long[][] all = new long[MAX_TERMS + 1][COLUMNS];
        for (int terms = 1; terms <= MAX_TERMS; terms++) {
            for (int i = 0; i < COLUMNS; i++) {
                int column = i / N;
                long low = Math.min(column + 1, 9 - column);
                long high = Math.min(column, 10 - column);
                long exponents = low * Double.doubleToRawLongBits(LOW) + high * Double.doubleToRawLongBits(HIGH);
                all[terms][i] = ofOne[i] - (terms - 1) * exponents;
            }
        }
        return all;
    }

    /**
     * Block j of out = Σ_t a[ao + ai[j·terms + t]]·b[bo + bi[j·terms + t]]/2^255 over the terms t, balanced.
     *
     * <p>Exact if every product of two limbs is within ±2^102 and Σ |a||b| ≤ 5.4·p², so that the sum, at most (5.4/2.645 + 0.5)·p, stays
     * below 2^255, where the top digit ends. A column holds at most 24·(5·2^51 + 5·2^50) &lt; 2^59 in absolute value, its limit being
     * 2^62.
     *
     * @param out receives the sums; overlaps neither a nor b
     * @param o offset in out
     * @param a factors
     * @param ao offset in a
     * @param ai offsets of the terms' blocks, from ao on
     * @param b factors
     * @param bo offset in b
     * @param bi offsets of the terms' blocks, from bo on
     * @param terms terms of each sum, 1 to {@link #MAX_TERMS}
     * @param blocks number of sums
     * @param s scratch
     */
    public static void dot(
            double[] out,
            int o,
            double[] a,
            int ao,
            int[] ai,
            double[] b,
            int bo,
            int[] bi,
            int terms,
            int blocks,
            LaneScratch s) {
        long[] t = s.columns;
        long[] corrections = CORRECTIONS[terms];
        for (int from = 0; from < blocks; from += LaneScratch.CHUNK) {
            int count = Math.min(LaneScratch.CHUNK, blocks - from);
            int at = o + from * BLOCK;
            for (int j = 0; j < count; j++) {
                columns(t, j * COLUMNS, a, ao, ai, N, b, bo, bi, N, (from + j) * terms, terms);
            }
            FpLanes.fold(t, corrections, count);
            FpLanes.finish(out, at, t, corrections, count);
            FpLanes.reduce(out, at, out, at, count);
        }
    }

    /**
     * The raw column sums of one sum of products, limbs lying as and bs doubles apart. Limb by limb of a, so that six columns suffice at a
     * time.
     */
    static void columns(
            long[] t,
            int to,
            double[] a,
            int ao,
            int[] ai,
            int as,
            double[] b,
            int bo,
            int[] bi,
            int bs,
            int first,
            int terms) {
        DoubleVector high = DoubleVector.broadcast(D, HIGH);
        DoubleVector both = DoubleVector.broadcast(D, HIGH + LOW);
        LongVector z0 = LongVector.zero(L);
        LongVector z1 = z0;
        LongVector z2 = z0;
        LongVector z3 = z0;
        LongVector z4 = z0;
        for (int i = 0, end = limbs; i < end; i++) {
            LongVector z5 = LongVector.zero(L);
            for (int k = first; k < first + terms; k++) {
                DoubleVector x = DoubleVector.fromArray(D, a, ao + ai[k] + i * as);
                int at = bo + bi[k];
                DoubleVector b0 = DoubleVector.fromArray(D, b, at);
                DoubleVector h0 = x.fma(b0, high);
                z0 = z0.add((LongVector) x.fma(b0, both.sub(h0)).reinterpretShape(L, 0));
                z1 = z1.add((LongVector) h0.reinterpretShape(L, 0));
                DoubleVector b1 = DoubleVector.fromArray(D, b, at + bs);
                DoubleVector h1 = x.fma(b1, high);
                z1 = z1.add((LongVector) x.fma(b1, both.sub(h1)).reinterpretShape(L, 0));
                z2 = z2.add((LongVector) h1.reinterpretShape(L, 0));
                DoubleVector b2 = DoubleVector.fromArray(D, b, at + 2 * bs);
                DoubleVector h2 = x.fma(b2, high);
                z2 = z2.add((LongVector) x.fma(b2, both.sub(h2)).reinterpretShape(L, 0));
                z3 = z3.add((LongVector) h2.reinterpretShape(L, 0));
                DoubleVector b3 = DoubleVector.fromArray(D, b, at + 3 * bs);
                DoubleVector h3 = x.fma(b3, high);
                z3 = z3.add((LongVector) x.fma(b3, both.sub(h3)).reinterpretShape(L, 0));
                z4 = z4.add((LongVector) h3.reinterpretShape(L, 0));
                DoubleVector b4 = DoubleVector.fromArray(D, b, at + 4 * bs);
                DoubleVector h4 = x.fma(b4, high);
                z4 = z4.add((LongVector) x.fma(b4, both.sub(h4)).reinterpretShape(L, 0));
                z5 = z5.add((LongVector) h4.reinterpretShape(L, 0));
            }
            z0.intoArray(t, to + i * N);
            z0 = z1;
            z1 = z2;
            z2 = z3;
            z3 = z4;
            z4 = z5;
        }
        z0.intoArray(t, to + 5 * N);
        z1.intoArray(t, to + 6 * N);
        z2.intoArray(t, to + 7 * N);
        z3.intoArray(t, to + 8 * N);
        z4.intoArray(t, to + 9 * N);
    }

    /**
     * out = ka·a + kb·b + kc·c for small integers, balanced.
     *
     * <p>Exact if |ka| + |kb| + |kc| plus the quotient (|ka||a| + |kb||b| + |kc||c|)/p, rounded to an integer, is at most 7, for
     * products and balanced values.
     *
     * @param out receives the sums; may equal a, b or c
     * @param o offset in out
     * @param a summands
     * @param ao offset in a
     * @param ka factor of a
     * @param b summands
     * @param bo offset in b
     * @param kb factor of b
     * @param c summands
     * @param co offset in c
     * @param kc factor of c
     * @param blocks number of blocks of Fp
     */
    public static void sum(
            double[] out,
            int o,
            double[] a,
            int ao,
            int ka,
            double[] b,
            int bo,
            int kb,
            double[] c,
            int co,
            int kc,
            int blocks) {
        DoubleVector fa = DoubleVector.broadcast(D, ka);
        DoubleVector fb = DoubleVector.broadcast(D, kb);
        DoubleVector fc = DoubleVector.broadcast(D, kc);
        int end = blocks * BLOCK;
        for (int i = 0; i < end; i += N) {
            DoubleVector x = DoubleVector.fromArray(D, a, ao + i).mul(fa);
            DoubleVector y = DoubleVector.fromArray(D, b, bo + i).fma(fb, x);
            DoubleVector.fromArray(D, c, co + i).fma(fc, y).intoArray(out, o + i);
        }
        FpLanes.reduce(out, o, out, o, blocks);
    }

    /**
     * out = ka·a + kb·b, balanced, with small integers as weights that may differ from lane to lane. Exact as {@link #sum} in every lane.
     *
     * @param out receives the sums; may equal a or b
     * @param o offset in out
     * @param a summands
     * @param ao offset in a
     * @param ka a factor for each lane
     * @param b summands
     * @param bo offset in b
     * @param kb a factor for each lane
     * @param blocks number of blocks of Fp
     */
    public static void weightedSum(
            double[] out, int o, double[] a, int ao, double[] ka, double[] b, int bo, double[] kb, int blocks) {
        DoubleVector fa = DoubleVector.fromArray(D, ka, 0);
        DoubleVector fb = DoubleVector.fromArray(D, kb, 0);
        int end = blocks * BLOCK;
        for (int i = 0; i < end; i += N) {
            DoubleVector x = DoubleVector.fromArray(D, a, ao + i).mul(fa);
            DoubleVector.fromArray(D, b, bo + i).fma(fb, x).intoArray(out, o + i);
        }
        FpLanes.reduce(out, o, out, o, blocks);
    }

    /**
     * out = k·a for a small integer, balanced. Exact if |k| plus the quotient |k||a|/p, rounded to an integer, is at most 7.
     *
     * @param out receives the multiples; may equal a
     * @param o offset in out
     * @param a multiplied
     * @param ao offset in a
     * @param k factor
     * @param blocks number of blocks of Fp
     */
    public static void multiple(double[] out, int o, double[] a, int ao, int k, int blocks) {
        DoubleVector factor = DoubleVector.broadcast(D, k);
        int end = blocks * BLOCK;
        for (int i = 0; i < end; i += N) {
            DoubleVector.fromArray(D, a, ao + i).mul(factor).intoArray(out, o + i);
        }
        FpLanes.reduce(out, o, out, o, blocks);
    }

    /**
     * out = (9 + u)·a on blocks of Fp2, balanced; the components of a are products or balanced, and within ±0.7·p.
     *
     * @param out receives the products; does not overlap a
     * @param o offset in out
     * @param a multiplied
     * @param ao offset in a
     * @param blocks number of blocks of Fp2
     */
    public static void mulByNonResidue(double[] out, int o, double[] a, int ao, int blocks) {
        ninePlus(out, o, a, ao, ao + BLOCK, -1, blocks);
        ninePlus(out, o + BLOCK, a, ao + BLOCK, ao, 1, blocks);
        FpLanes.reduce(out, o, out, o, 2 * blocks);
    }

    // Every second block of out = 9·a[x] + sign·a[y], |out| ≤ 7·p. 9·2^50 is beyond 2^53, so what exceeds a digit is
    // carried first: the low part is within ±2^50, the carry within ±5.
    // With 7 quotients of digits up to 0.76·2^50 the reduction stays below 8·2^50.
    private static void ninePlus(double[] out, int o, double[] a, int x, int y, double sign, int blocks) {
        DoubleVector nine = DoubleVector.broadcast(D, 9);
        DoubleVector high = DoubleVector.broadcast(D, HIGH);
        DoubleVector signs = DoubleVector.broadcast(D, sign);
        for (int block = 0; block < blocks; block++) {
            int at = 2 * block * BLOCK;
            DoubleVector carry = DoubleVector.zero(D);
            for (int i = at; i < at + 4 * N; i += N) {
                DoubleVector digit = DoubleVector.fromArray(D, a, x + i);
                DoubleVector above = digit.fma(nine, high).sub(high);
                DoubleVector low = digit.fma(nine, above.neg()).add(carry);
                DoubleVector.fromArray(D, a, y + i).fma(signs, low).intoArray(out, o + i);
                carry = above.mul(0x1p-51);
            }
            int top = at + 4 * N;
            DoubleVector low = DoubleVector.fromArray(D, a, x + top).fma(nine, carry);
            DoubleVector.fromArray(D, a, y + top).fma(signs, low).intoArray(out, o + top);
        }
    }

    /**
     * Lane i of block k of out is that of b where bit i of masks[mo + k] is set, else that of a.
     *
     * @param out receives the choice; may equal a or b
     * @param o offset in out
     * @param a taken for a clear bit
     * @param ao offset in a
     * @param b taken for a set bit
     * @param bo offset in b
     * @param masks one long a block
     * @param mo offset in masks
     * @param blocks number of blocks of Fp
     */
    public static void select(
            double[] out, int o, double[] a, int ao, double[] b, int bo, long[] masks, int mo, int blocks) {
        for (int block = 0; block < blocks; block++) {
            VectorMask<Double> mask = VectorMask.fromLong(D, masks[mo + block]);
            int at = block * BLOCK;
            for (int i = at; i < at + BLOCK; i += N) {
                DoubleVector.fromArray(D, a, ao + i)
                        .blend(DoubleVector.fromArray(D, b, bo + i), mask)
                        .intoArray(out, o + i);
            }
        }
    }
}

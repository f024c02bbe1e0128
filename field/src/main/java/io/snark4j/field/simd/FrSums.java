package io.snark4j.field.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums in Fr on blocks as {@link FrLanes} has them, with weights that are the same in every lane, as the rows of a matrix are: of products, reduced once
 * ({@link #dot}), and with a constant. A weight is five doubles, the balanced digits of an element ({@link #weights}).
 */
public final class FrSums {
    /** Terms that a sum of products may have. */
    public static final int MAX_TERMS = FpSums.MAX_TERMS;

    /** Doubles of a weight. */
    public static final int WEIGHT = 5;

    private static final int N = Lanes.COUNT;
    private static final int BLOCK = FrLanes.BLOCK;
    private static final int COLUMNS = FrLanes.COLUMNS;
    private static final VectorSpecies<Double> D = N == 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_256;
    private static final VectorSpecies<Long> L = N == 8 ? LongVector.SPECIES_512 : LongVector.SPECIES_256;

    private static final double HIGH = 0x1.8p103;
    private static final double LOW = 0x1.8p52;

    /** For each number of terms what the columns of their sum lack, see {@link FrLanes#CORRECTIONS}. */
    static final long[][] CORRECTIONS = FpSums.corrections(FrLanes.CORRECTIONS);

    /** Not final, so that C2 leaves the loop rolled. */
    private static int limbs = 5;

    private FrSums() {}

    /**
     * Elements as weights.
     *
     * @param elements at rest, 4 limbs each, in [0, r)
     * @return {@value #WEIGHT} doubles each, the value within ±r/2
     */
    public static double[] weights(long[] elements) {
        int count = elements.length / 4;
        double[] block = new double[BLOCK];
        double[] weights = new double[WEIGHT * count];
        for (int k = 0; k < count; k++) {
            FrLanes.broadcast(block, 0, elements, 4 * k);
            FrLanes.reduce(block, 0, block, 0, 1);
            for (int i = 0; i < WEIGHT; i++) {
                weights[WEIGHT * k + i] = block[i * N];
            }
        }
        return weights;
    }

    /**
     * Block j of out = Σ_k w_k·(block j of a_k)/2^255 over k in [0, terms), digits within ±(2^50 + 16), the value within
     * ±((Σ |w_k||a_k|)/2.645 + 0.5000001)·r for values in units of r.
     *
     * <p>Exact if every product of two limbs is within ±2^102 and Σ |w||a| ≤ 5.4·r², so that the sum, at most (5.4/2.645 + 0.5)·r, stays
     * below 2^255, where the top digit ends. A column holds at most 24·(5·2^51 + 5·2^50) &lt; 2^59 in absolute value, its limit being
     * 2^62.
     *
     * @param out receives the sums; does not overlap a
     * @param o offset in out
     * @param w weights
     * @param wo offset of the first in w
     * @param a summands, runs of blocks
     * @param ao offset of the first run in a
     * @param step doubles from one run to the next
     * @param terms 1 to {@link #MAX_TERMS}
     * @param blocks length of a run
     * @param s scratch
     */
    public static void dot(
            double[] out,
            int o,
            double[] w,
            int wo,
            double[] a,
            int ao,
            int step,
            int terms,
            int blocks,
            LaneScratch s) {
        long[] t = s.columns;
        long[] corrections = CORRECTIONS[terms];
        for (int from = 0; from < blocks; from += LaneScratch.CHUNK) {
            int count = Math.min(LaneScratch.CHUNK, blocks - from);
            for (int j = 0; j < count; j++) {
                columns(t, j * COLUMNS, w, wo, a, ao + (from + j) * BLOCK, step, terms);
            }
            FrLanes.fold(t, corrections, count);
            FrLanes.finish(out, o + from * BLOCK, t, corrections, count);
        }
    }

    // The raw column sums of one block's sum. Limb by limb of the weights, so that six columns suffice at a time.
    private static void columns(long[] t, int to, double[] w, int wo, double[] a, int ao, int step, int terms) {
        DoubleVector high = DoubleVector.broadcast(D, HIGH);
        DoubleVector both = DoubleVector.broadcast(D, HIGH + LOW);
        LongVector z0 = LongVector.zero(L);
        LongVector z1 = z0;
        LongVector z2 = z0;
        LongVector z3 = z0;
        LongVector z4 = z0;
        for (int i = 0, end = limbs; i < end; i++) {
            LongVector z5 = LongVector.zero(L);
            int at = ao;
            for (int k = wo + i; k < wo + WEIGHT * terms; k += WEIGHT) {
                DoubleVector x = DoubleVector.broadcast(D, w[k]);
                DoubleVector a0 = DoubleVector.fromArray(D, a, at);
                DoubleVector h0 = x.fma(a0, high);
                z0 = z0.add((LongVector) x.fma(a0, both.sub(h0)).reinterpretShape(L, 0));
                z1 = z1.add((LongVector) h0.reinterpretShape(L, 0));
                DoubleVector a1 = DoubleVector.fromArray(D, a, at + N);
                DoubleVector h1 = x.fma(a1, high);
                z1 = z1.add((LongVector) x.fma(a1, both.sub(h1)).reinterpretShape(L, 0));
                z2 = z2.add((LongVector) h1.reinterpretShape(L, 0));
                DoubleVector a2 = DoubleVector.fromArray(D, a, at + 2 * N);
                DoubleVector h2 = x.fma(a2, high);
                z2 = z2.add((LongVector) x.fma(a2, both.sub(h2)).reinterpretShape(L, 0));
                z3 = z3.add((LongVector) h2.reinterpretShape(L, 0));
                DoubleVector a3 = DoubleVector.fromArray(D, a, at + 3 * N);
                DoubleVector h3 = x.fma(a3, high);
                z3 = z3.add((LongVector) x.fma(a3, both.sub(h3)).reinterpretShape(L, 0));
                z4 = z4.add((LongVector) h3.reinterpretShape(L, 0));
                DoubleVector a4 = DoubleVector.fromArray(D, a, at + 4 * N);
                DoubleVector h4 = x.fma(a4, high);
                z4 = z4.add((LongVector) x.fma(a4, both.sub(h4)).reinterpretShape(L, 0));
                z5 = z5.add((LongVector) h4.reinterpretShape(L, 0));
                at += step;
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
     * out = a + w, balanced; a as {@link FrLanes#reduce} takes a sum's first part.
     *
     * @param out receives the sums; may equal a
     * @param o offset in out
     * @param a summands
     * @param ao offset in a
     * @param w weights
     * @param wo offset in w
     * @param blocks number of blocks
     */
    public static void addWeight(double[] out, int o, double[] a, int ao, double[] w, int wo, int blocks) {
        for (int i = 0; i < WEIGHT; i++) {
            DoubleVector digit = DoubleVector.broadcast(D, w[wo + i]);
            for (int at = i * N; at < blocks * BLOCK; at += BLOCK) {
                DoubleVector.fromArray(D, a, ao + at).add(digit).intoArray(out, o + at);
            }
        }
        FrLanes.reduce(out, o, out, o, blocks);
    }
}

package io.snark4j.field.simd;

import io.snark4j.field.Fp12Limbs;
import io.snark4j.field.Fp2Limbs;
import io.snark4j.field.FpLimbs;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Fp12 with the coefficients of one element in lanes, for one pairing at a time: lane k is the real part of the coefficient of w^(k/2) for
 * even k and its imaginary part for odd k, w^6 = ξ = 9 + u; twelve lanes in {@link #BLOCKS} blocks of Fp, lanes above without meaning.
 * Elements are balanced, {@link #SIZE} doubles each. An object is what one thread keeps between the phases.
 *
 * <p>A product is Σ a_j·(u^(j mod 2)·w^(j/2)·b) over the twelve a_j in Fp: each broadcast to all lanes, against a vector of 24 coefficients
 * [ξ·b | b], or u times it, from which w^i·b is a load without alignment. All twelve are summed before one reduction; there is no
 * shuffle but for u·b.
 */
public final class Fp12Lanes {
    /** Blocks of Fp an element takes. */
    public static final int BLOCKS = Lanes.COUNT == 0 ? 0 : Math.ceilDiv(12, Math.max(Lanes.COUNT, 1));

    /** Doubles an element takes. */
    public static final int SIZE = BLOCKS * FpLanes.BLOCK;

    private static final int COEFFICIENTS = 12;
    private static final int N = Lanes.COUNT;
    private static final int BLOCK = FpLanes.BLOCK;
    private static final int COLUMNS = FpLanes.COLUMNS;
    private static final int LIMBS = 5;

    /** Coefficients of a limb's row: ξ·b, b, and what a load of the last lanes runs over. */
    private static final int ROW = 32;

    /** From the rows of b to those of u·b. */
    private static final int TIMES_U = LIMBS * ROW;

    private static final VectorSpecies<Double> D = N == 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_256;
    private static final VectorSpecies<Long> L = N == 8 ? LongVector.SPECIES_512 : LongVector.SPECIES_256;
    private static final double HIGH = 0x1.8p103;
    private static final double LOW = 0x1.8p52;

    /** Real and imaginary parts change places. */
    private static final VectorShuffle<Double> SWAP = VectorShuffle.fromOp(D, i -> i ^ 1);

    private static final VectorShuffle<Double> REAL = VectorShuffle.fromOp(D, i -> i & ~1);
    private static final VectorShuffle<Double> IMAGINARY = VectorShuffle.fromOp(D, i -> i | 1);

    /** −1 in even lanes, 1 in odd ones: what u makes of a swapped pair. */
    private static final double[] TIMES_U_SIGNS = {-1, 1, -1, 1, -1, 1, -1, 1};

    /** −1 in the lanes of odd powers of w. */
    private static final double[] CONJUGATE_SIGNS = {1, 1, -1, -1, 1, 1, -1, -1};

    /** Where the coefficient of w^k stands at rest, in Fp2: evens, then odds. */
    private static final int[] AT_REST = {0, 3, 1, 4, 2, 5};

    /** The rows that go with the terms of a product, and of one by a line. */
    private static final int[] ALL_ROWS = rows(0, 1, 2, 3, 4, 5);

    private static final int[] LINE_ROWS = rows(0, 1, 3);

    /** Blocks that three coefficients take. */
    private static final int HALF_BLOCKS = Lanes.COUNT == 0 ? 0 : Math.ceilDiv(6, Math.max(Lanes.COUNT, 1));

    /**
     * For x = (w0, w1, w2) and y = (w3, w4, w5) the four terms of x² + ξ·y², then those of 2xy: real and imaginary parts of the first
     * factor, in rows of their own, and what they go with in the rows of a product.
     */
    private static final int[] CYCLOTOMIC = {0, TIMES_U, 6, TIMES_U + 6, 0, TIMES_U, 0, TIMES_U};

    private static final int[] CYCLOTOMIC_ROWS = {12, TIMES_U + 12, 6, TIMES_U + 6, 18, TIMES_U + 18, 18, TIMES_U + 18};

    /** −1 for even powers of w, 1 for odd ones. */
    private static final double[] CONJUGATE_MINUS = {-1, -1, 1, 1, -1, -1, 1, 1};

    private static final double[] ONES = {1, 1, 1, 1, 1, 1, 1, 1};
    private static final double[] TWOS = {2, 2, 2, 2, 2, 2, 2, 2};

    /** Not final, so that C2 leaves the loop rolled. */
    private static int limbs = LIMBS;

    private final double[] rows = new double[2 * LIMBS * ROW];
    private final double[] twisted = new double[3 * SIZE];
    private final double[] parts = new double[2 * LIMBS * ROW];
    private final double[] squares = new double[(3 * HALF_BLOCKS + BLOCKS) * BLOCK];
    private final int[] terms = new int[COEFFICIENTS];
    private final long[] rest = new long[BLOCKS * N * FpLimbs.LIMBS];
    private final LaneScratch scratch = new LaneScratch();

    /** Fresh buffers, about 20 KB. */
    public Fp12Lanes() {}

    // For each power of w the rows from which its multiple of b and that of u·b are loaded.
    private static int[] rows(int... powers) {
        int[] rows = new int[2 * powers.length];
        for (int i = 0; i < powers.length; i++) {
            rows[2 * i] = COEFFICIENTS - 2 * powers[i];
            rows[2 * i + 1] = rows[2 * i] + TIMES_U;
        }
        return rows;
    }

    /** Where limb 0 of element {@code index} of a run of Fp begins. */
    private static int lane(int index) {
        return index / N * BLOCK + index % N;
    }

    /**
     * out = a·b.
     *
     * @param out receives the product; may be a or b
     * @param o offset in out
     * @param a factor
     * @param ao offset in a
     * @param b factor
     * @param bo offset in b
     */
    public void mul(double[] out, int o, double[] a, int ao, double[] b, int bo) {
        spread(b, bo);
        for (int i = 0; i < COEFFICIENTS; i++) {
            terms[i] = ao + lane(i);
        }
        // 12·0.25·p²
        sum(out, o, a, ALL_ROWS, COEFFICIENTS);
    }

    /**
     * out = a·(l0 + l1·w + l3·w³).
     *
     * @param out receives the product; may be a
     * @param o offset in out
     * @param a factor
     * @param ao offset in a
     * @param lines a run of Fp, products or balanced
     * @param line where l0 begins: l0, l1, l3 are this and the five following elements of the run, real before imaginary
     */
    public void mulByLine(double[] out, int o, double[] a, int ao, double[] lines, int line) {
        spread(a, ao);
        for (int i = 0; i < LINE_ROWS.length; i++) {
            terms[i] = lane(line + i);
        }
        // 6·0.5·0.6·p²
        sum(out, o, lines, LINE_ROWS, LINE_ROWS.length);
    }

    /**
     * out = a² for a in the cyclotomic subgroup, wrong for others: three squares in Fp4 (Granger and Scott, 2009). With x = (w0, w1, w2) and y =
     * (w3, w4, w5), e = x² + ξ·y² and f = 2xy, the coefficients become 3·(e0, ξ·f2, e1, f0, e2, f1), less twice the old ones at even powers
     * and plus them at odd ones.
     *
     * @param out receives the square; may be a
     * @param o offset in out
     * @param a squared
     * @param ao offset in a
     */
    public void cyclotomicSquare(double[] out, int o, double[] a, int ao) {
        spread(a, ao);
        for (int block = 0; block < BLOCKS; block++) {
            for (int i = 0; i < LIMBS; i++) {
                DoubleVector v = DoubleVector.fromArray(D, a, ao + block * BLOCK + i * N);
                v.rearrange(REAL).intoArray(parts, i * ROW + block * N);
                v.rearrange(IMAGINARY).intoArray(parts, TIMES_U + i * ROW + block * N);
            }
        }
        long[] t = scratch.columns;
        for (int k = 0; k < 2 * HALF_BLOCKS; k++) {
            int half = k / HALF_BLOCKS;
            int at = k % HALF_BLOCKS * N;
            FpSums.columns(t, k * COLUMNS, parts, at, CYCLOTOMIC, ROW, rows, at, CYCLOTOMIC_ROWS, ROW, 4 * half, 4);
        }
        // 4·0.25·p²
        long[] corrections = FpSums.CORRECTIONS[4];
        FpLanes.fold(t, corrections, 2 * HALF_BLOCKS);
        FpLanes.finish(squares, 0, t, corrections, 2 * HALF_BLOCKS);
        FpLanes.reduce(squares, 0, squares, 0, 2 * HALF_BLOCKS);
        arrange();
        int s = 3 * HALF_BLOCKS * BLOCK;
        // s + 2·(s ∓ a)
        FpSums.weightedSum(out, o, a, ao, CONJUGATE_MINUS, squares, s, ONES, BLOCKS);
        FpSums.weightedSum(out, o, out, o, TWOS, squares, s, ONES, BLOCKS);
    }

    // From e, f and ξ·f in halves of six lanes to (e0, ξ·f2, e1, f0, e2, f1).
    private void arrange() {
        int f = HALF_BLOCKS * BLOCK;
        int xf = 2 * f;
        timesU(squares, xf, squares, f, HALF_BLOCKS * BLOCK);
        ninePlus(squares, xf, squares, f, squares, xf, HALF_BLOCKS);
        FpLanes.reduce(squares, xf, squares, xf, HALF_BLOCKS);
        movePair(0, 0, 0);
        movePair(1, xf, 2);
        movePair(2, 0, 1);
        movePair(3, f, 0);
        movePair(4, 0, 2);
        movePair(5, f, 1);
    }

    private void movePair(int to, int from, int pair) {
        int target = 3 * HALF_BLOCKS * BLOCK + lane(2 * to);
        int source = from + lane(2 * pair);
        for (int i = 0; i < LIMBS * N; i += N) {
            squares[target + i] = squares[source + i];
            squares[target + i + 1] = squares[source + i + 1];
        }
    }

    // The rows of b: [ξ·b | b] and u times that, ξ·b = 9·b + u·b as in FpSums.mulByNonResidue.
    private void spread(double[] b, int bo) {
        timesU(twisted, SIZE, b, bo, SIZE);
        ninePlus(twisted, 0, b, bo, twisted, SIZE, BLOCKS);
        FpLanes.reduce(twisted, 0, twisted, 0, BLOCKS);
        timesU(twisted, 2 * SIZE, twisted, 0, SIZE);
        copyToRows(0, twisted, 0, b, bo);
        copyToRows(TIMES_U, twisted, 2 * SIZE, twisted, SIZE);
    }

    // The lower half before the upper one, which overwrites the lanes without meaning.
    private void copyToRows(int at, double[] lower, int lo, double[] upper, int uo) {
        copyToRows(at, lower, lo);
        copyToRows(at + COEFFICIENTS, upper, uo);
    }

    private void copyToRows(int at, double[] a, int ao) {
        for (int block = 0; block < BLOCKS; block++) {
            for (int i = 0; i < LIMBS; i++) {
                DoubleVector.fromArray(D, a, ao + block * BLOCK + i * N).intoArray(rows, at + i * ROW + block * N);
            }
        }
    }

    private static void timesU(double[] out, int o, double[] a, int ao, int size) {
        DoubleVector signs = DoubleVector.fromArray(D, TIMES_U_SIGNS, 0);
        for (int i = 0; i < size; i += N) {
            DoubleVector.fromArray(D, a, ao + i).rearrange(SWAP).mul(signs).intoArray(out, o + i);
        }
    }

    private static void ninePlus(double[] out, int o, double[] a, int ao, double[] b, int bo, int blocks) {
        DoubleVector nine = DoubleVector.broadcast(D, 9);
        DoubleVector high = DoubleVector.broadcast(D, HIGH);
        for (int block = 0; block < blocks; block++) {
            int at = block * BLOCK;
            DoubleVector carry = DoubleVector.zero(D);
            for (int i = at; i < at + 4 * N; i += N) {
                DoubleVector digit = DoubleVector.fromArray(D, a, ao + i);
                DoubleVector above = digit.fma(nine, high).sub(high);
                DoubleVector low = digit.fma(nine, above.neg()).add(carry);
                DoubleVector.fromArray(D, b, bo + i).add(low).intoArray(out, o + i);
                carry = above.mul(0x1p-51);
            }
            int top = at + 4 * N;
            DoubleVector low = DoubleVector.fromArray(D, a, ao + top).fma(nine, carry);
            DoubleVector.fromArray(D, b, bo + top).add(low).intoArray(out, o + top);
        }
    }

    private void sum(double[] out, int o, double[] a, int[] offsets, int count) {
        long[] t = scratch.columns;
        for (int block = 0; block < BLOCKS; block++) {
            columns(t, block * COLUMNS, a, terms, rows, block * N, offsets, count);
        }
        long[] corrections = FpSums.CORRECTIONS[count];
        FpLanes.fold(t, corrections, BLOCKS);
        FpLanes.finish(out, o, t, corrections, BLOCKS);
        FpLanes.reduce(out, o, out, o, BLOCKS);
    }

    // As FpSums.columns, a's element the same for all lanes.
    private static void columns(long[] t, int to, double[] a, int[] ai, double[] b, int bo, int[] bi, int terms) {
        DoubleVector high = DoubleVector.broadcast(D, HIGH);
        DoubleVector both = DoubleVector.broadcast(D, HIGH + LOW);
        LongVector z0 = LongVector.zero(L);
        LongVector z1 = z0;
        LongVector z2 = z0;
        LongVector z3 = z0;
        LongVector z4 = z0;
        for (int i = 0, end = limbs; i < end; i++) {
            LongVector z5 = LongVector.zero(L);
            for (int k = 0; k < terms; k++) {
                DoubleVector x = DoubleVector.broadcast(D, a[ai[k] + i * N]);
                int at = bo + bi[k];
                DoubleVector b0 = DoubleVector.fromArray(D, b, at);
                DoubleVector h0 = x.fma(b0, high);
                z0 = z0.add((LongVector) x.fma(b0, both.sub(h0)).reinterpretShape(L, 0));
                z1 = z1.add((LongVector) h0.reinterpretShape(L, 0));
                DoubleVector b1 = DoubleVector.fromArray(D, b, at + ROW);
                DoubleVector h1 = x.fma(b1, high);
                z1 = z1.add((LongVector) x.fma(b1, both.sub(h1)).reinterpretShape(L, 0));
                z2 = z2.add((LongVector) h1.reinterpretShape(L, 0));
                DoubleVector b2 = DoubleVector.fromArray(D, b, at + 2 * ROW);
                DoubleVector h2 = x.fma(b2, high);
                z2 = z2.add((LongVector) x.fma(b2, both.sub(h2)).reinterpretShape(L, 0));
                z3 = z3.add((LongVector) h2.reinterpretShape(L, 0));
                DoubleVector b3 = DoubleVector.fromArray(D, b, at + 3 * ROW);
                DoubleVector h3 = x.fma(b3, high);
                z3 = z3.add((LongVector) x.fma(b3, both.sub(h3)).reinterpretShape(L, 0));
                z4 = z4.add((LongVector) h3.reinterpretShape(L, 0));
                DoubleVector b4 = DoubleVector.fromArray(D, b, at + 4 * ROW);
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
     * out = a^(p⁶): the odd powers of w negated; in the cyclotomic subgroup the inverse.
     *
     * @param out receives the conjugate; may be a
     * @param o offset in out
     * @param a conjugated
     * @param ao offset in a
     */
    public static void conjugate(double[] out, int o, double[] a, int ao) {
        for (int block = 0; block < BLOCKS; block++) {
            // A block of four lanes begins at an even power of w, so all have the same signs.
            DoubleVector signs = DoubleVector.fromArray(D, CONJUGATE_SIGNS, 0);
            for (int i = block * BLOCK; i < (block + 1) * BLOCK; i += N) {
                DoubleVector.fromArray(D, a, ao + i).mul(signs).intoArray(out, o + i);
            }
        }
    }

    /**
     * From the form of {@link Fp12Limbs}.
     *
     * @param out receives the element
     * @param o offset in out
     * @param a 48 longs
     * @param ao offset in a
     */
    public void unpack(double[] out, int o, long[] a, int ao) {
        for (int k = 0; k < AT_REST.length; k++) {
            System.arraycopy(a, ao + AT_REST[k] * Fp2Limbs.LIMBS, rest, k * Fp2Limbs.LIMBS, Fp2Limbs.LIMBS);
        }
        FpLanes.unpack(out, o, rest, 0, FpLimbs.LIMBS, BLOCKS);
        FpLanes.reduce(out, o, out, o, BLOCKS);
    }

    /**
     * To the form of {@link Fp12Limbs}, canonical.
     *
     * @param out receives 48 longs
     * @param o offset in out
     * @param a an element
     * @param ao offset in a
     */
    public void pack(long[] out, int o, double[] a, int ao) {
        FpLanes.pack(rest, 0, FpLimbs.LIMBS, a, ao, BLOCKS);
        for (int k = 0; k < AT_REST.length; k++) {
            System.arraycopy(rest, k * Fp2Limbs.LIMBS, out, o + AT_REST[k] * Fp2Limbs.LIMBS, Fp2Limbs.LIMBS);
        }
    }
}

package io.snark4j.field.simd;

import io.snark4j.field.Fp2Limbs;
import io.snark4j.field.FpLimbs;
import java.util.Arrays;

/**
 * One value of Fp12 in each lane, squared and multiplied by lines: the accumulators of COUNT Miller loops. Blocks of Fp2 in the order in which
 * {@code Fp12Limbs} has its coefficients, those of w^0, w^2, w^4, w^1, w^3, w^5, w^6 = 9 + u. Not thread-safe.
 *
 * <p>A line is l0 + l1·w + l3·w³; each lane is multiplied by as many as there are blocks of lines. Everything is schoolbook with one
 * reduction per component ({@link FpSums#dot}): 72 products and 12 reductions a line, in parts of 1.4 and 3.1 less than Karatsuba's 39
 * and 39.
 */
public final class Fp12Accumulator {
    private static final int FP = FpLanes.BLOCK;
    private static final int B = Fp2Lanes.BLOCK;
    private static final int COEFFICIENTS = 6;

    /** Runs of a line's buffer: l0, l1, l3, then ξ·l1 and ξ·l3; the same negated follow. */
    private static final int RUNS = 5;

    /** Blocks that stand behind each other in a square's buffer: a, 2a, ξ·a, 2ξ·a; the same negated follow. */
    private static final int SQUARE_RUNS = 4;

    /** 2^255 mod p, the one, in every lane. */
    private static final double[] ONE = one();

    private static final int[][] EVEN_SQUARE = squareTable(0);
    private static final int[][] ODD_SQUARE = squareTable(1);

    private final int blocks;
    private final double[] lines;
    private final double[] squares = new double[2 * SQUARE_RUNS * COEFFICIENTS * B];
    // The value, and where the next one is made; they change places.
    private double[] value = new double[COEFFICIENTS * B];
    private double[] next = new double[COEFFICIENTS * B];
    private final int[] valueTerms;
    private final int[] lineTerms;
    private final int[] neutral;
    private int neutralCount;
    private final LaneScratch scratch;

    /**
     * Accumulators that are given so many lines a lane at a time.
     *
     * @param blocks lines a lane
     * @param scratch of the thread that will use it
     */
    public Fp12Accumulator(int blocks, LaneScratch scratch) {
        this.blocks = blocks;
        this.lines = new double[2 * RUNS * blocks * B];
        this.neutral = new int[blocks * Lanes.COUNT];
        this.scratch = scratch;
        Terms table = lineTable(blocks * B);
        this.valueTerms = table.a();
        this.lineTerms = table.b();
    }

    private static double[] one() {
        long[] element = new long[FpLimbs.LIMBS];
        FpLimbs.setOne(element, 0);
        double[] block = new double[FP];
        FpLanes.broadcast(block, 0, element, 0);
        return block;
    }

    /** Where the coefficient of w^k stands. */
    private static int position(int k) {
        return ((k & 1) * 3 + k / 2) * B;
    }

    /** Offsets of the factors of each term, sum by sum. */
    private static final class Terms {
        private final int[] a;
        private final int[] b;
        private int at;

        Terms(int count) {
            a = new int[count];
            b = new int[count];
        }

        // Two terms of the real part of x·y, negative(y) being where −y stands, or two of the imaginary one.
        void add(int x, int y, int negative, boolean real) {
            put(x, real ? y : y + FP);
            put(x + FP, real ? negative + FP : y);
        }

        private void put(int x, int y) {
            a[at] = x;
            b[at++] = y;
        }

        int[] a() {
            return a;
        }

        int[] b() {
            return b;
        }
    }

    // c_k = f_k·l0 + f_(k−1)·l1 + f_(k−3)·l3, with ξ where the index wraps; sums in the order of positions.
    private static Terms lineTable(int run) {
        var table = new Terms(COEFFICIENTS * 2 * 6);
        for (int k : new int[] {0, 2, 4, 1, 3, 5}) {
            for (boolean real : new boolean[] {true, false}) {
                table.add(position(k), 0, RUNS * run, real);
                int l1 = (k < 1 ? 3 : 1) * run;
                table.add(position((k + 5) % 6), l1, l1 + RUNS * run, real);
                int l3 = (k < 3 ? 4 : 2) * run;
                table.add(position((k + 3) % 6), l3, l3 + RUNS * run, real);
            }
        }
        return table;
    }

    // Even coefficients of a square have four products of unordered pairs, odd ones three.
    private static int[][] squareTable(int parity) {
        int run = COEFFICIENTS * B;
        var table = new Terms(3 * 2 * 2 * (4 - parity));
        for (int k = parity; k < COEFFICIENTS; k += 2) {
            for (boolean real : new boolean[] {true, false}) {
                for (int i = 0; i < COEFFICIENTS; i++) {
                    int j = Math.floorMod(k - i, COEFFICIENTS);
                    if (i <= j) {
                        int variant = (i < j ? 1 : 0) + (i + j == k ? 0 : 2);
                        int y = variant * run + position(j);
                        table.add(position(i), y, y + SQUARE_RUNS * run, real);
                    }
                }
            }
        }
        return new int[][] {table.a(), table.b()};
    }

    /** Makes every lane one. */
    public void setOne() {
        Arrays.fill(value, 0);
        System.arraycopy(ONE, 0, value, 0, FP);
    }

    /** {@return the lines' buffer: run i of blocks of Fp2 at i·blocks·BLOCK holds l0, l1 or l3 for i = 0, 1, 2} */
    public double[] lines() {
        return lines;
    }

    /** From now on every line counts. */
    public void clearNeutral() {
        neutralCount = 0;
    }

    /**
     * From now on this lane's line of this block counts as one, whatever it holds.
     *
     * @param block index of the block
     * @param lane index of the lane
     */
    public void addNeutral(int block, int lane) {
        neutral[neutralCount++] = block * B + lane;
    }

    /** Squares every lane: 84 products, 12 reductions, and what ξ costs. */
    public void square() {
        int run = COEFFICIENTS * B;
        System.arraycopy(value, 0, squares, 0, run);
        // Digits of 2a are within 2^51, against 2^50 of a.
        FpLanes.addLazy(squares, run, value, 0, value, 0, 2 * COEFFICIENTS);
        FpSums.mulByNonResidue(squares, 2 * run, value, 0, COEFFICIENTS);
        FpLanes.addLazy(squares, 3 * run, squares, 2 * run, squares, 2 * run, 2 * COEFFICIENTS);
        FpLanes.neg(squares, SQUARE_RUNS * run, squares, 0, SQUARE_RUNS * 2 * COEFFICIENTS);
        FpSums.dot(next, 0, value, 0, EVEN_SQUARE[0], squares, 0, EVEN_SQUARE[1], 8, 6, scratch);
        FpSums.dot(next, run / 2, value, 0, ODD_SQUARE[0], squares, 0, ODD_SQUARE[1], 6, 6, scratch);
        swap();
    }

    /** Multiplies every lane by its lines in the buffer, whose components are products or balanced, within ±0.7·p. */
    public void multiplyLines() {
        int run = blocks * B;
        FpSums.mulByNonResidue(lines, 3 * run, lines, run, 2 * blocks);
        FpLanes.neg(lines, RUNS * run, lines, 0, 2 * RUNS * blocks);
        for (int i = 0; i < neutralCount; i++) {
            neutralise(neutral[i]);
        }
        for (int block = 0; block < blocks; block++) {
            // |f| ≤ 0.5·p and |l| ≤ 0.7·p: six terms make at most 2.1·p².
            FpSums.dot(next, 0, value, 0, valueTerms, lines, block * B, lineTerms, 6, 2 * COEFFICIENTS, scratch);
            swap();
        }
    }

    private void neutralise(int at) {
        for (int run = 0; run < 2 * RUNS; run++) {
            for (int i = 0; i < B; i += Lanes.COUNT) {
                lines[run * blocks * B + at + i] = run == 0 && i < FP ? ONE[i] : 0;
            }
        }
    }

    private void swap() {
        double[] old = value;
        value = next;
        next = old;
    }

    /**
     * Writes lane i as {@code Fp12Limbs} has it to out[o + i·stride].
     *
     * @param out receives 48 longs a lane
     * @param o offset in out
     * @param stride longs from one lane to the next
     */
    public void pack(long[] out, int o, int stride) {
        for (int i = 0; i < COEFFICIENTS; i++) {
            Fp2Lanes.pack(out, o + i * Fp2Limbs.LIMBS, stride, value, i * B, 1);
        }
    }
}

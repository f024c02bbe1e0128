package io.snark4j.curve.bn254;

import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/**
 * Affine additions in lanes with one inversion a batch, by {@link G1Slopes}: 5 products and 1 squaring an addition in all. Points
 * are blocks of {@link Lanes#COUNT}, x and y in arrays of their own; infinity is (0, 0). Block a becomes block a + block b, lane by
 * lane, in place. One thread at a time; nothing allocates once the lists of runs have grown.
 *
 * <p>Exact for everything, and the usual case pays nothing for it: a zero denominator (P + P or P − P) makes the inversion fail,
 * and only then is the batch searched. Infinite operands are looked for in runs that are said to be checked.
 *
 * <p>Ranges, in multiples of p (the argument for each step is beside it): coordinates are balanced or as unpacked, so below 1 in
 * absolute value with digits within 2^50; a y may be a negated one, so in (−1, 1).
 */
final class G1LaneAdder {
    private static final int LANES = Lanes.COUNT;
    private static final int BLOCK = FpLanes.BLOCK;

    /** Blocks a batch. */
    private static final int CAPACITY = 2048 / LANES;

    /** Blocks that the last step takes at a time: what they need stays in the first-level cache. */
    private static final int PIECE = 16;

    private final LaneScratch scratch = new LaneScratch();
    private final G1Slopes quotients = new G1Slopes(CAPACITY, scratch);
    private final double[] slopes = new double[PIECE * BLOCK];
    private final double[] squares = new double[PIECE * BLOCK];
    private final double[] differences = new double[PIECE * BLOCK];

    // Runs: blocks a.. += blocks b.., staged one after the other.
    private double[][] runX = new double[64][];
    private double[][] runY = new double[64][];
    private int[] runA = new int[64];
    private int[] runB = new int[64];
    private int[] runLength = new int[64];
    private int[] runLastLanes = new int[64];
    private boolean[] runChecked = new boolean[64];
    private int runs;
    private int blocks;

    private final G1LaneExceptions exceptions = new G1LaneExceptions();
    private boolean madeInfinity;

    /**
     * Schedules blocks a.. += blocks b.. of a run, independent of all that is scheduled since {@link #finish}.
     *
     * @param lastLanes how many lanes of the last block have a summand b; the others keep a
     * @param checked whether infinity is to be looked for among the operands
     */
    void add(double[] x, double[] y, int a, int b, int length, int lastLanes, boolean checked) {
        int done = 0;
        while (done < length) {
            int n = Math.min(length - done, CAPACITY - blocks);
            grow();
            runX[runs] = x;
            runY[runs] = y;
            runA[runs] = (a + done) * BLOCK;
            runB[runs] = (b + done) * BLOCK;
            runLength[runs] = n;
            done += n;
            runLastLanes[runs] = done == length ? lastLanes : LANES;
            runChecked[runs++] = checked;
            blocks += n;
            if (blocks == CAPACITY) {
                batch();
            }
        }
    }

    /** Does what is scheduled. */
    void finish() {
        if (blocks > 0) {
            batch();
        }
    }

    /** Whether a sum was infinity since this was last asked, unless both summands were. */
    boolean takeMadeInfinity() {
        boolean made = madeInfinity;
        madeInfinity = false;
        return made;
    }

    /** Overwrites what was computed. */
    void clear() {
        runs = 0;
        blocks = 0;
        exceptions.restore();
        quotients.clear();
        Arrays.fill(slopes, 0.0);
        Arrays.fill(squares, 0.0);
        Arrays.fill(differences, 0.0);
        scratch.clear();
        exceptions.clear();
    }

    private void grow() {
        if (runs == runA.length) {
            runX = Arrays.copyOf(runX, 2 * runs);
            runY = Arrays.copyOf(runY, 2 * runs);
            runA = Arrays.copyOf(runA, 2 * runs);
            runB = Arrays.copyOf(runB, 2 * runs);
            runLength = Arrays.copyOf(runLength, 2 * runs);
            runLastLanes = Arrays.copyOf(runLastLanes, 2 * runs);
            runChecked = Arrays.copyOf(runChecked, 2 * runs);
        }
    }

    private void batch() {
        subtractX();
        if (!quotients.invert(blocks)) {
            searchZeros();
            if (!quotients.invert(blocks)) {
                throw new IllegalStateException("a denominator is zero, but neither of equal nor of opposite points");
            }
        }
        // The inverses of one half lie in the place of the other.
        int half = blocks / 2;
        addRange(0, half, half);
        addRange(half, 2 * half, -half);
        addRange(2 * half, blocks, 0);
        exceptions.restore();
        Arrays.fill(runX, 0, runs, null);
        Arrays.fill(runY, 0, runs, null);
        runs = 0;
        blocks = 0;
    }

    // x_b − x_a: within 1.5, digits within 2^51. Lanes whose sum is known get a 1.
    private void subtractX() {
        double[] denominators = quotients.denominators();
        int at = 0;
        for (int r = 0; r < runs; r++) {
            FpLanes.subLazy(denominators, at, runX[r], runB[r], runX[r], runA[r], runLength[r]);
            if (runChecked[r]) {
                for (int k = 0; k < runLength[r]; k++) {
                    exceptions.findInfinity(
                            runX[r], runY[r], runA[r] + k * BLOCK, runB[r] + k * BLOCK, denominators, at + k * BLOCK);
                }
            }
            at += runLength[r] * BLOCK;
            // An absent summand is any point: what the search found of it is overruled, as later entries count.
            for (int lane = runLastLanes[r]; lane < LANES; lane++) {
                int last = (runLength[r] - 1) * BLOCK;
                exceptions.keep(runX[r], runY[r], runA[r] + last + lane, denominators, at - BLOCK + lane);
            }
        }
    }

    // The sums of the staged blocks [from, to), the inverse of block i's denominator in place i + shift.
    private void addRange(int from, int to, int shift) {
        int run = 0;
        int runStart = 0;
        for (int first = from; first < to; first += PIECE) {
            int end = Math.min(first + PIECE, to);
            while (runStart + runLength[run] <= first) {
                runStart += runLength[run++];
            }
            addPiece(first, end, first + shift, run, runStart);
        }
    }

    // With slope l = (y_b − y_a)/(x_b − x_a): x = l² − x_a − x_b, y = l·(x_a − x) − y_a. The numerator is below 2,
    // digits within 2^51, against digits of 2^50 + 16; l below 2·1.11/2.645 + 0.5 < 1.34; l² below 1.18;
    // l² − x_a − x_b below 3.18 of three terms, so that its quotient is 3 at most; x_a − x below 1.51, l times that
    // below 1.27 and y of two terms.
    private void addPiece(int first, int end, int inverses, int firstRun, int firstStart) {
        int run = firstRun;
        int start = firstStart;
        for (int i = first; i < end; run++) {
            int n = Math.min(start + runLength[run], end) - i;
            int at = (i - start) * BLOCK;
            double[] y = runY[run];
            FpLanes.subLazy(slopes, (i - first) * BLOCK, y, runB[run] + at, y, runA[run] + at, n);
            i += n;
            start += runLength[run];
        }
        exceptions.putTangents(slopes, first * BLOCK, end * BLOCK);
        quotients.divide(slopes, first, inverses, end - first);
        FpLanes.square(squares, 0, slopes, 0, end - first, scratch);
        run = firstRun;
        start = firstStart;
        for (int i = first; i < end; run++) {
            int n = Math.min(start + runLength[run], end) - i;
            int at = (i - start) * BLOCK;
            int p = (i - first) * BLOCK;
            FpLanes.chord(differences, p, runX[run], runA[run] + at, runB[run] + at, squares, p, n);
            i += n;
            start += runLength[run];
        }
        FpLanes.mul(differences, 0, slopes, 0, differences, 0, end - first, scratch);
        run = firstRun;
        start = firstStart;
        for (int i = first; i < end; run++) {
            int n = Math.min(start + runLength[run], end) - i;
            int a = runA[run] + (i - start) * BLOCK;
            FpLanes.sub(runY[run], a, differences, (i - first) * BLOCK, runY[run], a, n);
            i += n;
            start += runLength[run];
        }
    }

    private void searchZeros() {
        double[] denominators = quotients.denominators();
        int at = 0;
        for (int r = 0; r < runs; r++) {
            for (int k = 0; k < runLength[r]; k++) {
                madeInfinity |= exceptions.findZero(
                        runX[r], runY[r], runA[r] + k * BLOCK, runB[r] + k * BLOCK, denominators, at + k * BLOCK);
            }
            at += runLength[r] * BLOCK;
        }
        exceptions.finishTangents(scratch);
    }
}

// Generated from G1LaneBuckets.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.simd.Fp2Lanes;
import io.snark4j.field.simd.Lanes;

/**
 * The buckets of a task, in lanes, and their weighting. Instead of running sums, of which each waits for the one before, the upper
 * half of a window's buckets is added to the lower half, and again until one block is left; the upper halves are kept and
 * folded alike, and in the end hold the sums U_j of the buckets whose number has bit j. Σ (k + 1)·bucket_k = Σ bucket_k + Σ 2^j·U_j.
 * Two additions a bucket, all in place, in whole blocks and large batches.
 */
final class G2LaneBuckets {
    private static final int LANES = Lanes.COUNT;
    private static final int BLOCK = Fp2Lanes.BLOCK;
    private static final int LANE_BITS = Integer.numberOfTrailingZeros(LANES);

    private double[] x = {};
    private double[] y = {};
    private boolean mayBeInfinite;

    /** Makes room; buckets that are not set hold what they held. */
    void begin(int count) {
        int length = Math.ceilDiv(count, LANES) * BLOCK;
        if (x.length < length) {
            x = new double[length];
            y = new double[length];
        }
        mayBeInfinite = false;
    }

    /** Puts a point, at a lane of blocks, into a bucket. */
    void set(int bucket, double[] fromX, double[] fromY, int from) {
        copyLane(x, bucket, fromX, from);
        copyLane(y, bucket, fromY, from);
    }

    /** Empties a bucket. */
    void setInfinity(int bucket) {
        int at = lane(bucket);
        for (int k = 0; k < BLOCK; k += LANES) {
            x[at + k] = 0;
            y[at + k] = 0;
        }
        mayBeInfinite = true;
    }

    /** To be told when a bucket may be infinity. */
    void expectInfinity() {
        mayBeInfinite = true;
    }

    /** Folds the buckets of each of some windows. */
    void fold(int windows, int buckets, G2LaneAdder adder) {
        int blocks = buckets / LANES;
        int folds = 1;
        for (int half = blocks / 2; half > 0; half /= 2) {
            for (int w = 0; w < windows; w++) {
                int first = w * blocks;
                adder.add(x, y, first, first + half, half, LANES, mayBeInfinite);
                for (int k = 1; k < folds; k++) {
                    int upper = first + (blocks >> k);
                    adder.add(x, y, upper, upper + half, half, LANES, mayBeInfinite);
                }
            }
            adder.finish();
            mayBeInfinite |= adder.takeMadeInfinity();
            folds++;
        }
    }

    /** Hands out the sums of a folded window: by bit, then that of all buckets. */
    void collect(int window, int buckets, G2LaneTotals totals, int firstOutput) {
        int first = window * buckets;
        int bits = Integer.numberOfTrailingZeros(buckets);
        for (int bit = 0; bit < bits; bit++) {
            // Up to the lanes' bits the sums are of some of the first block's lanes.
            // Above them they are of a block of their own.
            boolean within = bit < LANE_BITS;
            int from = within ? first : first + (LANES << (bit - LANE_BITS));
            collectLanes(from, within ? 1 << bit : 0, totals, firstOutput + bit);
        }
        collectLanes(first, 0, totals, firstOutput + bits);
    }

    /** Hands out one bucket. */
    void collectOne(int bucket, G2LaneTotals totals, int output) {
        totals.set(output, 0, x, y, bucket);
    }

    private void collectLanes(int first, int mask, G2LaneTotals totals, int output) {
        int term = 0;
        for (int lane = 0; lane < LANES; lane++) {
            if ((lane & mask) == mask) {
                totals.set(output, term++, x, y, first + lane);
            }
        }
    }

    /** The offset of the first limb of a lane, counted over blocks. */
    static int lane(int index) {
        return index / LANES * BLOCK + index % LANES;
    }

    /** Copies a coordinate; lanes are counted over blocks. */
    static void copyLane(double[] to, int toIndex, double[] from, int fromIndex) {
        int o = lane(toIndex);
        int a = lane(fromIndex);
        for (int k = 0; k < BLOCK; k += LANES) {
            to[o + k] = from[a + k];
        }
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.Lanes;

/**
 * What all tasks of a sum leave: outputs of up to {@link Lanes#COUNT} points to be added, which lie below each other in as many
 * rows, so that all are added in step. Tasks write outputs of their own.
 */
final class G1LaneTotals {
    private static final int LANES = Lanes.COUNT;
    private static final int BLOCK = FpLanes.BLOCK;
    private static final int FIELD = G1Jacobian.FIELD;
    private static final int AFFINE = G1Jacobian.AFFINE;

    private final int rowBlocks;
    private final double[] x;
    private final double[] y;

    /** All infinity. */
    G1LaneTotals(int outputs) {
        rowBlocks = Math.ceilDiv(outputs, LANES);
        x = new double[LANES * rowBlocks * BLOCK];
        y = new double[LANES * rowBlocks * BLOCK];
    }

    /** Puts a point, at a lane of blocks, down as a term of an output. */
    void set(int output, int term, double[] fromX, double[] fromY, int from) {
        int to = term * rowBlocks * LANES + output;
        G1LaneBuckets.copyLane(x, to, fromX, from);
        G1LaneBuckets.copyLane(y, to, fromY, from);
    }

    /** The outputs, affine. */
    long[] sum(G1LaneAdder adder) {
        for (int rows = LANES / 2; rows > 0; rows /= 2) {
            adder.add(x, y, 0, rows * rowBlocks, rows * rowBlocks, LANES, true);
            adder.finish();
        }
        adder.takeMadeInfinity();
        long[] sums = new long[rowBlocks * LANES * AFFINE];
        FpLanes.pack(sums, 0, AFFINE, x, 0, rowBlocks);
        FpLanes.pack(sums, FIELD, AFFINE, y, 0, rowBlocks);
        return sums;
    }
}

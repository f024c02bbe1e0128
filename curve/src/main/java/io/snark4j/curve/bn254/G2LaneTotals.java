// Generated from G1LaneTotals.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.simd.Fp2Lanes;
import io.snark4j.field.simd.Lanes;

/**
 * What all tasks of a sum leave: outputs of up to {@link Lanes#COUNT} points to be added, which lie below each other in as many
 * rows, so that all are added in step. Tasks write outputs of their own.
 */
final class G2LaneTotals {
    private static final int LANES = Lanes.COUNT;
    private static final int BLOCK = Fp2Lanes.BLOCK;
    private static final int FIELD = G2Jacobian.FIELD;
    private static final int AFFINE = G2Jacobian.AFFINE;

    private final int rowBlocks;
    private final double[] x;
    private final double[] y;

    /** All infinity. */
    G2LaneTotals(int outputs) {
        rowBlocks = Math.ceilDiv(outputs, LANES);
        x = new double[LANES * rowBlocks * BLOCK];
        y = new double[LANES * rowBlocks * BLOCK];
    }

    /** Puts a point, at a lane of blocks, down as a term of an output. */
    void set(int output, int term, double[] fromX, double[] fromY, int from) {
        int to = term * rowBlocks * LANES + output;
        G2LaneBuckets.copyLane(x, to, fromX, from);
        G2LaneBuckets.copyLane(y, to, fromY, from);
    }

    /** The outputs, affine. */
    long[] sum(G2LaneAdder adder) {
        for (int rows = LANES / 2; rows > 0; rows /= 2) {
            adder.add(x, y, 0, rows * rowBlocks, rows * rowBlocks, LANES, true);
            adder.finish();
        }
        adder.takeMadeInfinity();
        long[] sums = new long[rowBlocks * LANES * AFFINE];
        Fp2Lanes.pack(sums, 0, AFFINE, x, 0, rowBlocks);
        Fp2Lanes.pack(sums, FIELD, AFFINE, y, 0, rowBlocks);
        return sums;
    }
}

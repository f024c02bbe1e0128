package io.snark4j.curve.bn254;

import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.LaneScratch;

/**
 * Quotients of coordinates in lanes, one inversion a batch: what {@link G1LaneAdder} does differently from G2's. Here the differences are
 * inverted themselves.
 */
final class G1Slopes {
    private final LaneInverses inverses;
    private final LaneScratch scratch;

    G1Slopes(int maximumBlocks, LaneScratch scratch) {
        this.inverses = new LaneInverses(maximumBlocks, scratch);
        this.scratch = scratch;
    }

    /** Where the denominators go, block after block: digits within ±2^51, values within ±1.97·p. */
    double[] denominators() {
        return inverses.values();
    }

    /** To be called between denominators and quotients; false if one of them is zero: then they may be corrected, and it be called again. */
    boolean invert(int blocks) {
        return inverses.invert(blocks);
    }

    /**
     * Numerators (lazy, within ±2·p) become quotients by the denominators from block {@code first} on, whose inverses lie from block
     * {@code inverse} on.
     */
    void divide(double[] numerators, int first, int inverse, int blocks) {
        FpLanes.mul(numerators, 0, numerators, 0, inverses.values(), inverse * FpLanes.BLOCK, blocks, scratch);
    }

    void clear() {
        inverses.clear();
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.simd.Fp2Lanes;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.LaneScratch;
import java.util.Arrays;

/**
 * Quotients of coordinates in lanes, one inversion a batch: what {@link G2LaneAdder} does differently from G1's. Norms are inverted, so that the
 * tree of products lies in Fp: n/d = (n·conjugate(d))·|d|⁻¹ costs 14 products of limbs and 8 reductions in all, a tree in Fp2 would cost 20
 * and 10, and its products would not be closed.
 */
final class G2Slopes {
    private final double[] denominators;
    private final LaneInverses inverses;
    private final LaneScratch scratch;

    G2Slopes(int maximumBlocks, LaneScratch scratch) {
        this.denominators = new double[maximumBlocks * Fp2Lanes.BLOCK];
        this.inverses = new LaneInverses(maximumBlocks, scratch);
        this.scratch = scratch;
    }

    /** Where the denominators go, block after block: lazy differences of balanced values, so that norms are within ±1.26·p. */
    double[] denominators() {
        return denominators;
    }

    /** To be called between denominators and quotients; false if one of them is zero: then they may be corrected, and it be called again. */
    boolean invert(int blocks) {
        Fp2Lanes.norm(inverses.values(), 0, denominators, 0, blocks, scratch);
        return inverses.invert(blocks);
    }

    /**
     * Numerators (lazy differences of balanced values) become quotients by the denominators from block {@code first} on, the inverses of whose
     * norms lie from block {@code inverse} on. Within ±1.26·p after the first product; ±1.03·p after the second, inverses being within
     * ±1.11·p.
     */
    void divide(double[] numerators, int first, int inverse, int blocks) {
        Fp2Lanes.mulConjugate(numerators, 0, numerators, 0, denominators, first * Fp2Lanes.BLOCK, blocks, scratch);
        Fp2Lanes.scale(numerators, 0, numerators, 0, inverses.values(), inverse * FpLanes.BLOCK, blocks, scratch);
    }

    void clear() {
        Arrays.fill(denominators, 0);
        inverses.clear();
    }
}

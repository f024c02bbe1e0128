package io.snark4j.curve.bn254;

import io.snark4j.field.FpLimbs;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.FpSums;
import io.snark4j.field.simd.LaneScratch;

/**
 * A point of G1 in each lane of some blocks, in Jacobian coordinates: doubled, or added to an affine addend. One thread.
 *
 * <p>The addition is incomplete. Equal and opposite points, and infinity as the point added to, give Z = 0 for good: whoever uses this looks at Z at
 * the end. Infinity, (0, 0), as an addend gives a wrong sum that nothing shows, and must not come. Ranges: coordinates are balanced; a product of factors within ±α·p and ±β·p is within ±(αβ/2.645 +
 * 0.5)·p, 0.6 for balanced factors; sums name their largest value and quotient.
 */
final class G1JacobianLanes {
    private final int blocks;

    /** Doubles of a coordinate in all blocks. */
    private final int run;

    /** X, Y and Z, a run each. */
    private final double[] t;

    /** x and y of what is added, balanced, a run each. */
    private final double[] addend;

    private final double[] s;
    private final LaneScratch scratch;

    G1JacobianLanes(int blocks, LaneScratch scratch) {
        this.blocks = blocks;
        this.run = blocks * FpLanes.BLOCK;
        this.t = new double[3 * run];
        this.addend = new double[2 * run];
        this.s = new double[5 * run];
        this.scratch = scratch;
    }

    /** {@return X, Y and Z of every point, blocks of each behind each other} */
    double[] points() {
        return t;
    }

    /** {@return x and y of every addend, blocks of each behind each other} */
    double[] addends() {
        return addend;
    }

    /** Every point becomes its addend. */
    void setToAddends() {
        System.arraycopy(addend, 0, t, 0, 2 * run);
        long[] one = new long[FpLimbs.LIMBS];
        FpLimbs.setOne(one, 0);
        for (int i = 0; i < run; i += FpLanes.BLOCK) {
            FpLanes.broadcast(t, 2 * run + i, one, 0);
        }
    }

    /** Doubles: with b = 2Y², d = 2X·b, e = 3X² it is X' = e² − 2d, Y' = e(d − X') − 2b², Z' = 2YZ. */
    void twice() {
        int b = 0;
        int d = run;
        int e = 2 * run;
        int f = 3 * run;
        FpLanes.square(s, b, t, run, blocks, scratch);
        // 1.2·p, quotient 1
        FpSums.multiple(s, b, s, b, 2, blocks);
        FpLanes.mul(s, d, t, 0, s, b, blocks, scratch);
        FpSums.multiple(s, d, s, d, 2, blocks);
        FpLanes.square(s, e, t, 0, blocks, scratch);
        // 1.8·p, quotient 2
        FpSums.multiple(s, e, s, e, 3, blocks);
        FpLanes.square(s, f, s, e, blocks, scratch);
        // 1.6·p, quotient 2
        FpSums.sum(t, 0, s, f, 1, s, d, -2, s, d, 0, blocks);
        FpLanes.mul(s, f, t, run, t, 2 * run, blocks, scratch);
        FpSums.multiple(t, 2 * run, s, f, 2, blocks);
        FpLanes.subLazy(s, d, s, d, t, 0, blocks);
        FpLanes.mul(s, d, s, d, s, e, blocks, scratch);
        FpLanes.square(s, f, s, b, blocks, scratch);
        // 0.7·p + 1.2·p, quotient 2
        FpSums.sum(t, run, s, d, 1, s, f, -2, s, f, 0, blocks);
    }

    /** Adds the addends: with h = x·Z² − X, r = y·Z³ − Y, v = X·h² it is X' = r² − h³ − 2v, Y' = r(v − X') − Y·h³, Z' = Zh. */
    void add() {
        int h = 0;
        int r = run;
        int v = 2 * run;
        int c = 3 * run;
        int f = 4 * run;
        FpLanes.square(s, c, t, 2 * run, blocks, scratch);
        FpLanes.mul(s, h, addend, 0, s, c, blocks, scratch);
        FpLanes.mul(s, c, s, c, t, 2 * run, blocks, scratch);
        FpLanes.mul(s, r, addend, run, s, c, blocks, scratch);
        FpLanes.sub(s, h, s, h, t, 0, blocks);
        FpLanes.sub(s, r, s, r, t, run, blocks);
        FpLanes.mul(t, 2 * run, t, 2 * run, s, h, blocks, scratch);
        FpLanes.reduce(t, 2 * run, t, 2 * run, blocks);
        FpLanes.square(s, c, s, h, blocks, scratch);
        FpLanes.mul(s, v, t, 0, s, c, blocks, scratch);
        FpLanes.mul(s, c, s, c, s, h, blocks, scratch);
        FpLanes.square(s, f, s, r, blocks, scratch);
        // 4·0.63·p, quotient 3, weights 4
        FpSums.sum(t, 0, s, f, 1, s, c, -1, s, v, -2, blocks);
        // v − X': digits within 2^51 + 16 against 2^50, 1.2·p
        FpLanes.subLazy(s, v, s, v, t, 0, blocks);
        FpLanes.mul(s, v, s, v, s, r, blocks, scratch);
        FpLanes.mul(s, c, s, c, t, run, blocks, scratch);
        FpLanes.sub(t, run, s, v, s, c, blocks);
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.FieldKernels;
import io.snark4j.field.FpLimbs;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.FpSums;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/**
 * Multiples of many points by {@link RandomScalars}, a point in each lane: at every digit all double and add. One thread.
 *
 * <p>{@link G1JacobianLanes} does not add equal or opposite points. With 64 digits that happens for no point of order r, as the scalars so far are
 * short; with 128 for a negligible part of the scalars. Whatever ends with Z = 0, infinity too, is done again in scalar code.
 */
final class RandomMultiples {
    private static final int MOST_BLOCKS = 16;

    /** Points that are done together at most. */
    static final int POINTS = MOST_BLOCKS * Lanes.COUNT;

    private static final int AFFINE = G1Jacobian.AFFINE;
    private static final int F = FpLanes.BLOCK;
    private static final int X = 0;

    private final RandomScalars scalars;
    private final int blocks;

    /** Doubles of a run, where y begins; z begins at twice that. */
    private final int run;

    private final int z;

    // x, β·x, y, −y
    private final double[] point;
    private final double[] s;
    private final long[] masks;
    private final long[] rest;
    private final long[] inverses;
    private final long[] inversion;
    private final LaneScratch scratch = new LaneScratch();
    private final G1JacobianLanes lanes;
    private final double[] t;
    private final double[] addend;

    /** With no more blocks than so many scalars fill. */
    RandomMultiples(RandomScalars scalars) {
        this.scalars = scalars;
        this.blocks = Math.clamp(Math.ceilDiv(scalars.size(), Lanes.COUNT), 1, MOST_BLOCKS);
        this.run = blocks * F;
        this.z = 2 * run;
        int points = blocks * Lanes.COUNT;
        this.point = new double[4 * run];
        this.s = new double[2 * run];
        this.masks = new long[blocks];
        this.rest = new long[points * AFFINE];
        this.inverses = new long[points * FpLimbs.LIMBS];
        this.inversion = new long[FieldKernels.inverseScratch(points)];
        this.lanes = new G1JacobianLanes(blocks, scratch);
        this.t = lanes.points();
        this.addend = lanes.addends();
    }

    /** out[i] = s_i·points[i] for {@link #POINTS} indices from {@code first} on, as far as there are scalars. */
    void run(long[] out, long[] points, int first) {
        int count = Math.min(POINTS, scalars.size() - first);
        load(points, first, count);
        select(first, count, scalars.digits() - 1);
        lanes.setToAddends();
        for (int j = scalars.digits() - 2; j >= 0; j--) {
            lanes.twice();
            select(first, count, j);
            lanes.add();
        }
        toAffine(out, points, first, count);
    }

    // Lanes beyond the last point keep what they had.
    private void load(long[] points, int first, int count) {
        System.arraycopy(points, first * AFFINE, rest, 0, count * AFFINE);
        FpLanes.unpack(point, X, rest, 0, AFFINE, blocks);
        FpLanes.unpack(point, z, rest, FpLimbs.LIMBS, AFFINE, blocks);
        FpLanes.reduce(point, X, point, X, blocks);
        FpLanes.reduce(point, z, point, z, blocks);
        FpLanes.neg(point, z + run, point, z, blocks);
        long[] beta = new long[FpLimbs.LIMBS];
        Glv.BETA.write(beta, 0);
        for (int i = 0; i < run; i += F) {
            FpLanes.broadcast(s, i, beta, 0);
        }
        FpLanes.mul(point, run, point, X, s, 0, blocks, scratch);
        FpLanes.reduce(point, run, point, run, blocks);
    }

    // addend = digit j of each scalar times its point
    private void select(int first, int count, int j) {
        Arrays.fill(masks, 0);
        for (int i = 0; i < count; i++) {
            masks[i / Lanes.COUNT] |= scalars.isLambda(first + i, j) << i % Lanes.COUNT;
        }
        FpSums.select(addend, X, point, X, point, run, masks, 0, blocks);
        Arrays.fill(masks, 0);
        for (int i = 0; i < count; i++) {
            masks[i / Lanes.COUNT] |= scalars.isNegative(first + i, j) << i % Lanes.COUNT;
        }
        FpSums.select(addend, run, point, z, point, z + run, masks, 0, blocks);
    }

    // (X/Z², Y/Z³), the inverses by one scalar inversion.
    private void toAffine(long[] out, long[] points, int first, int count) {
        FpLanes.pack(inverses, 0, FpLimbs.LIMBS, t, z, blocks);
        FieldKernels.fp().inverse(inverses, 0, inverses, 0, inversion, 0, blocks * Lanes.COUNT);
        FpLanes.unpack(s, 0, inverses, 0, FpLimbs.LIMBS, blocks);
        FpLanes.reduce(s, 0, s, 0, blocks);
        FpLanes.square(s, run, s, 0, blocks, scratch);
        FpLanes.mul(t, X, t, X, s, run, blocks, scratch);
        FpLanes.mul(s, run, s, run, s, 0, blocks, scratch);
        FpLanes.mul(t, run, t, run, s, run, blocks, scratch);
        FpLanes.pack(rest, 0, AFFINE, t, X, blocks);
        FpLanes.pack(rest, FpLimbs.LIMBS, AFFINE, t, run, blocks);
        for (int i = 0; i < count; i++) {
            if (FpLimbs.isZero(inverses, i * FpLimbs.LIMBS)) {
                scalars.multiply(out, points, first + i);
            } else {
                System.arraycopy(rest, i * AFFINE, out, (first + i) * AFFINE, AFFINE);
            }
        }
    }
}

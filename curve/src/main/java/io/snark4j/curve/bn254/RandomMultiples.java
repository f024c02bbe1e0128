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
    private static final int BLOCKS = 16;

    /** Points that are done together. */
    static final int POINTS = BLOCKS * Lanes.COUNT;

    private static final int AFFINE = G1Jacobian.AFFINE;
    private static final int F = FpLanes.BLOCK;
    private static final int RUN = BLOCKS * F;
    private static final int X = 0;
    private static final int Y = RUN;
    private static final int Z = 2 * RUN;

    private final RandomScalars scalars;

    // x, β·x, y, −y
    private final double[] point = new double[4 * RUN];
    private final double[] s = new double[2 * RUN];
    private final long[] masks = new long[BLOCKS];
    private final long[] rest = new long[POINTS * AFFINE];
    private final long[] inverses = new long[POINTS * FpLimbs.LIMBS];
    private final long[] inversion = new long[FieldKernels.inverseScratch(POINTS)];
    private final LaneScratch scratch = new LaneScratch();
    private final G1JacobianLanes lanes = new G1JacobianLanes(BLOCKS, scratch);
    private final double[] t = lanes.points();
    private final double[] addend = lanes.addends();

    RandomMultiples(RandomScalars scalars) {
        this.scalars = scalars;
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
        FpLanes.unpack(point, X, rest, 0, AFFINE, BLOCKS);
        FpLanes.unpack(point, Z, rest, FpLimbs.LIMBS, AFFINE, BLOCKS);
        FpLanes.reduce(point, X, point, X, BLOCKS);
        FpLanes.reduce(point, Z, point, Z, BLOCKS);
        FpLanes.neg(point, Z + RUN, point, Z, BLOCKS);
        long[] beta = new long[FpLimbs.LIMBS];
        Glv.BETA.write(beta, 0);
        for (int i = 0; i < RUN; i += F) {
            FpLanes.broadcast(s, i, beta, 0);
        }
        FpLanes.mul(point, RUN, point, X, s, 0, BLOCKS, scratch);
        FpLanes.reduce(point, RUN, point, RUN, BLOCKS);
    }

    // addend = digit j of each scalar times its point
    private void select(int first, int count, int j) {
        Arrays.fill(masks, 0);
        for (int i = 0; i < count; i++) {
            masks[i / Lanes.COUNT] |= scalars.isLambda(first + i, j) << i % Lanes.COUNT;
        }
        FpSums.select(addend, X, point, X, point, RUN, masks, 0, BLOCKS);
        Arrays.fill(masks, 0);
        for (int i = 0; i < count; i++) {
            masks[i / Lanes.COUNT] |= scalars.isNegative(first + i, j) << i % Lanes.COUNT;
        }
        FpSums.select(addend, Y, point, Z, point, Z + RUN, masks, 0, BLOCKS);
    }

    // (X/Z², Y/Z³), the inverses by one scalar inversion.
    private void toAffine(long[] out, long[] points, int first, int count) {
        FpLanes.pack(inverses, 0, FpLimbs.LIMBS, t, Z, BLOCKS);
        FieldKernels.fp().inverse(inverses, 0, inverses, 0, inversion, 0, POINTS);
        FpLanes.unpack(s, 0, inverses, 0, FpLimbs.LIMBS, BLOCKS);
        FpLanes.reduce(s, 0, s, 0, BLOCKS);
        FpLanes.square(s, RUN, s, 0, BLOCKS, scratch);
        FpLanes.mul(t, X, t, X, s, RUN, BLOCKS, scratch);
        FpLanes.mul(s, RUN, s, RUN, s, 0, BLOCKS, scratch);
        FpLanes.mul(t, Y, t, Y, s, RUN, BLOCKS, scratch);
        FpLanes.pack(rest, 0, AFFINE, t, X, BLOCKS);
        FpLanes.pack(rest, FpLimbs.LIMBS, AFFINE, t, Y, BLOCKS);
        for (int i = 0; i < count; i++) {
            if (FpLimbs.isZero(inverses, i * FpLimbs.LIMBS)) {
                scalars.multiply(out, points, first + i);
            } else {
                System.arraycopy(rest, i * AFFINE, out, (first + i) * AFFINE, AFFINE);
            }
        }
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.FieldKernels;
import io.snark4j.field.FpLimbs;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.FpSums;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/**
 * Multiples of many points by {@link RandomScalars}, a point in each lane: at every digit all double and add, in Jacobian coordinates. One
 * thread.
 *
 * <p>The addition is incomplete: a sum of equal or opposite points gives Z = 0 for good, as infinity and points off the curve may. With digits
 * 64 long that happens for no point of order r, as the scalars so far are short; with 128 for a negligible part of the scalars. Whatever ends
 * with Z = 0 is done again in scalar code. Ranges: coordinates are balanced; a product of factors within ±α·p and ±β·p is within
 * ±(αβ/2.645 + 0.5)·p, 0.6 for balanced factors; sums name their largest value and quotient.
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
    private final double[] addend = new double[2 * RUN];
    private final double[] t = new double[3 * RUN];
    private final double[] s = new double[6 * RUN];
    private final long[] masks = new long[BLOCKS];
    private final long[] rest = new long[POINTS * AFFINE];
    private final long[] inverses = new long[POINTS * FpLimbs.LIMBS];
    private final long[] inversion = new long[FieldKernels.inverseScratch(POINTS)];
    private final LaneScratch scratch = new LaneScratch();

    RandomMultiples(RandomScalars scalars) {
        this.scalars = scalars;
    }

    /** out[i] = s_i·points[i] for {@link #POINTS} indices from {@code first} on, as far as there are scalars. */
    void run(long[] out, long[] points, int first) {
        int count = Math.min(POINTS, scalars.size() - first);
        load(points, first, count);
        select(first, count, scalars.digits() - 1);
        System.arraycopy(addend, 0, t, 0, 2 * RUN);
        long[] one = new long[FpLimbs.LIMBS];
        FpLimbs.setOne(one, 0);
        for (int i = 0; i < RUN; i += F) {
            FpLanes.broadcast(t, Z + i, one, 0);
        }
        for (int j = scalars.digits() - 2; j >= 0; j--) {
            twice();
            select(first, count, j);
            add();
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

    // With b = 2Y², d = 2X·b, e = 3X²: X' = e² − 2d, Y' = e(d − X') − 2b², Z' = 2YZ.
    private void twice() {
        int b = 0;
        int d = RUN;
        int e = 2 * RUN;
        int f = 3 * RUN;
        FpLanes.square(s, b, t, Y, BLOCKS, scratch);
        // 1.2·p, quotient 1
        FpSums.multiple(s, b, s, b, 2, BLOCKS);
        FpLanes.mul(s, d, t, X, s, b, BLOCKS, scratch);
        FpSums.multiple(s, d, s, d, 2, BLOCKS);
        FpLanes.square(s, e, t, X, BLOCKS, scratch);
        // 1.8·p, quotient 2
        FpSums.multiple(s, e, s, e, 3, BLOCKS);
        FpLanes.square(s, f, s, e, BLOCKS, scratch);
        // 1.6·p, quotient 2
        FpSums.sum(t, X, s, f, 1, s, d, -2, s, d, 0, BLOCKS);
        FpLanes.mul(s, f, t, Y, t, Z, BLOCKS, scratch);
        FpSums.multiple(t, Z, s, f, 2, BLOCKS);
        FpLanes.subLazy(s, d, s, d, t, X, BLOCKS);
        FpLanes.mul(s, d, s, d, s, e, BLOCKS, scratch);
        FpLanes.square(s, f, s, b, BLOCKS, scratch);
        // 0.7·p + 1.2·p, quotient 2
        FpSums.sum(t, Y, s, d, 1, s, f, -2, s, f, 0, BLOCKS);
    }

    // With h = x·Z² − X, r = y·Z³ − Y, v = X·h²: X' = r² − h³ − 2v, Y' = r(v − X') − Y·h³, Z' = Zh.
    private void add() {
        int h = 0;
        int r = RUN;
        int v = 2 * RUN;
        int c = 3 * RUN;
        int f = 4 * RUN;
        FpLanes.square(s, c, t, Z, BLOCKS, scratch);
        FpLanes.mul(s, h, addend, X, s, c, BLOCKS, scratch);
        FpLanes.mul(s, c, s, c, t, Z, BLOCKS, scratch);
        FpLanes.mul(s, r, addend, Y, s, c, BLOCKS, scratch);
        FpLanes.sub(s, h, s, h, t, X, BLOCKS);
        FpLanes.sub(s, r, s, r, t, Y, BLOCKS);
        FpLanes.mul(t, Z, t, Z, s, h, BLOCKS, scratch);
        FpLanes.reduce(t, Z, t, Z, BLOCKS);
        FpLanes.square(s, c, s, h, BLOCKS, scratch);
        FpLanes.mul(s, v, t, X, s, c, BLOCKS, scratch);
        FpLanes.mul(s, c, s, c, s, h, BLOCKS, scratch);
        FpLanes.square(s, f, s, r, BLOCKS, scratch);
        // 4·0.63·p, quotient 3, weights 4
        FpSums.sum(t, X, s, f, 1, s, c, -1, s, v, -2, BLOCKS);
        // v − X': digits within 2^51 + 16 against 2^50, 1.2·p
        FpLanes.subLazy(s, v, s, v, t, X, BLOCKS);
        FpLanes.mul(s, v, s, v, s, r, BLOCKS, scratch);
        FpLanes.mul(s, c, s, c, t, Y, BLOCKS, scratch);
        FpLanes.sub(t, Y, s, v, s, c, BLOCKS);
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

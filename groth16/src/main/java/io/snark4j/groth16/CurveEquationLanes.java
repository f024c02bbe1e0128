package io.snark4j.groth16;

import io.snark4j.field.simd.Fp2Lanes;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;

/**
 * {@link CurveEquation} in lanes: y² − x³ − b for many points at once, and one by one again the few that do not give zero, which are the bad
 * ones and infinity. Not to be loaded without lanes; not thread-safe.
 *
 * <p>Bounds of the difference before its reduction, three terms: in G1, with coordinates in [0, p), y² ≤ 0.88p, x³ ≤ (0.88p·p)/2^255 + 0.5p ≤
 * 0.84p and b &lt; p, so |q| ≤ 3 and 3 + 3 ≤ 7; in G2, with balanced components, y² ≤ 0.7p, x³ ≤ 0.77p and b ≤ 0.5p, so |q| ≤ 2.
 */
final class CurveEquationLanes {
    private static final int BLOCKS = 16;
    /** Points at a time. */
    private static final int POINTS = BLOCKS * Lanes.COUNT;

    private final CurveEquation one = new CurveEquation();
    private final double[] x = new double[BLOCKS * Fp2Lanes.BLOCK];
    private final double[] y = new double[BLOCKS * Fp2Lanes.BLOCK];
    private final double[] cube = new double[BLOCKS * Fp2Lanes.BLOCK];
    private final double[] constants = new double[BLOCKS * Fp2Lanes.BLOCK];
    private final LaneScratch scratch = new LaneScratch();

    /** The first point in [from, to) that is off G1, or −1. */
    int firstOffG1(long[] points, int from, int to) {
        for (int block = 0; block < BLOCKS; block++) {
            FpLanes.broadcast(constants, block * FpLanes.BLOCK, one.g1Constant(), 0);
        }
        int i = from;
        for (; i + POINTS <= to; i += POINTS) {
            int at = i * CurveEquation.G1_LONGS;
            FpLanes.unpack(x, 0, points, at, CurveEquation.G1_LONGS, BLOCKS);
            FpLanes.unpack(y, 0, points, at + CurveEquation.G1_LONGS / 2, CurveEquation.G1_LONGS, BLOCKS);
            FpLanes.square(cube, 0, x, 0, BLOCKS, scratch);
            FpLanes.mul(cube, 0, cube, 0, x, 0, BLOCKS, scratch);
            FpLanes.square(y, 0, y, 0, BLOCKS, scratch);
            FpLanes.subLazy(y, 0, y, 0, cube, 0, BLOCKS);
            FpLanes.subLazy(y, 0, y, 0, constants, 0, BLOCKS);
            FpLanes.reduce(y, 0, y, 0, BLOCKS);
            for (int block = 0; block < BLOCKS; block++) {
                long suspects = FpLanes.zeroLanes(y, block * FpLanes.BLOCK) ^ ((1L << Lanes.COUNT) - 1);
                for (; suspects != 0; suspects &= suspects - 1) {
                    int point = i + block * Lanes.COUNT + Long.numberOfTrailingZeros(suspects);
                    if (!one.isOnG1(points, point * CurveEquation.G1_LONGS)) {
                        return point;
                    }
                }
            }
        }
        return one.firstOffG1(points, i, to);
    }

    /** The first point in [from, to) that is off the twist, or −1. */
    int firstOffG2(long[] points, int from, int to) {
        for (int block = 0; block < BLOCKS; block++) {
            Fp2Lanes.broadcast(constants, block * Fp2Lanes.BLOCK, one.g2Constant(), 0);
        }
        int i = from;
        for (; i + POINTS <= to; i += POINTS) {
            int at = i * CurveEquation.G2_LONGS;
            Fp2Lanes.unpack(x, 0, points, at, CurveEquation.G2_LONGS, BLOCKS);
            Fp2Lanes.unpack(y, 0, points, at + CurveEquation.G2_LONGS / 2, CurveEquation.G2_LONGS, BLOCKS);
            Fp2Lanes.square(cube, 0, x, 0, BLOCKS, scratch);
            Fp2Lanes.mul(cube, 0, cube, 0, x, 0, BLOCKS, scratch);
            Fp2Lanes.square(y, 0, y, 0, BLOCKS, scratch);
            Fp2Lanes.subLazy(y, 0, y, 0, cube, 0, BLOCKS);
            Fp2Lanes.subLazy(y, 0, y, 0, constants, 0, BLOCKS);
            Fp2Lanes.reduce(y, 0, y, 0, BLOCKS);
            for (int block = 0; block < BLOCKS; block++) {
                long suspects = Fp2Lanes.zeroLanes(y, block * Fp2Lanes.BLOCK) ^ ((1L << Lanes.COUNT) - 1);
                for (; suspects != 0; suspects &= suspects - 1) {
                    int point = i + block * Lanes.COUNT + Long.numberOfTrailingZeros(suspects);
                    if (!one.isOnG2(points, point * CurveEquation.G2_LONGS)) {
                        return point;
                    }
                }
            }
        }
        return one.firstOffG2(points, i, to);
    }
}

// Generated from G1LaneExceptions.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.simd.Fp2Lanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a batch of additions that are not chords. Where the sum is known before (an infinite or absent operand, opposite
 * points) the denominator becomes 1, and the sum is put down at the end, over whatever was computed. Where the points are
 * equal the denominator becomes 2y and the numerator 3x². Lanes are given by the offset of their first limb.
 */
final class G2LaneExceptions {
    private static final int LANES = Lanes.COUNT;
    private static final int BLOCK = Fp2Lanes.BLOCK;

    /** Limbs of a coordinate. */
    private static final int LIMBS = BLOCK / LANES;

    private final double[] block = new double[BLOCK];

    // Known sums: in whose x and y, at which lane, and the limbs of x and y.
    private double[][] knownX = new double[16][];
    private double[][] knownY = new double[16][];
    private int[] knownLane = new int[16];
    private double[] known = new double[16 * 2 * LIMBS];
    private int knownCount;

    // Tangents: the staged lane, ascending, and the numerators, packed into blocks.
    private int[] tangentLane = new int[LANES];
    private double[] tangents = new double[BLOCK];
    private int tangentCount;
    private int tangentsPut;

    /** The sum at this lane of x and y will be what is there now. */
    void keep(double[] x, double[] y, int lane, double[] denominators, int staged) {
        know(x, y, lane, x, y, lane);
        setOne(denominators, staged);
    }

    /** Looks for infinite operands in the block at a and the block at b. */
    void findInfinity(double[] x, double[] y, int a, int b, double[] denominators, int staged) {
        long zeroA = Fp2Lanes.firstLimbZeroLanes(x, a) & Fp2Lanes.firstLimbZeroLanes(y, a);
        long zeroB = Fp2Lanes.firstLimbZeroLanes(x, b) & Fp2Lanes.firstLimbZeroLanes(y, b);
        if ((zeroA | zeroB) == 0) {
            return;
        }
        zeroA &= Fp2Lanes.zeroLanes(x, a) & Fp2Lanes.zeroLanes(y, a);
        zeroB &= Fp2Lanes.zeroLanes(x, b) & Fp2Lanes.zeroLanes(y, b);
        for (long left = zeroA | zeroB; left != 0; left &= left - 1) {
            int lane = Long.numberOfTrailingZeros(left);
            int from = (zeroB >>> lane & 1) != 0 ? a : b;
            know(x, y, a + lane, x, y, from + lane);
            setOne(denominators, staged + lane);
        }
    }

    /**
     * Looks for zero denominators, which equal and opposite points have.
     *
     * @return whether there were opposite ones, whose sum is infinity
     */
    boolean findZero(double[] x, double[] y, int a, int b, double[] denominators, int staged) {
        Fp2Lanes.reduce(block, 0, denominators, staged, 1);
        long zero = Fp2Lanes.zeroLanes(block, 0);
        if (zero == 0) {
            return false;
        }
        Fp2Lanes.sub(block, 0, y, b, y, a, 1);
        // Points of order two are not on this curve; where they are given all the same, they are opposite too.
        long equal = zero & Fp2Lanes.zeroLanes(block, 0) & ~Fp2Lanes.zeroLanes(y, a);
        for (long left = zero & ~equal; left != 0; left &= left - 1) {
            int lane = Long.numberOfTrailingZeros(left);
            know(x, y, a + lane, null, null, 0);
            setOne(denominators, staged + lane);
        }
        if (equal != 0) {
            Fp2Lanes.add(block, 0, y, a, y, a, 1);
            for (long left = equal; left != 0; left &= left - 1) {
                int lane = Long.numberOfTrailingZeros(left);
                addTangent(x, a + lane, staged + lane);
                copy(denominators, staged + lane, block, lane);
            }
        }
        return zero != equal;
    }

    /** To be called when all zeros are found: turns x into 3x². */
    void finishTangents(LaneScratch scratch) {
        int blocks = (tangentCount + LANES - 1) / LANES;
        Fp2Lanes.square(tangents, 0, tangents, 0, blocks, scratch);
        // x² is below 1/2.645 + 0.5 < 0.88, three times that below 2.64 of three terms.
        for (int i = 0; i < blocks; i++) {
            int at = i * BLOCK;
            Fp2Lanes.addLazy(block, 0, tangents, at, tangents, at, 1);
            Fp2Lanes.add(tangents, at, tangents, at, block, 0, 1);
        }
    }

    /** Puts the numerators of the lanes staged in [first, end) into a piece that begins at first; pieces follow each other. */
    void putTangents(double[] numerators, int first, int end) {
        while (tangentsPut < tangentCount && tangentLane[tangentsPut] < end) {
            int from = tangentsPut / LANES * BLOCK + tangentsPut % LANES;
            copy(numerators, tangentLane[tangentsPut] - first, tangents, from);
            tangentsPut++;
        }
    }

    /** Puts the known sums down and forgets the batch. */
    void restore() {
        for (int i = 0; i < knownCount; i++) {
            int at = 2 * LIMBS * i;
            for (int k = 0; k < LIMBS; k++) {
                knownX[i][knownLane[i] + k * LANES] = known[at + k];
                knownY[i][knownLane[i] + k * LANES] = known[at + LIMBS + k];
            }
        }
        Arrays.fill(knownX, 0, knownCount, null);
        Arrays.fill(knownY, 0, knownCount, null);
        knownCount = 0;
        tangentCount = 0;
        tangentsPut = 0;
    }

    /** Overwrites the coordinates of points. */
    void clear() {
        Arrays.fill(known, 0.0);
        Arrays.fill(tangents, 0.0);
        Arrays.fill(block, 0.0);
    }

    private void know(
            double[] x, double[] y, int lane, double @Nullable [] fromX, double @Nullable [] fromY, int from) {
        if (knownCount == knownLane.length) {
            knownX = Arrays.copyOf(knownX, 2 * knownCount);
            knownY = Arrays.copyOf(knownY, 2 * knownCount);
            knownLane = Arrays.copyOf(knownLane, 2 * knownCount);
            known = Arrays.copyOf(known, 2 * known.length);
        }
        knownX[knownCount] = x;
        knownY[knownCount] = y;
        knownLane[knownCount] = lane;
        int at = 2 * LIMBS * knownCount++;
        for (int k = 0; k < LIMBS; k++) {
            known[at + k] = fromX == null ? 0 : fromX[from + k * LANES];
            known[at + LIMBS + k] = fromY == null ? 0 : fromY[from + k * LANES];
        }
    }

    private void addTangent(double[] x, int lane, int staged) {
        if (tangentCount == tangentLane.length) {
            tangentLane = Arrays.copyOf(tangentLane, 2 * tangentCount);
            tangents = Arrays.copyOf(tangents, 2 * tangents.length);
        }
        tangentLane[tangentCount] = staged;
        copy(tangents, tangentCount / LANES * BLOCK + tangentCount % LANES, x, lane);
        tangentCount++;
    }

    private static void setOne(double[] blocks, int lane) {
        blocks[lane] = 1;
        for (int k = 1; k < LIMBS; k++) {
            blocks[lane + k * LANES] = 0;
        }
    }

    private static void copy(double[] to, int toLane, double[] from, int fromLane) {
        for (int k = 0; k < LIMBS; k++) {
            to[toLane + k * LANES] = from[fromLane + k * LANES];
        }
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.FpLimbs;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/**
 * Inverses in Fp of all lanes of many blocks, by a tree of products lane by lane, whose root alone is inverted, by scalar code (Montgomery's
 * trick): three products an element. One thread at a time; nothing allocates after construction.
 *
 * <p>Values are within ±2·p, digits within ±2^51, so that two may be multiplied.
 */
final class LaneInverses {
    private static final int LANES = Lanes.COUNT;
    private static final int BLOCK = FpLanes.BLOCK;
    private static final int LIMBS = FpLimbs.LIMBS;

    private static final int ELEMENTS = 0;
    private static final int PREFIXES = LANES * LIMBS;
    private static final int INVERSE = 2 * LANES * LIMBS;

    /** Values, then products of two, of four, ...; later each value's inverse. */
    private final double[] tree;

    private final int[] levelStart = new int[Integer.SIZE];
    private final int[] levelSize = new int[Integer.SIZE];
    private int levels;
    private final long[] s = new long[INVERSE + LIMBS];
    private final LaneScratch scratch;

    /** Room for so many blocks. */
    LaneInverses(int capacity, LaneScratch scratch) {
        // Room for every level: halves rounded up.
        this.tree = new double[(2 * capacity + Integer.SIZE) * BLOCK];
        this.scratch = scratch;
    }

    /**
     * Where values go, block after block from 0. The inverses of n values, as products, come back in it, the first n/2 (rounded down) in the
     * places of the next n/2 and those in theirs.
     */
    double[] values() {
        return tree;
    }

    /** Inverts the first blocks; false, and they are as they were, if a lane is zero. */
    boolean invert(int blocks) {
        multiplyUp(blocks);
        if (!invertRoot()) {
            return false;
        }
        multiplyDown();
        return true;
    }

    /** Overwrites what was computed. */
    void clear() {
        Arrays.fill(tree, 0.0);
        Arrays.fill(s, 0L);
    }

    // Values of 2·p give 2^2/2.645 + 0.5 < 2.02 at the first level; x in (−0.5, 1) makes them 1.5, then 1.36, 1.2, ...
    private void multiplyUp(int blocks) {
        int level = 0;
        int start = 0;
        int size = blocks;
        levelStart[0] = 0;
        levelSize[0] = size;
        while (size > 1) {
            int half = size / 2;
            int next = start + size;
            FpLanes.mul(tree, next * BLOCK, tree, start * BLOCK, tree, (start + half) * BLOCK, half, scratch);
            if ((size & 1) != 0) {
                System.arraycopy(tree, (start + 2 * half) * BLOCK, tree, (next + half) * BLOCK, BLOCK);
            }
            start = next;
            size = half + (size & 1);
            level++;
            levelStart[level] = start;
            levelSize[level] = size;
        }
        levels = level;
    }

    // False if a lane is zero. The inverses are in [0, 1).
    private boolean invertRoot() {
        int root = levelStart[levels] * BLOCK;
        FpLanes.pack(s, ELEMENTS, LIMBS, tree, root, 1);
        for (int lane = 0; lane < LANES; lane++) {
            int element = ELEMENTS + lane * LIMBS;
            int prefix = PREFIXES + lane * LIMBS;
            if (FpLimbs.isZero(s, element)) {
                return false;
            }
            if (lane == 0) {
                FpLimbs.copy(s, prefix, s, element);
            } else {
                FpLimbs.mul(s, prefix, s, prefix - LIMBS, s, element);
            }
        }
        FpLimbs.inverse(s, INVERSE, s, PREFIXES + (LANES - 1) * LIMBS);
        for (int lane = LANES - 1; lane > 0; lane--) {
            int prefix = PREFIXES + lane * LIMBS;
            FpLimbs.mul(s, prefix, s, INVERSE, s, prefix - LIMBS);
            FpLimbs.mul(s, INVERSE, s, INVERSE, s, ELEMENTS + lane * LIMBS);
        }
        FpLimbs.copy(s, PREFIXES, s, INVERSE);
        FpLanes.unpack(tree, root, s, PREFIXES, LIMBS, 1);
        return true;
    }

    // An inverse times the one factor of its product is the inverse of the other, which is put into the place of the
    // one: nothing is copied, and at every level the inverses of the two halves have changed places.
    // 1·1.5/2.645 + 0.5 < 1.07, and 1.07·1.5/2.645 + 0.5 < 1.11, where it stays.
    private void multiplyDown() {
        for (int level = levels - 1; level >= 0; level--) {
            int half = levelSize[level] / 2;
            int parents = levelSize[level + 1];
            int swapped = level + 1 == levels ? 0 : parents / 2;
            multiplyPairs(level, 0, Math.min(swapped, half), swapped);
            multiplyPairs(level, swapped, Math.min(2 * swapped, half), -swapped);
            multiplyPairs(level, 2 * swapped, half, 0);
            if ((levelSize[level] & 1) != 0) {
                int parent = half < swapped ? half + swapped : (half < 2 * swapped ? half - swapped : half);
                System.arraycopy(
                        tree,
                        (levelStart[level + 1] + parent) * BLOCK,
                        tree,
                        (levelStart[level] + 2 * half) * BLOCK,
                        BLOCK);
            }
        }
    }

    // The pairs [from, to) of a level; the inverse of pair i's product is the parent i + shift.
    private void multiplyPairs(int level, int from, int to, int shift) {
        if (from >= to) {
            return;
        }
        int a = (levelStart[level] + from) * BLOCK;
        int b = a + levelSize[level] / 2 * BLOCK;
        int parent = (levelStart[level + 1] + from + shift) * BLOCK;
        FpLanes.mul(tree, a, tree, parent, tree, a, to - from, scratch);
        FpLanes.mul(tree, b, tree, parent, tree, b, to - from, scratch);
    }
}

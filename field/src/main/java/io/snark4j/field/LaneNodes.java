package io.snark4j.field;

import io.snark4j.field.simd.FrButterflies;
import io.snark4j.field.simd.FrLanes;
import io.snark4j.field.simd.LaneScratch;

/**
 * Transforms of 2^logSize rows of 2^logWidth blocks in one thread's buffer, each column of blocks for itself: the nodes of {@link Twiddles}
 * again, {@link NttDomain} having them over single elements. Two layers at a time while a node exceeds the nearest cache.
 */
final class LaneNodes {
    /** Nodes of this many bytes and less are transformed layer after layer, larger ones depth first. */
    private static final int LEAF_BYTES = 20 << 10;

    private static final int BLOCK = FrLanes.BLOCK;
    private static final int LOG_LEAF = 31 - Integer.numberOfLeadingZeros(LEAF_BYTES / (Double.BYTES * BLOCK));

    private final double[] blocks;
    private final LaneScratch scratch;
    private final int logSize;
    private final int logWidth;
    private final double[] forwardTwiddles;
    private final double[] inverseTwiddles;

    /** @param logTwiddles the nodes have indices below 2^logTwiddles */
    LaneNodes(double[] blocks, LaneScratch scratch, int logSize, int logWidth, int logTwiddles) {
        this.blocks = blocks;
        this.scratch = scratch;
        this.logSize = logSize;
        this.logWidth = logWidth;
        forwardTwiddles = LaneTwiddles.forward(logTwiddles);
        inverseTwiddles = LaneTwiddles.inverse(logTwiddles);
    }

    /** From node 0, on H, or 1, on the coset. Digits within 2^50 + 16 and values within r, to balanced ones. */
    void forward(int node) {
        forward(0, 0, node);
    }

    /** Undoes {@link #forward} but for a factor of 2^logSize; the same ranges. */
    void inverse(int node) {
        inverse(0, 0, node);
    }

    private boolean isLeaf(int depth) {
        return logSize - depth + logWidth <= LOG_LEAF || logSize - depth <= 2;
    }

    private void forward(int at, int depth, int node) {
        if (isLeaf(depth)) {
            for (int d = depth; d < logSize; d++) {
                forwardLayer(at, d, node << (d - depth), 1 << (d - depth));
            }
            return;
        }
        forwardLayer(at, depth, node, 1);
        forwardLayer(at, depth + 1, 2 * node, 2);
        for (int i = 0; i < 4; i++) {
            forward(at + i * quarter(depth), depth + 2, 4 * node + i);
        }
    }

    private void inverse(int at, int depth, int node) {
        if (isLeaf(depth)) {
            for (int d = logSize - 1; d >= depth; d--) {
                inverseLayer(at, d, node << (d - depth), 1 << (d - depth));
            }
            return;
        }
        for (int i = 0; i < 4; i++) {
            inverse(at + i * quarter(depth), depth + 2, 4 * node + i);
        }
        inverseLayer(at, depth + 1, 2 * node, 2);
        inverseLayer(at, depth, node, 1);
    }

    private int quarter(int depth) {
        return BLOCK << (logSize - depth - 2 + logWidth);
    }

    private void forwardLayer(int at, int depth, int first, int nodes) {
        boolean reduced = isForwardReduced(depth, logSize);
        int logRun = logSize - depth - 1 + logWidth;
        int ones = ones(at, logRun, first, reduced);
        int from = at + ones * (BLOCK << (logRun + 1));
        int count = (nodes - ones) << logRun;
        int w = FrButterflies.TWIDDLE * (first + ones);
        if (reduced) {
            FrButterflies.forwardReduced(blocks, from, logRun, count, forwardTwiddles, w, scratch);
        } else {
            FrButterflies.forward(blocks, from, logRun, count, forwardTwiddles, w, scratch);
        }
    }

    private void inverseLayer(int at, int depth, int first, int nodes) {
        boolean reduced = isInverseReduced(depth);
        int logRun = logSize - depth - 1 + logWidth;
        int ones = ones(at, logRun, first, reduced);
        int from = at + ones * (BLOCK << (logRun + 1));
        int count = (nodes - ones) << logRun;
        int w = FrButterflies.TWIDDLE * (first + ones);
        if (reduced) {
            FrButterflies.inverseReduced(blocks, from, logRun, count, inverseTwiddles, w, scratch);
        } else {
            FrButterflies.inverse(blocks, from, logRun, count, inverseTwiddles, w, scratch);
        }
    }

    // Node 0 has the twiddle 1. Returns how many nodes that was.
    private int ones(int at, int logRun, int first, boolean reduced) {
        if (first > 0) {
            return 0;
        }
        if (reduced) {
            FrButterflies.sumAndDifferenceReduced(blocks, at, logRun, 1 << logRun);
        } else {
            FrButterflies.sumAndDifference(blocks, at, logRun, 1 << logRun);
        }
        return 1;
    }

    /** Every other layer reduces, forward the odd ones and the last, so that every input of a product and a reduction is in its range. */
    static boolean isForwardReduced(int depth, int logSize) {
        return depth % 2 == 1 || depth == logSize - 1;
    }

    /** Inverse, where layers run down to depth 0, the even ones: the last among them. */
    static boolean isInverseReduced(int depth) {
        return depth % 2 == 0;
    }
}

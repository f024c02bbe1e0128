package io.snark4j.field.simd;

import java.util.Arrays;

/**
 * What the kernels of one thread keep between their phases: small enough to stay in the nearest cache. Not thread-safe. Holds what was last
 * computed, so whoever worked on secrets calls {@link #clear}.
 */
public final class LaneScratch {
    /** Blocks that one phase takes before the next begins. */
    static final int CHUNK = 16;

    /** Sums of 10 columns a product, limb-major: 10·COUNT longs a block. */
    final long[] columns = new long[10 * Lanes.COUNT * CHUNK];

    /** Five vectors that are written and never read: see FpLanes.product. */
    final double[] fence = new double[5 * Lanes.COUNT];

    /** Fresh buffers, about 10 KB. */
    public LaneScratch() {}

    /** Overwrites everything with zeros. */
    public void clear() {
        Arrays.fill(columns, 0);
        Arrays.fill(fence, 0);
    }
}

// Generated from G1FixedBase.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.FieldKernels;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many multiples of one point of G2, as setups need them. A table holds the odd multiples (2k + 1)·2^(c·i)·base; blocks of scalars then go
 * through the windows in step, with batched affine additions, in lanes where there are any, so that the result is affine at
 * once. Immutable, thread-safe. Vartime: it leaks through time what the scalars are, to whoever can measure that.
 */
public final class G2FixedBase {
    private static final int LIMBS = OddDigits.LIMBS;
    private static final int DEFAULT_WIDTH = 8;
    private static final int MAXIMUM_WIDTH = 14;

    /** Scalars at a time, one inversion a window. */
    static final int BLOCK = 1024;

    /** Fewer are not worth another thread. */
    private static final int SECTION = 256;

    private final G2FixedBaseTable table;

    private G2FixedBase(G2Affine base, int width) {
        table = new G2FixedBaseTable(base, new OddDigits(width));
    }

    /**
     * A table of moderate size (512 kB), built in some milliseconds.
     *
     * @param base a point of order r, or infinity
     * @return the table
     */
    public static G2FixedBase of(G2Affine base) {
        return new G2FixedBase(base, DEFAULT_WIDTH);
    }

    /**
     * A table whose size suits the number of scalars to come.
     *
     * @param base a point of order r, or infinity
     * @param expectedScalars how many multiples will be asked for in all
     * @return the table
     */
    public static G2FixedBase of(G2Affine base, long expectedScalars) {
        int best = 2;
        long least = Long.MAX_VALUE;
        for (int width = 2; width <= MAXIMUM_WIDTH; width++) {
            long cost = OddDigits.windows(width) * (expectedScalars + (1L << (width - 1)));
            if (cost < least) {
                least = cost;
                best = width;
            }
        }
        return new G2FixedBase(base, best);
    }

    /**
     * scalars[i]·base for every i.
     *
     * @param scalars any
     * @param work threads, progress and cancellation (per block of 1,024)
     * @return as many points
     */
    public G2Points mul(FrVector scalars, Work work) {
        G2Points products = new G2Points(scalars.size());
        AtomicInteger done = new AtomicInteger();
        work.forEachRange(scalars.size(), SECTION, (from, to) -> {
            int[] indices = new int[BLOCK];
            long[] prepared = new long[BLOCK * LIMBS];
            Sums sums = Lanes.COUNT > 0 ? new G2FixedBaseLanes(table) : new G2FixedBaseScalar(table);
            try {
                for (int first = from; first < to; first += BLOCK) {
                    work.check();
                    int n = Math.min(BLOCK, to - first);
                    int count = prepare(scalars, first, n, indices, prepared);
                    sums.sum(products.limbs(), indices, prepared, count);
                    work.progress().report("G2 fixed base", done.addAndGet(n), scalars.size());
                }
            } finally {
                // Scalars of a setup are powers of its toxic waste.
                Arrays.fill(prepared, 0);
                sums.clear();
            }
        });
        return products;
    }

    /** One thread's way to sum up multiples from the table, for a block of scalars at a time. */
    sealed interface Sums permits G2FixedBaseLanes, G2FixedBaseScalar {
        /** out[indices[i]] = the multiple that the prepared scalar i asks for, for i in [0, count). */
        void sum(long[] out, int[] indices, long[] prepared, int count);

        /** Overwrites what tells of scalars. */
        void clear();
    }

    // The nonzero ones, and where they stand; multiples by zero are infinity already.
    private static int prepare(FrVector scalars, int first, int n, int[] indices, long[] prepared) {
        FieldKernels.fr().toPlain(prepared, 0, scalars.limbs(), first * LIMBS, n);
        int count = 0;
        for (int i = 0; i < n; i++) {
            int at = i * LIMBS;
            if ((prepared[at] | prepared[at + 1] | prepared[at + 2] | prepared[at + 3]) == 0) {
                continue;
            }
            System.arraycopy(prepared, at, prepared, count * LIMBS, LIMBS);
            OddDigits.prepare(prepared, count * LIMBS);
            indices[count++] = first + i;
        }
        return count;
    }
}

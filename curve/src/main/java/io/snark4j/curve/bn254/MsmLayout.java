package io.snark4j.curve.bn254;

/**
 * How a sum in lanes is divided: the width of the windows, and into which tasks they go. A task is a group of windows where those
 * are small, else a window, or one of equal parts of a window's buckets where the threads are many. Each part yields the sums of its
 * buckets by bit of their number within the part, and the sum of all: {@link #outputs} points.
 *
 * @param width of the windows
 * @param windows of the longest scalar
 * @param group windows a task; 1 if they are parted
 * @param parts of a window, a power of two
 * @param unitTasks tasks that the scalars ±1 make
 */
record MsmLayout(int width, int windows, int group, int parts, int unitTasks) {
    private static final int MINIMUM_WIDTH = 5;
    private static final int MAXIMUM_WIDTH = 18;

    /** Entries that a task may sort at once: windows of fewer are taken together, so that additions come in large batches. */
    private static final int GROUP = 1 << 17;

    /** Tasks a thread that even the threads' shares out. */
    private static final int TASKS = 4;

    /** An entry's addition with its fetching, against that of two buckets. */
    private static final double ENTRY = 1.2;

    /** Scalars ±1 a task at least. */
    private static final int UNITS = 1 << 13;

    /** For so many terms whose scalars are as long as those of {@code scalars} are. */
    static MsmLayout of(MsmScalars scalars, int terms, int units, int threads) {
        int width = cheapestWidth(scalars, terms);
        int windows = SignedDigits.windows(width, scalars.bits());
        int wanted = TASKS * threads;
        int group = Math.clamp(Math.min(GROUP / Math.max(terms, 1), windows / wanted), 1, windows);
        // Equal groups, as far as that goes.
        int groups = Math.ceilDiv(windows, group);
        group = Math.ceilDiv(windows, groups);
        int parts = 1;
        while (groups * parts < wanted && group == 1 && 1 << (width - 1) > 128 * parts) {
            parts *= 2;
        }
        int unitTasks = units == 0 ? 0 : Math.clamp(units / UNITS, 1, wanted);
        return new MsmLayout(width, windows, group, parts, unitTasks);
    }

    /** Buckets of a part. */
    int buckets() {
        return 1 << bucketBits();
    }

    private int bucketBits() {
        return width - 1 - Integer.numberOfTrailingZeros(parts);
    }

    /** Points that a part yields: by bit, and in all. */
    int outputs() {
        return bucketBits() + 1;
    }

    /** Tasks for windows. */
    int windowTasks() {
        return parts > 1 ? windows * parts : Math.ceilDiv(windows, group);
    }

    /** All tasks. */
    int tasks() {
        return windowTasks() + unitTasks;
    }

    /** Where the outputs of a part of a window begin. */
    int output(int window, int part) {
        return (window * parts + part) * outputs();
    }

    /** Where the output of a task for scalars ±1 lies. */
    int unitOutput(int task) {
        return output(windows, 0) + task;
    }

    /** Outputs in all. */
    int allOutputs() {
        return unitOutput(unitTasks);
    }

    // Additions: as many as entries less those that are first in their bucket, then two a bucket.
    private static int cheapestWidth(MsmScalars scalars, int terms) {
        double share = (double) terms / Math.max(scalars.count(), 1);
        int best = MINIMUM_WIDTH;
        double least = Double.MAX_VALUE;
        for (int width = MINIMUM_WIDTH; width <= MAXIMUM_WIDTH; width++) {
            double buckets = 1 << (width - 1);
            double cost = 0;
            for (int w = 0; w < SignedDigits.windows(width, scalars.bits()); w++) {
                double entries = share * scalars.countOfBits(w * width);
                cost += ENTRY * entries + (1 + Math.exp(-entries / buckets)) * buckets;
            }
            if (cost < least) {
                least = cost;
                best = width;
            }
        }
        return best;
    }
}

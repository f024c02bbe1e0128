package io.snark4j.curve.bn254;

import java.util.Arrays;

/**
 * Sums of many lists of affine points at once. Entries are taken in chunks of neighbouring lists; in a chunk every list is
 * halved round by round with batched affine additions, so that a tall list costs rounds, not conflicts: one list with every
 * point is as cheap as many short ones. Scratch is constant (about 220 kB), owned by the object; one thread at a time.
 */
final class G1BucketSums {
    private static final int AFFINE = G1Jacobian.AFFINE;
    private static final int CHUNK = 2048;

    private final G1BatchAdder adder = new G1BatchAdder(CHUNK, CHUNK / 2);
    private final int[] runStart = new int[CHUNK + 1];
    private final int[] runBucket = new int[CHUNK];
    private int runs;
    private int slots;

    /**
     * out[b] = Σ of the points named by entries[starts[b] .. starts[b + 1]), affine, for b in [0, buckets).
     *
     * @param entries 2 · index of a point in {@code from}, plus 1 to subtract it
     */
    void sum(long[] out, long[] from, int[] entries, int[] starts, int buckets) {
        Arrays.fill(out, 0, buckets * AFFINE, 0L);
        int bucket = 0;
        int position = starts[0];
        while (bucket < buckets) {
            runs = 0;
            slots = 0;
            boolean cut = position != starts[bucket];
            while (bucket < buckets && slots < CHUNK) {
                int end = starts[bucket + 1];
                if (position < end) {
                    position = load(bucket, cut, out, from, entries, position, end);
                    cut = false;
                }
                if (position < end) {
                    break;
                }
                bucket++;
            }
            reduce();
            for (int i = 0; i < runs; i++) {
                adder.store(runStart[i], out, runBucket[i] * AFFINE);
            }
        }
    }

    // Opens a run with what was summed of a cut bucket, then its next entries.
    // Returns the position of the first that was not taken.
    private int load(int bucket, boolean cut, long[] out, long[] from, int[] entries, int position, int end) {
        runStart[runs] = slots;
        runBucket[runs++] = bucket;
        if (cut) {
            adder.load(slots++, out, bucket * AFFINE, false);
        }
        int stop = Math.min(end, position + CHUNK - slots);
        for (int i = position; i < stop; i++) {
            int entry = entries[i];
            adder.load(slots++, from, (entry >>> 1) * AFFINE, (entry & 1) != 0);
        }
        runStart[runs] = slots;
        return stop;
    }

    private void reduce() {
        boolean more = true;
        for (int stride = 1; more; stride *= 2) {
            more = false;
            for (int i = 0; i < runs; i++) {
                int end = runStart[i + 1];
                for (int a = runStart[i]; a + stride < end; a += 2 * stride) {
                    adder.pair(a, a + stride);
                    more = true;
                }
            }
            adder.run();
        }
    }
}

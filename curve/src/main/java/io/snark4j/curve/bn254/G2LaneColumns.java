// Generated from G1LaneColumns.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.simd.Fp2Lanes;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/**
 * Some neighbouring buckets being summed. Buckets are columns, the tallest first, and their points are rows: row r holds the r-th
 * point of every bucket that has one. In round k row (2i + 1)·2^k is added to row 2i·2^k, which needs no permutation: rows are
 * blocks of lanes, and only the last block of a row lacks lanes. Every point is fetched once. A bucket of more than {@link #ROWS}
 * points is cut into several columns. Scratch is owned by the object; one thread at a time.
 */
final class G2LaneColumns {
    /** Entries at a time. */
    static final int CAPACITY = 4096;

    /** Buckets at a time. */
    static final int COLUMNS = 2048;

    /** Points of a column. */
    static final int ROWS = 64;

    /** Rounds of a full column, so that in step no more of these can be in use than that and one being loaded. */
    static final int ROUNDS = 6;

    private static final int LANES = Lanes.COUNT;
    private static final int BLOCK = Fp2Lanes.BLOCK;
    private static final int FIELD = G2Jacobian.FIELD;
    private static final int AFFINE = G2Jacobian.AFFINE;

    /** Blocks that are fetched at a time: 32 KB of points. */
    private static final int FETCH = 4096 / AFFINE / LANES;

    /** Longs of a cache line. */
    private static final int LINE = 8;

    private static final int BLOCKS = CAPACITY / LANES + ROWS;

    private final double[] x = new double[BLOCKS * BLOCK];
    private final double[] y = new double[BLOCKS * BLOCK];
    private final int[] slots = new int[BLOCKS * LANES];

    /** Points of each bucket, and how many of them were placed. */
    private final int[] heights = new int[COLUMNS];

    private final int[] placed = new int[COLUMNS];

    /** The first column of each bucket, and where in its rows each column is. */
    private final int[] firstColumn = new int[COLUMNS + 1];

    private final int[] place = new int[COLUMNS + CAPACITY / ROWS];

    private final int[] rowLength = new int[ROWS];
    private final int[] rowStart = new int[ROWS + 1];
    private int buckets;
    private int rows;
    private int step;
    private boolean whole;

    /** Of no meaning: it keeps loads from being dropped. */
    @SuppressWarnings("unused")
    private long touched;

    private boolean mayBeInfinite;

    /**
     * Fetches the points of entries [from, to).
     *
     * @param part the part that the first entry is in; its first bucket is bucket 0 here
     * @param buckets how many there are
     * @return whether no bucket was cut
     */
    boolean load(long[] points, BucketEntries entries, int from, int to, int part, int buckets) {
        this.buckets = buckets;
        mayBeInfinite = false;
        step = 1;
        measure(entries, from, to, part);
        arrange();
        place(entries, from, to, part);
        fetch(points);
        return whole;
    }

    /** Schedules the next round. */
    void schedule(G2LaneAdder adder) {
        for (int r = 0; r + step < rows; r += 2 * step) {
            int n = rowLength[r + step];
            int blocks = Math.ceilDiv(n, LANES);
            adder.add(x, y, rowStart[r], rowStart[r + step], blocks, n - (blocks - 1) * LANES, mayBeInfinite);
        }
        step *= 2;
    }

    /** Whether every column is a single point. */
    boolean isDone() {
        return step >= rows;
    }

    /** To be told when a sum may have been infinity. */
    void expectInfinity() {
        mayBeInfinite = true;
    }

    /** Puts the sums down; no bucket was cut. */
    void store(G2LaneBuckets to, int firstBucket) {
        for (int b = 0; b < buckets; b++) {
            if (heights[b] == 0) {
                to.setInfinity(firstBucket + b);
            } else {
                to.set(firstBucket + b, x, y, place[firstColumn[b]]);
            }
        }
        if (mayBeInfinite) {
            to.expectInfinity();
        }
    }

    /** Appends the columns' sums to a list, but for those that are infinity. */
    void store(G2LaneList list) {
        list.take(x, y, firstColumn[buckets]);
        for (int b = 0; b < buckets; b++) {
            for (int column = firstColumn[b]; column < firstColumn[b + 1]; column++) {
                list.append(b, place[column]);
            }
        }
    }

    /** Overwrites what tells digits of scalars. */
    void clear() {
        Arrays.fill(slots, 0);
        Arrays.fill(heights, 0);
        Arrays.fill(place, 0);
    }

    private void measure(BucketEntries entries, int from, int to, int firstPart) {
        Arrays.fill(heights, 0, buckets, 0);
        int[] all = entries.entries();
        int down = entries.indexBits() + 1;
        int i = from;
        for (int part = firstPart; i < to; part++) {
            int base = (part - firstPart) << entries.columnBits();
            for (int end = Math.min(to, entries.start(part + 1)); i < end; i++) {
                heights[base + (all[i] >>> down)]++;
            }
        }
    }

    // Columns in the order of their height, by counting; the lengths of rows follow from that.
    private void arrange() {
        Arrays.fill(rowLength, 0);
        int columns = 0;
        whole = true;
        for (int b = 0; b < buckets; b++) {
            firstColumn[b] = columns;
            int height = heights[b];
            int full = Math.max(0, height - 1) / ROWS;
            whole &= full == 0;
            rowLength[ROWS - 1] += full;
            columns += full;
            if (height > 0) {
                rowLength[height - full * ROWS - 1]++;
                columns++;
            }
        }
        firstColumn[buckets] = columns;
        int[] next = rowStart;
        int longer = 0;
        for (int r = ROWS - 1; r >= 0; r--) {
            next[r] = longer;
            longer += rowLength[r];
            rowLength[r] = longer;
        }
        for (int b = 0; b < buckets; b++) {
            int height = heights[b];
            for (int column = firstColumn[b]; column < firstColumn[b + 1]; column++) {
                int part = Math.min(height, ROWS);
                place[column] = next[part - 1]++;
                height -= part;
            }
        }
        int block = 0;
        rows = 0;
        while (rows < ROWS && rowLength[rows] > 0) {
            rowStart[rows] = block;
            block += Math.ceilDiv(rowLength[rows++], LANES);
        }
        rowStart[rows] = block;
    }

    private void place(BucketEntries entries, int from, int to, int firstPart) {
        Arrays.fill(placed, 0, buckets, 0);
        int[] all = entries.entries();
        int down = entries.indexBits() + 1;
        int mask = (2 << entries.indexBits()) - 1;
        int i = from;
        for (int part = firstPart; i < to; part++) {
            int base = (part - firstPart) << entries.columnBits();
            for (int end = Math.min(to, entries.start(part + 1)); i < end; i++) {
                int bucket = base + (all[i] >>> down);
                int k = placed[bucket]++;
                slots[rowStart[k % ROWS] * LANES + place[firstColumn[bucket] + k / ROWS]] = all[i] & mask;
            }
        }
        // Absent lanes hold some point, whose sums are not kept.
        for (int r = 0; r < rows; r++) {
            Arrays.fill(slots, rowStart[r] * LANES + rowLength[r], rowStart[r + 1] * LANES, all[from] & mask);
        }
    }

    // First every cache line is touched, in a loop so short that many are under way at once; then the points are near.
    private void fetch(long[] points) {
        int blocks = rowStart[rows];
        for (int first = 0; first < blocks; first += FETCH) {
            int n = Math.min(FETCH, blocks - first);
            touch(points, first * LANES, n * LANES);
            Fp2Lanes.gather(x, first * BLOCK, points, 0, AFFINE, slots, first * LANES, n);
            Fp2Lanes.gatherSigned(y, first * BLOCK, points, FIELD, AFFINE, slots, first * LANES, n);
        }
    }

    private void touch(long[] points, int from, int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            int at = (slots[from + i] >>> 1) * AFFINE;
            for (int k = 0; k < AFFINE; k += LINE) {
                sum += points[at + k];
            }
            sum += points[at + AFFINE - 1];
        }
        touched = sum;
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/** Points that stand for parts of buckets which were too tall, to be summed once more; infinity is left out. Grows and is kept. */
final class G1LaneList {
    private static final int FIELD = G1Jacobian.FIELD;
    private static final int AFFINE = G1Jacobian.AFFINE;

    private final BucketEntries entries = new BucketEntries();
    private final long[] packed = new long[(G1LaneColumns.COLUMNS + G1LaneColumns.ROWS + Lanes.COUNT) * AFFINE];
    private long[] points = {};

    /** Begins a list for so many buckets. */
    void begin(int buckets) {
        int columnBits = Integer.SIZE - Integer.numberOfLeadingZeros(buckets - 1);
        entries.begin(columnBits, Math.min(Integer.SIZE - 2, Integer.SIZE - 1 - columnBits));
    }

    /** Takes the first points of x and y, for {@link #append}. */
    void take(double[] x, double[] y, int count) {
        int blocks = Math.ceilDiv(count, Lanes.COUNT);
        FpLanes.pack(packed, 0, AFFINE, x, 0, blocks);
        FpLanes.pack(packed, FIELD, AFFINE, y, 0, blocks);
    }

    /** Appends one of those that were taken. */
    void append(int bucket, int index) {
        if (G1Jacobian.isAffineInfinity(packed, index * AFFINE)) {
            return;
        }
        int at = entries.size() * AFFINE;
        if (points.length < at + AFFINE) {
            points = Arrays.copyOf(points, 2 * points.length + packed.length);
        }
        System.arraycopy(packed, index * AFFINE, points, at, AFFINE);
        entries.append(bucket);
    }

    /** The entries; no more points are appended. */
    BucketEntries end() {
        entries.end();
        return entries;
    }

    long[] points() {
        return points;
    }

    /** Overwrites the entries. */
    void clear() {
        entries.clear();
    }
}

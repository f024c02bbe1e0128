// Generated from G1MsmTerms.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.Work;
import java.util.Arrays;

/**
 * The terms of one sum that count: scalars of a range that are not zero, with points that are not infinity. An object may be
 * used for one sum after another.
 */
final class G2MsmTerms {
    /** Fewer are not worth another thread. */
    private static final int SECTION = 8192;

    private long[] points = {};
    private int[] positions = {};
    private int[] units = {};
    private int count;
    private int unitCount;
    private int shift;

    /** Takes scalars [firstScalar, firstScalar + n) with points from {@code firstPoint} on. */
    void select(long[] points, int firstPoint, MsmScalars scalars, int firstScalar, int n, Work work) {
        this.points = points;
        shift = 2 * (firstPoint - firstScalar);
        int from = lowerBound(scalars.entries(), scalars.count(), 2 * firstScalar);
        int to = lowerBound(scalars.entries(), scalars.count(), 2 * (firstScalar + n));
        int fromUnit = lowerBound(scalars.units(), scalars.unitCount(), 2 * firstScalar);
        int toUnit = lowerBound(scalars.units(), scalars.unitCount(), 2 * (firstScalar + n));
        positions = positions.length < to - from ? new int[to - from] : positions;
        units = units.length < toUnit - fromUnit ? new int[toUnit - fromUnit] : units;
        count = inSections(to - from, positions, work, (first, end) -> finite(scalars, from, first, end));
        unitCount = inSections(toUnit - fromUnit, units, work, (first, end) -> units(scalars, fromUnit, first, end));
    }

    /** Forgets the sum. */
    void clear() {
        Arrays.fill(units, 0, unitCount, 0);
        Arrays.fill(positions, 0, count, 0);
        points = new long[0];
        count = 0;
        unitCount = 0;
    }

    long[] points() {
        return points;
    }

    /** The terms whose scalar is not ±1. */
    int count() {
        return count;
    }

    /** Their places among the entries of the scalars. */
    int[] positions() {
        return positions;
    }

    /** What turns a scalar's entry into its point's: a sum. */
    int shift() {
        return shift;
    }

    /** The terms whose scalar is ±1. */
    int unitCount() {
        return unitCount;
    }

    /** Twice the index of their point, plus 1 if it is to be subtracted. */
    int[] units() {
        return units;
    }

    /** Fills [first, end) of an array from its beginning and returns how much that is. */
    @FunctionalInterface
    private interface Selection {
        int select(int first, int end);
    }

    private static int inSections(int n, int[] out, Work work, Selection selection) {
        int[] kept = new int[Math.clamp(n / SECTION, 1, work.threads())];
        work.forEachRange(kept.length, 1, (a, b) -> {
            for (int s = a; s < b; s++) {
                kept[s] =
                        selection.select((int) ((long) n * s / kept.length), (int) ((long) n * (s + 1) / kept.length));
            }
        });
        int count = 0;
        for (int s = 0; s < kept.length; s++) {
            System.arraycopy(out, (int) ((long) n * s / kept.length), out, count, kept[s]);
            count += kept[s];
        }
        return count;
    }

    private int finite(MsmScalars scalars, int from, int first, int end) {
        int[] entries = scalars.entries();
        int to = first;
        for (int i = first; i < end; i++) {
            int point = (entries[from + i] + shift) >>> 1;
            if (!G2Jacobian.isAffineInfinity(points, point * G2Jacobian.AFFINE)) {
                positions[to++] = from + i;
            }
        }
        return to - first;
    }

    private int units(MsmScalars scalars, int from, int first, int end) {
        int[] entries = scalars.units();
        int to = first;
        for (int i = first; i < end; i++) {
            int entry = entries[from + i] + shift;
            if (!G2Jacobian.isAffineInfinity(points, (entry >>> 1) * G2Jacobian.AFFINE)) {
                units[to++] = entry;
            }
        }
        return to - first;
    }

    // The first of the ascending values that is at least the bound.
    private static int lowerBound(int[] values, int n, int bound) {
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

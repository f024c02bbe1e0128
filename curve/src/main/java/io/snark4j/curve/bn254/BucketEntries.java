package io.snark4j.curve.bn254;

import java.util.Arrays;

/**
 * Entries of buckets, in the order of parts of 2^{@link #columnBits} neighbouring buckets. An entry is the bucket's number
 * within its part, above {@link #indexBits} + 1 bits: twice the index of a point, plus 1 if it is to be subtracted. Arrays grow and
 * are kept.
 */
final class BucketEntries {
    /** Few buckets a part make chunks that fill their room; many make few streams to write. */
    private static final int PART_BITS = 6;

    private int[] entries = {};
    private int[] starts = {0};
    private int[] cursors = {};
    private int used;
    private int dirty;
    private int parts;
    private int columnBits;
    private int indexBits;

    int[] entries() {
        return entries;
    }

    /** Where a part begins; that of {@link #parts} is where the last one ends. */
    int start(int part) {
        return starts[part];
    }

    int parts() {
        return parts;
    }

    int columnBits() {
        return columnBits;
    }

    int indexBits() {
        return indexBits;
    }

    /** The entries of units: one bucket. */
    void takeUnits(int[] units, int from, int to) {
        begin(0, Integer.SIZE - 2);
        reserve(to - from);
        System.arraycopy(units, from, entries, 0, to - from);
        used = to - from;
        end();
    }

    /** Begins a list of its own, all in one part of 2^columnBits buckets. */
    void begin(int columnBits, int indexBits) {
        this.columnBits = columnBits;
        this.indexBits = indexBits;
        used = 0;
        parts = 1;
        starts = starts.length < 2 ? new int[2] : starts;
        starts[0] = 0;
    }

    /** Adds the point of the next index, counted from 0, to a bucket. */
    void append(int column) {
        reserve(used + 1);
        entries[used] = (column << (indexBits + 1)) | (2 * used);
        used++;
    }

    /** Ends the list. */
    void end() {
        starts[1] = used;
    }

    /** Entries of the list. */
    int size() {
        return used;
    }

    /** Overwrites the entries, which tell digits of scalars. */
    void clear() {
        Arrays.fill(entries, 0, dirty, 0);
        dirty = 0;
        used = 0;
        parts = 0;
    }

    /**
     * The digits in {@code windows} windows of {@code count} scalars; of each window the buckets [first, first + buckets), where
     * a digit's bucket is its absolute value less 1. Buckets of the windows follow each other.
     *
     * @param positions of the scalars
     * @param shift from a scalar's entry to its point's
     * @param indexBits that the index of every point has room in
     */
    void sortDigits(
            MsmScalars scalars,
            int[] positions,
            int count,
            int shift,
            int indexBits,
            SignedDigits digits,
            int firstWindow,
            int windows,
            int first,
            int buckets) {
        this.indexBits = indexBits;
        columnBits = Math.min(Integer.numberOfTrailingZeros(buckets), Math.min(PART_BITS, 31 - indexBits));
        int each = buckets >>> columnBits;
        parts = windows * each;
        used = windows * count;
        dirty = Math.max(dirty, used);
        entries = entries.length < used ? new int[used] : entries;
        cursors = cursors.length < windows * (each + 1) ? new int[windows * (each + 1)] : cursors;
        starts = starts.length < parts + 1 ? new int[parts + 1] : starts;
        Arrays.fill(cursors, 0, windows * (each + 1), 0);
        for (int w = 0; w < windows; w++) {
            count(scalars, positions, count, digits, firstWindow + w, first, w * (each + 1), each);
        }
        sumUp(windows, each);
        for (int w = 0; w < windows; w++) {
            distribute(scalars, positions, count, shift, digits, firstWindow + w, first, w * (each + 1), each);
        }
    }

    // Every window counts what is no bucket of this task, the digit 0 above all, as one more part; those come last.
    private void sumUp(int windows, int each) {
        int sum = 0;
        for (int w = 0; w < windows; w++) {
            for (int k = 0; k < each; k++) {
                starts[w * each + k] = sum;
                int n = cursors[w * (each + 1) + k];
                cursors[w * (each + 1) + k] = sum;
                sum += n;
            }
        }
        starts[parts] = sum;
        for (int w = 0; w < windows; w++) {
            int at = w * (each + 1) + each;
            int n = cursors[at];
            cursors[at] = sum;
            sum += n;
        }
    }

    private void count(
            MsmScalars scalars,
            int[] positions,
            int count,
            SignedDigits digits,
            int window,
            int first,
            int base,
            int each) {
        long[] plain = scalars.plain();
        int low = digits.limb(window) * scalars.stride();
        int high = ((digits.limb(window) + 1) & (SignedDigits.LIMBS - 1)) * scalars.stride();
        int shift = digits.shift(window);
        boolean split = digits.isSplit(window);
        int width = digits.width();
        int bits = columnBits;
        int[] counts = cursors;
        for (int i = 0; i < count; i++) {
            int position = positions[i];
            long field = plain[low + position] >>> shift;
            if (split) {
                field |= plain[high + position] << -shift;
            }
            int digit = SignedDigits.recode((int) field, width);
            int sign = digit >> 31;
            int bucket = (digit ^ sign) - sign - 1 - first;
            counts[base + Math.min(bucket >>> bits, each)]++;
        }
    }

    private void distribute(
            MsmScalars scalars,
            int[] positions,
            int count,
            int entryShift,
            SignedDigits digits,
            int window,
            int first,
            int base,
            int each) {
        long[] plain = scalars.plain();
        int low = digits.limb(window) * scalars.stride();
        int high = ((digits.limb(window) + 1) & (SignedDigits.LIMBS - 1)) * scalars.stride();
        int shift = digits.shift(window);
        boolean split = digits.isSplit(window);
        int width = digits.width();
        int bits = columnBits;
        int columns = (1 << bits) - 1;
        int up = indexBits + 1;
        int[] signed = scalars.entries();
        int[] next = cursors;
        int[] out = entries;
        for (int i = 0; i < count; i++) {
            int position = positions[i];
            long field = plain[low + position] >>> shift;
            if (split) {
                field |= plain[high + position] << -shift;
            }
            int digit = SignedDigits.recode((int) field, width);
            int sign = digit >> 31;
            int bucket = (digit ^ sign) - sign - 1 - first;
            int to = next[base + Math.min(bucket >>> bits, each)]++;
            out[to] = ((bucket & columns) << up) | ((signed[position] + entryShift) ^ (sign & 1));
        }
    }

    private void reserve(int size) {
        dirty = Math.max(dirty, size);
        if (entries.length < size) {
            entries = Arrays.copyOf(entries, Math.max(size, 2 * entries.length));
        }
    }
}

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
    private int[] codes = {};
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
        Arrays.fill(codes, 0, Math.min(dirty, codes.length), 0);
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
        codes = codes.length < used ? new int[used] : codes;
        Arrays.fill(cursors, 0, windows * (each + 1), 0);
        for (int w = 0; w < windows; w++) {
            encode(w * count, scalars, positions, count, digits, firstWindow + w, first);
            count(w * count, count, w * (each + 1), each);
        }
        sumUp(windows, each);
        for (int w = 0; w < windows; w++) {
            distribute(w * count, scalars.entries(), positions, count, shift, w * (each + 1), each);
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

    // A code is twice the bucket's number, less than 0 for what is below the first one, and 1 more for a negative
    // digit. Two loops, as C2 does not take the question out of one.
    private void encode(
            int at, MsmScalars scalars, int[] positions, int count, SignedDigits digits, int window, int first) {
        long[] plain = scalars.plain();
        int low = digits.limb(window) * scalars.stride();
        int high = ((digits.limb(window) + 1) & (SignedDigits.LIMBS - 1)) * scalars.stride();
        int shift = digits.shift(window);
        int width = digits.width();
        int[] out = codes;
        if (digits.isSplit(window)) {
            for (int i = 0; i < count; i++) {
                long field = (plain[low + positions[i]] >>> shift) | (plain[high + positions[i]] << -shift);
                out[at + i] = code(SignedDigits.recode((int) field, width), first);
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[at + i] = code(SignedDigits.recode((int) (plain[low + positions[i]] >>> shift), width), first);
            }
        }
    }

    private static int code(int digit, int first) {
        int sign = digit >> 31;
        return (((digit ^ sign) - sign - 1 - first) << 1) | (sign & 1);
    }

    private void count(int at, int count, int base, int each) {
        int[] in = codes;
        int[] counts = cursors;
        int down = columnBits + 1;
        for (int i = 0; i < count; i++) {
            counts[base + Math.min(in[at + i] >>> down, each)]++;
        }
    }

    private void distribute(int at, int[] signed, int[] positions, int count, int shift, int base, int each) {
        int[] in = codes;
        int[] next = cursors;
        int[] out = entries;
        int down = columnBits + 1;
        int columns = (1 << columnBits) - 1;
        int up = indexBits + 1;
        for (int i = 0; i < count; i++) {
            int code = in[at + i];
            int to = next[base + Math.min(code >>> down, each)]++;
            out[to] = (((code >>> 1) & columns) << up) | ((signed[positions[i]] + shift) ^ (code & 1));
        }
    }

    private void reserve(int size) {
        dirty = Math.max(dirty, size);
        if (entries.length < size) {
            entries = Arrays.copyOf(entries, Math.max(size, 2 * entries.length));
        }
    }
}

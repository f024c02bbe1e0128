// Generated from G1Window.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import java.util.Arrays;

/**
 * One window of a multi-scalar multiplication: entries are sorted by their digit (a counting sort), summed bucket by bucket,
 * and Σ k·bucket_k taken. For the last step the buckets are a matrix: its row sums and column sums, batched as well, leave only
 * two short running sums in Jacobian coordinates. Scratch is owned by the object and used for one window after another.
 */
final class G2Window {
    private static final int LIMBS = G2Jacobian.LIMBS;
    private static final int AFFINE = G2Jacobian.AFFINE;

    private final G2MsmTerms terms;
    private final MsmScalars scalars;
    private final SignedDigits digits;
    private final int columns;
    private final int rows;
    private final int[] entries;
    private final int[] starts;
    private final int[] cursors;
    private final long[] buckets;
    private final long[] lines;
    private final G2BucketSums sums = new G2BucketSums();
    private final long[] weighted = new long[2 * LIMBS];
    private final long[] s = new long[G2Jacobian.SCRATCH];

    /** For windows over at most {@code longest} scalars. */
    G2Window(G2MsmTerms terms, MsmScalars scalars, SignedDigits digits, int longest) {
        this.terms = terms;
        this.scalars = scalars;
        this.digits = digits;
        int bits = digits.width() - 1;
        this.columns = 1 << (bits / 2);
        this.rows = 1 << (bits - bits / 2);
        int count = rows * columns;
        this.entries = new int[Math.max(longest, count)];
        this.starts = new int[count + 1];
        this.cursors = new int[count];
        this.buckets = new long[count * AFFINE];
        this.lines = new long[rows * AFFINE];
    }

    /** out = Σ digit·point over the terms in [from, to), Jacobian. */
    void sum(long[] out, int o, int window, int from, int to) {
        sort(window, from, to);
        sums.sum(buckets, terms.points(), entries, starts, rows * columns);
        // Bucket i·columns + j holds digit i·columns + j + 1.
        for (int i = 0; i < rows * columns; i++) {
            entries[i] = 2 * i;
        }
        sumLines(rows, columns);
        weigh(weighted, LIMBS, 1, rows - 1);
        for (int k = columns; k > 1; k >>= 1) {
            G2Jacobian.twice(weighted, LIMBS, weighted, LIMBS, s, 0);
        }
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                entries[j * rows + i] = 2 * (i * columns + j);
            }
        }
        sumLines(columns, rows);
        G2Jacobian.copy(out, o, weighted, LIMBS);
        weigh(weighted, LIMBS, 0, columns);
        G2Jacobian.add(out, o, out, o, weighted, LIMBS, s, 0);
    }

    private void sort(int window, int from, int to) {
        long[] plain = scalars.plain();
        int stride = scalars.stride();
        int[] signed = scalars.entries();
        int[] positions = terms.positions();
        Arrays.fill(starts, 0);
        for (int i = from; i < to; i++) {
            int digit = digits.digit(plain, positions[i], stride, window);
            if (digit != 0) {
                starts[Math.abs(digit)]++;
            }
        }
        for (int k = 0; k < cursors.length; k++) {
            cursors[k] = starts[k];
            starts[k + 1] += starts[k];
        }
        for (int i = from; i < to; i++) {
            int digit = digits.digit(plain, positions[i], stride, window);
            if (digit != 0) {
                int entry = signed[positions[i]] + terms.shift();
                entries[cursors[Math.abs(digit) - 1]++] = entry ^ (digit >>> 31);
            }
        }
    }

    private void sumLines(int count, int length) {
        for (int i = 0; i <= count; i++) {
            starts[i] = i * length;
        }
        sums.sum(lines, buckets, entries, starts, count);
    }

    // out = Σ (k + 1)·lines[first + k] for k in [0, n).
    private void weigh(long[] out, int o, int first, int n) {
        G2Jacobian.setInfinity(weighted, 0);
        G2Jacobian.setInfinity(out, o);
        for (int k = n - 1; k >= 0; k--) {
            G2Jacobian.addAffine(weighted, 0, weighted, 0, lines, (first + k) * AFFINE, s, 0);
            G2Jacobian.add(out, o, out, o, weighted, 0, s, 0);
        }
    }
}

package io.snark4j.circuit.gadget;

import io.snark4j.field.FrLimbs;
import java.util.Arrays;

/**
 * Poseidon's partial rounds with the same few factors in each. Write the matrix M = [[m, w], [v, N]] with N of n = t − 1 rows, and hold the n elements that
 * meet no S-box as z' = T·z, whose rows are T_1 = w and T_(i+1) = T_i·N − a_i·w, where N^n = a_1·N^(n−1) + ... + a_n·I is N's characteristic equation. Then
 * x' = m·u + z'_1 and z'_i moves to z'_(i+1) + (T·v)_i·u + a_i·z'_1 (observer canonical form; Kailath, "Linear Systems", 1980, section 2.1).
 *
 * <p>Montgomery form.
 *
 * @param width t
 * @param m the matrix's first element
 * @param input T·v, n elements
 * @param characteristic a_1 to a_n
 * @param basis T, n x n
 * @param inverse of T
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, seen by one class
record CompanionRounds(int width, long[] m, long[] input, long[] characteristic, long[] basis, long[] inverse) {

    static CompanionRounds of(PoseidonConstants constants) {
        int width = constants.width();
        int n = width - 1;
        long[] mds = constants.mds();
        long[] inner = FrMatrix.block(mds, width, 1, 1, n, n);
        long[] first = FrMatrix.block(mds, width, 0, 1, 1, n);
        long[] characteristic = characteristic(inner, first, n);
        long[] basis = new long[4 * n * n];
        long[] row = first;
        long[] factor = new long[8];
        for (int i = 0; i < n; i++) {
            System.arraycopy(row, 0, basis, 4 * n * i, 4 * n);
            row = FrMatrix.product(row, inner, 1, n, n);
            FrLimbs.copy(factor, 0, characteristic, 4 * i);
            FrMatrix.subtractMultiple(row, 0, first, 0, n, factor);
        }
        long[] input = FrMatrix.product(basis, FrMatrix.block(mds, width, 1, 0, n, 1), n, n, 1);
        return new CompanionRounds(
                width, Arrays.copyOf(mds, 4), input, characteristic, basis, FrMatrix.inverse(basis, n));
    }

    /** a with w·N^n = a_1·w·N^(n−1) + ... + a_n·w, which are N's: w, w·N, ... are independent, or the inverse does not exist. */
    private static long[] characteristic(long[] inner, long[] first, int n) {
        long[] powers = new long[4 * n * n];
        long[] power = first;
        for (int i = n - 1; i >= 0; i--) {
            System.arraycopy(power, 0, powers, 4 * n * i, 4 * n);
            power = FrMatrix.product(power, inner, 1, n, n);
        }
        return FrMatrix.product(power, FrMatrix.inverse(powers, n), 1, n, n);
    }

    /** diag(1, T)·M, the matrix of the full round before the partial rounds. */
    long[] entryMatrix(long[] mds) {
        int n = width - 1;
        long[] entry = mds.clone();
        long[] lower = FrMatrix.product(basis, FrMatrix.block(mds, width, 1, 0, n, width), n, n, width);
        System.arraycopy(lower, 0, entry, 4 * width, lower.length);
        return entry;
    }
}

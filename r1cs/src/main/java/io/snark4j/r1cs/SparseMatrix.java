package io.snark4j.r1cs;

import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import java.util.Arrays;
import java.util.Objects;

/**
 * One matrix of a constraint system in compressed rows: entry k of row i, for k in [rowStart[i], rowStart[i + 1]), has wire wires[k] and the
 * coefficient coefficients[coefficientIndex[k]]. Rows are canonical (wires ascend strictly, no zero coefficient). Coefficients are
 * stored once each; entry 0 of their table is 1 and entry 1 is −1, which cost no multiplication. Immutable: the arrays handed out for hot
 * code must not be written to.
 */
public final class SparseMatrix {
    private static final int LIMBS = FrVector.LIMBS;
    private static final int ONE = CoefficientTable.ONE;
    private static final int MINUS_ONE = CoefficientTable.MINUS_ONE;

    private final int[] rowStart;
    private final int[] wires;
    private final int[] coefficientIndex;
    private final FrVector coefficients;

    private SparseMatrix(int[] rowStart, int[] wires, int[] coefficientIndex, FrVector coefficients) {
        this.rowStart = rowStart;
        this.wires = wires;
        this.coefficientIndex = coefficientIndex;
        this.coefficients = coefficients;
    }

    /** @return a matrix without rows, to add them to */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A matrix from entries of every row, in any order within it; brought to canonical form.
     *
     * @param rowStart rows + 1 values, ascending, from 0 to the number of entries; owned by the matrix from here on
     * @param wires wire of each entry, at least 0; owned by the matrix, which may reorder it
     * @param coefficientIndex where each entry's coefficient stands in {@code coefficients}; owned by the matrix, which may reorder it
     * @param coefficients different from each other, the first two 1 and −1; not to be changed from here on
     * @return the matrix; its table of coefficients is another if a wire came twice in a row or a coefficient was zero
     * @throws IllegalArgumentException if the table does not begin with 1 and −1 or an array is not as described
     */
    public static SparseMatrix of(int[] rowStart, int[] wires, int[] coefficientIndex, FrVector coefficients) {
        requireDescribed(rowStart, wires, coefficientIndex, coefficients);
        var matrix = new SparseMatrix(rowStart, wires, coefficientIndex, coefficients);
        return matrix.sortRows() ? matrix : matrix.merged();
    }

    private static void requireDescribed(int[] rowStart, int[] wires, int[] coefficientIndex, FrVector coefficients) {
        if (coefficients.size() < 2
                || !coefficients.get(ONE).isOne()
                || !coefficients.get(MINUS_ONE).neg().isOne()) {
            throw new IllegalArgumentException("sparse matrix: the coefficients do not begin with 1 and -1");
        }
        if (rowStart.length == 0
                || rowStart[0] != 0
                || rowStart[rowStart.length - 1] != wires.length
                || coefficientIndex.length != wires.length) {
            throw new IllegalArgumentException("sparse matrix: " + wires.length + " wires, " + coefficientIndex.length
                    + " coefficients, row starts "
                    + (rowStart.length == 0 ? "missing" : "to " + rowStart[rowStart.length - 1]));
        }
        for (int i = 1; i < rowStart.length; i++) {
            if (rowStart[i] < rowStart[i - 1]) {
                throw new IllegalArgumentException("sparse matrix: row " + i + " starts before row " + (i - 1));
            }
        }
        for (int k = 0; k < wires.length; k++) {
            if (wires[k] < 0 || coefficientIndex[k] < 0 || coefficientIndex[k] >= coefficients.size()) {
                throw new IllegalArgumentException("sparse matrix: entry " + k + " has wire " + wires[k]
                        + " and coefficient " + coefficientIndex[k] + " of " + coefficients.size());
            }
        }
    }

    /** Whether that made all rows canonical; if not, a wire comes twice in a row or a coefficient is zero. */
    private boolean sortRows() {
        boolean canonical = true;
        for (int row = 0; row < rows(); row++) {
            if (!isStrictlyAscending(row)) {
                sortRow(row);
                canonical &= isStrictlyAscending(row);
            }
        }
        for (int i = 0; i < coefficients.size(); i++) {
            canonical &= !FrLimbs.isZero(coefficients.limbs(), LIMBS * i);
        }
        return canonical;
    }

    private boolean isStrictlyAscending(int row) {
        for (int k = rowStart[row] + 1; k < rowStart[row + 1]; k++) {
            if (wires[k] <= wires[k - 1]) {
                return false;
            }
        }
        return true;
    }

    private void sortRow(int row) {
        int from = rowStart[row];
        long[] entries = new long[rowStart[row + 1] - from];
        for (int k = 0; k < entries.length; k++) {
            entries[k] = (long) wires[from + k] << Integer.SIZE | coefficientIndex[from + k];
        }
        Arrays.sort(entries);
        for (int k = 0; k < entries.length; k++) {
            wires[from + k] = (int) (entries[k] >>> Integer.SIZE);
            coefficientIndex[from + k] = (int) entries[k];
        }
    }

    private SparseMatrix merged() {
        Builder merged = builder();
        for (int i = 0; i < rows(); i++) {
            LinearCombination.Builder row = LinearCombination.builder();
            for (int k = rowStart[i]; k < rowStart[i + 1]; k++) {
                row.add(wires[k], coefficients.get(coefficientIndex[k]));
            }
            merged.add(row.build());
        }
        return merged.build();
    }

    /** @return number of rows */
    public int rows() {
        return rowStart.length - 1;
    }

    /** @return number of entries of all rows together */
    public int entries() {
        return wires.length;
    }

    /** @return the backing array, rows + 1 long, ascending, from 0 to {@link #entries} */
    public int[] rowStart() {
        return rowStart;
    }

    /** @return the backing array: wire of each entry */
    public int[] wires() {
        return wires;
    }

    /** @return the backing array: where each entry's coefficient stands in {@link #coefficients} */
    public int[] coefficientIndex() {
        return coefficientIndex;
    }

    /** @return the distinct coefficients; the first two are 1 and −1, used or not */
    public FrVector coefficients() {
        return coefficients;
    }

    /**
     * @param i in [0, rows)
     * @return row i
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public LinearCombination row(int i) {
        Objects.checkIndex(i, rows());
        int n = rowStart[i + 1] - rowStart[i];
        long[] limbs = new long[LIMBS * n];
        for (int k = 0; k < n; k++) {
            FrLimbs.copy(limbs, LIMBS * k, coefficients.limbs(), LIMBS * coefficientIndex[rowStart[i] + k]);
        }
        return LinearCombination.canonical(Arrays.copyOfRange(wires, rowStart[i], rowStart[i + 1]), limbs, n);
    }

    /**
     * One row times a vector, without allocating.
     *
     * @param out receives the value, Montgomery form, 4 limbs
     * @param outOff where in {@code out}
     * @param w value of every wire, Montgomery form; must not be {@code out}
     * @param row in [0, rows)
     * @param scratch 8 longs, apart from {@code out}'s 4
     * @param scratchOff where in {@code scratch}
     * @throws IndexOutOfBoundsException if there is no such row or a wire has no value
     */
    public void multiplyRow(long[] out, int outOff, long[] w, int row, long[] scratch, int scratchOff) {
        FrLimbs.setZero(out, outOff);
        long[] table = coefficients.limbs();
        boolean products = false;
        for (int k = rowStart[row]; k < rowStart[row + 1]; k++) {
            int wire = LIMBS * wires[k];
            switch (coefficientIndex[k]) {
                case ONE -> FrLimbs.add(out, outOff, out, outOff, w, wire);
                case MINUS_ONE -> FrLimbs.sub(out, outOff, out, outOff, w, wire);
                default -> {
                    int coefficient = LIMBS * coefficientIndex[k];
                    // Most wires of most circuits are bits.
                    if (FrLimbs.isZero(w, wire)) {
                        continue;
                    }
                    if (FrLimbs.equal(w, wire, table, LIMBS * ONE)) {
                        FrLimbs.add(out, outOff, out, outOff, table, coefficient);
                        continue;
                    }
                    if (!products) {
                        Arrays.fill(scratch, scratchOff, scratchOff + 2 * LIMBS, 0L);
                        products = true;
                    }
                    FrLimbs.accumulate(scratch, scratchOff, table, coefficient, w, wire);
                }
            }
        }
        if (products) {
            FrLimbs.reduceSum(scratch, scratchOff, scratch, scratchOff);
            FrLimbs.add(out, outOff, out, outOff, scratch, scratchOff);
        }
    }

    /** The largest wire of any row, −1 if there is none. */
    int highestWire() {
        int highest = -1;
        for (int wire : wires) {
            highest = Math.max(highest, wire);
        }
        return highest;
    }

    /** Two matrices are equal if their rows are. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof SparseMatrix that)
                || !Arrays.equals(rowStart, that.rowStart)
                || !Arrays.equals(wires, that.wires)) {
            return false;
        }
        for (int k = 0; k < wires.length; k++) {
            if (!FrLimbs.equal(
                    coefficients.limbs(),
                    LIMBS * coefficientIndex[k],
                    that.coefficients.limbs(),
                    LIMBS * that.coefficientIndex[k])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rowStart) + Arrays.hashCode(wires);
    }

    /** @return the size only */
    @Override
    public String toString() {
        return "SparseMatrix of " + rows() + " rows, " + entries() + " entries";
    }

    /** Takes rows one after another. Not thread-safe. */
    public static final class Builder {
        private int[] rowStart = new int[16];
        private int[] wires = new int[16];
        private int[] coefficientIndex = new int[16];
        private final CoefficientTable coefficients = new CoefficientTable();
        private int rows;
        private int entries;

        private Builder() {}

        /**
         * @param row appended
         * @return this
         */
        public Builder add(LinearCombination row) {
            int n = row.size();
            reserve(n);
            for (int i = 0; i < n; i++) {
                wires[entries] = row.wire(i);
                coefficientIndex[entries++] = coefficients.indexOf(row.limbs(), LIMBS * i);
            }
            endRow();
            return this;
        }

        /**
         * Appends a row with its wires renamed.
         *
         * @param row to append
         * @param renamed for each wire of the row its other name; they must ascend too
         * @return this
         */
        public Builder add(LinearCombination row, int[] renamed) {
            int first = entries;
            add(row);
            for (int k = first; k < entries; k++) {
                wires[k] = renamed[wires[k]];
            }
            return this;
        }

        /**
         * Appends rows of another matrix with their wires renamed.
         *
         * @param matrix whose rows to take
         * @param row in [0, rows of that matrix)
         * @param renamed for each wire its other name; those of a row must ascend too
         * @return this
         */
        public Builder add(SparseMatrix matrix, int row, int[] renamed) {
            int from = matrix.rowStart[row];
            int to = matrix.rowStart[row + 1];
            reserve(to - from);
            for (int k = from; k < to; k++) {
                wires[entries] = renamed[matrix.wires[k]];
                coefficientIndex[entries++] =
                        coefficients.indexOf(matrix.coefficients.limbs(), LIMBS * matrix.coefficientIndex[k]);
            }
            endRow();
            return this;
        }

        /** @return number of rows so far */
        public int rows() {
            return rows;
        }

        /**
         * @param row in [0, rows)
         * @param combination any
         * @return whether the row begins with all terms of the combination
         */
        public boolean begins(int row, LinearCombination combination) {
            int from = rowStart[row];
            int n = combination.size();
            if (n > rowStart[row + 1] - from) {
                return false;
            }
            for (int i = n - 1; i >= 0; i--) {
                if (wires[from + i] != combination.wire(i)
                        || !coefficients.holds(coefficientIndex[from + i], combination.limbs(), LIMBS * i)) {
                    return false;
                }
            }
            return true;
        }

        /**
         * @param row in [0, rows)
         * @return number of its terms
         */
        public int size(int row) {
            return rowStart[row + 1] - rowStart[row];
        }

        /** @return the matrix of all rows added so far */
        public SparseMatrix build() {
            return new SparseMatrix(
                    Arrays.copyOf(rowStart, rows + 1),
                    Arrays.copyOf(wires, entries),
                    Arrays.copyOf(coefficientIndex, entries),
                    coefficients.toVector());
        }

        private void reserve(int n) {
            wires = grown(wires, entries + n);
            coefficientIndex = grown(coefficientIndex, entries + n);
        }

        private void endRow() {
            rowStart = grown(rowStart, ++rows + 1);
            rowStart[rows] = entries;
        }

        private static int[] grown(int[] array, int needed) {
            return needed <= array.length
                    ? array
                    : Arrays.copyOf(array, Math.max(needed, array.length + (array.length >> 1)));
        }
    }
}

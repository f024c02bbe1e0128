package io.snark4j.groth16;

import io.snark4j.field.FieldKernels;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.SparseMatrix;
import java.util.Arrays;

/**
 * Rows of a sparse matrix times a witness, a run of them at a time. Coefficients one and minus one cost an addition; what else there is to
 * multiply is collected, so that the vector kernels have many products at once. On one thread; holds what depends on the witness until
 * {@link #clear}.
 */
final class RowValues {
    private static final int LIMBS = FrVector.LIMBS;
    private static final int ONE = 0;
    private static final int MINUS_ONE = 1;
    /** Products that are collected before they are multiplied: three arrays of 8 KB. */
    private static final int PRODUCTS = 256;

    private final SparseMatrix matrix;
    private final int[] starts;
    private final int[] wires;
    private final int[] indices;
    private final long[] coefficients;
    private final long[] witness;
    private final int run;
    private final long[] values;
    private final long[] left = new long[LIMBS * PRODUCTS];
    private final long[] right = new long[LIMBS * PRODUCTS];
    private final int[] targets = new int[PRODUCTS];
    private int collected;

    RowValues(SparseMatrix matrix, FrVector witness, int run) {
        this.matrix = matrix;
        this.starts = matrix.rowStart();
        this.wires = matrix.wires();
        this.indices = matrix.coefficientIndex();
        this.coefficients = matrix.coefficients().limbs();
        this.witness = witness.limbs();
        this.run = run;
        this.values = new long[LIMBS * run];
    }

    /** The values of run rows from the first, zero for rows that the matrix does not have; valid until the next call. */
    long[] evaluate(int first) {
        Arrays.fill(values, 0);
        int end = Math.min(first + run, matrix.rows());
        for (int row = first; row < end; row++) {
            add(row, LIMBS * (row - first));
        }
        multiply();
        return values;
    }

    private void add(int row, int target) {
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            int wire = LIMBS * wires[k];
            switch (indices[k]) {
                case ONE -> FrLimbs.add(values, target, values, target, witness, wire);
                case MINUS_ONE -> FrLimbs.sub(values, target, values, target, witness, wire);
                default -> collect(LIMBS * indices[k], wire, target);
            }
        }
    }

    private void collect(int coefficient, int wire, int target) {
        if (collected == PRODUCTS) {
            multiply();
        }
        FrLimbs.copy(left, LIMBS * collected, coefficients, coefficient);
        FrLimbs.copy(right, LIMBS * collected, witness, wire);
        targets[collected++] = target;
    }

    private void multiply() {
        FieldKernels.fr().mul(left, 0, left, 0, right, 0, collected);
        for (int i = 0; i < collected; i++) {
            FrLimbs.add(values, targets[i], values, targets[i], left, LIMBS * i);
        }
        collected = 0;
    }

    /** Overwrites what depends on the witness with zeros. */
    void clear() {
        Arrays.fill(values, 0);
        Arrays.fill(left, 0);
        Arrays.fill(right, 0);
    }
}

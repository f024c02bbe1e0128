package io.snark4j.circuit.gadget;

import io.snark4j.field.FrLimbs;

/** Small dense matrices over Fr: rows x columns elements in row order, Montgomery form, 4 limbs each. */
final class FrMatrix {
    private FrMatrix() {}

    static long[] identity(int n) {
        long[] out = new long[4 * n * n];
        for (int i = 0; i < n; i++) {
            FrLimbs.setOne(out, 4 * (n + 1) * i);
        }
        return out;
    }

    /** a·b for a of rows x inner, b of inner x columns. */
    static long[] product(long[] a, long[] b, int rows, int inner, int columns) {
        long[] out = new long[4 * rows * columns];
        long[] term = new long[4];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < inner; k++) {
                for (int j = 0; j < columns; j++) {
                    int o = 4 * (columns * i + j);
                    FrLimbs.mul(term, 0, a, 4 * (inner * i + k), b, 4 * (columns * k + j));
                    FrLimbs.add(out, o, out, o, term, 0);
                }
            }
        }
        return out;
    }

    /** Inverse of an n x n matrix by Gauss-Jordan elimination: n³ products. @throws ArithmeticException if singular */
    static long[] inverse(long[] matrix, int n) {
        long[] a = matrix.clone();
        long[] out = identity(n);
        long[] factor = new long[8];
        for (int column = 0; column < n; column++) {
            int pivot = column;
            while (pivot < n && FrLimbs.isZero(a, 4 * (n * pivot + column))) {
                pivot++;
            }
            if (pivot == n) {
                throw new ArithmeticException("matrix of " + n + " rows is singular in column " + column);
            }
            swapRows(a, pivot, column, n);
            swapRows(out, pivot, column, n);
            FrLimbs.inverse(factor, 0, a, 4 * (n * column + column));
            scaleRow(a, column, n, factor);
            scaleRow(out, column, n, factor);
            for (int row = 0; row < n; row++) {
                if (row != column) {
                    FrLimbs.copy(factor, 0, a, 4 * (n * row + column));
                    subtractMultiple(a, 4 * n * row, a, 4 * n * column, n, factor);
                    subtractMultiple(out, 4 * n * row, out, 4 * n * column, n, factor);
                }
            }
        }
        return out;
    }

    private static void swapRows(long[] a, int first, int second, int n) {
        for (int i = 0; i < 4 * n; i++) {
            long kept = a[4 * n * first + i];
            a[4 * n * first + i] = a[4 * n * second + i];
            a[4 * n * second + i] = kept;
        }
    }

    private static void scaleRow(long[] a, int row, int n, long[] factor) {
        for (int o = 4 * n * row; o < 4 * n * (row + 1); o += 4) {
            FrLimbs.mul(a, o, a, o, factor, 0);
        }
    }

    /** row[o..] -= factor[0..3]·source[so..], n elements; factor[4..7] is scratch. */
    static void subtractMultiple(long[] row, int o, long[] source, int so, int n, long[] factor) {
        for (int i = 0; i < 4 * n; i += 4) {
            FrLimbs.mul(factor, 4, source, so + i, factor, 0);
            FrLimbs.sub(row, o + i, row, o + i, factor, 4);
        }
    }

    /** The rows x columns block of a matrix of that width which begins at (row, column). */
    static long[] block(long[] matrix, int width, int row, int column, int rows, int columns) {
        long[] out = new long[4 * rows * columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(matrix, 4 * (width * (row + i) + column), out, 4 * columns * i, 4 * columns);
        }
        return out;
    }
}

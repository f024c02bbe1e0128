package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.SparseMatrix;
import io.snark4j.r1cs.file.SectionReader;
import io.snark4j.r1cs.file.SectionsWriter;
import java.io.IOException;
import java.util.Arrays;

/**
 * Section 4 of a .zkey: the entries of A (matrix 0) and B (matrix 1) in any order, values times R² with R = 2^256.
 *
 * @param a matrix A
 * @param b matrix B
 */
record ZkeyCoefficients(SparseMatrix a, SparseMatrix b) {
    private static final int LIMBS = 4;
    private static final int MAX_COUNT = Integer.MAX_VALUE / LIMBS;

    /** c·2^512 times this, by a Montgomery product with R = 2^255, is c in Montgomery form: 2^512·2^-257·2^255/2^255 = 2^255. */
    private static final Fr FROM_FILE = Fr.TWO.pow(257).inverse();
    /** And back: c·2^255 times 2^257·2^255 / 2^255 is c·2^512. */
    private static final Fr TO_FILE = Fr.TWO.pow(257);

    static ZkeyCoefficients read(SectionReader reader, int wires, int domain) {
        int count = reader.readCount("number of coefficients");
        if (count > MAX_COUNT || reader.remaining() != (long) count * ZkeyFile.COEFFICIENT_BYTES) {
            throw reader.malformed(
                    count + " coefficients",
                    (long) count * ZkeyFile.COEFFICIENT_BYTES + " bytes",
                    reader.remaining() + " bytes");
        }
        var entries = new Entries(count);
        for (int i = 0; i < count; i++) {
            entries.read(reader, i, wires, domain);
        }
        int[] order = entries.sorted(domain);
        return new ZkeyCoefficients(entries.matrix(order, 0), entries.matrix(order, 1));
    }

    void write(SectionsWriter writer) throws IOException {
        writer.writeInt(a.entries() + b.entries());
        for (int row = 0; row < Math.max(a.rows(), b.rows()); row++) {
            writeRow(writer, a, 0, row);
            writeRow(writer, b, 1, row);
        }
    }

    private static void writeRow(SectionsWriter writer, SparseMatrix matrix, int index, int row) throws IOException {
        if (row >= matrix.rows()) {
            return;
        }
        long[] factor = new long[LIMBS];
        long[] value = new long[LIMBS];
        TO_FILE.write(factor, 0);
        for (int k = matrix.rowStart()[row]; k < matrix.rowStart()[row + 1]; k++) {
            writer.writeInt(index);
            writer.writeInt(row);
            writer.writeInt(matrix.wires()[k]);
            FrLimbs.mul(value, 0, matrix.coefficients().limbs(), LIMBS * matrix.coefficientIndex()[k], factor, 0);
            writer.writeWords(value, 0, LIMBS);
        }
    }

    /** The entries as they come, then sorted by row. */
    private static final class Entries {
        private final int[] matrices;
        private final int[] rows;
        private final int[] wires;
        private final long[] values;
        private final long[] factor = new long[LIMBS];

        Entries(int count) {
            matrices = new int[count];
            rows = new int[count];
            wires = new int[count];
            values = new long[LIMBS * count];
            FROM_FILE.write(factor, 0);
        }

        void read(SectionReader reader, int i, int wireCount, int domain) {
            matrices[i] = below(2, reader.readCount("matrix of coefficient"), "matrix", i, reader);
            rows[i] = below(domain, reader.readCount("row of coefficient"), "row", i, reader);
            wires[i] = below(wireCount, reader.readCount("wire of coefficient"), "wire", i, reader);
            reader.readWords(values, LIMBS * i, LIMBS, "value of coefficient");
            if (!FrLimbs.isReduced(values, LIMBS * i)) {
                throw reader.malformed("value of coefficient " + i, "less than r", "a larger one");
            }
            FrLimbs.mul(values, LIMBS * i, values, LIMBS * i, factor, 0);
        }

        private static int below(int bound, int found, String what, int i, SectionReader reader) {
            if (found >= bound) {
                throw reader.malformed(what + " of coefficient " + i, "less than " + bound, found + "");
            }
            return found;
        }

        /** A counting sort, so that a hostile order costs no more than a good one. */
        int[] sorted(int domain) {
            int[] starts = new int[domain + 1];
            for (int row : rows) {
                starts[row + 1]++;
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            int[] order = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                order[starts[rows[i]]++] = i;
            }
            return order;
        }

        SparseMatrix matrix(int[] order, int index) {
            SparseMatrix.Builder matrix = SparseMatrix.builder();
            LinearCombination.Builder row = LinearCombination.builder();
            int current = 0;
            for (int i : order) {
                if (matrices[i] != index) {
                    continue;
                }
                for (; current < rows[i]; current++) {
                    matrix.add(row.build());
                    row = LinearCombination.builder();
                }
                row.add(wires[i], Fr.read(values, LIMBS * i));
            }
            return matrix.add(row.build()).build();
        }
    }
}

package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.Work;
import io.snark4j.r1cs.SparseMatrix;
import io.snark4j.r1cs.file.SectionReader;
import io.snark4j.r1cs.file.SectionsWriter;
import java.io.IOException;

/**
 * Section 4 of a .zkey: the entries of A (matrix 0) and B (matrix 1) in any order, values times R² with R = 2^256.
 *
 * @param a matrix A
 * @param b matrix B
 */
record ZkeyCoefficients(SparseMatrix a, SparseMatrix b) {
    private static final int LIMBS = 4;
    private static final int MAX_COUNT = Integer.MAX_VALUE / LIMBS;

    /** From c in Montgomery form to c·2^512: c·2^255 times 2^257·2^255 / 2^255. */
    private static final Fr TO_FILE = Fr.TWO.pow(257);

    /** The count of entries has been read from {@code reader}; the digest takes the rest. */
    static ZkeyCoefficients read(SectionReader reader, int count, int domain, int wires, KeyDigest digest, Work work)
            throws IOException {
        if (count > MAX_COUNT || reader.remaining() != (long) count * ZkeyFile.COEFFICIENT_BYTES) {
            throw reader.malformed(
                    count + " coefficients",
                    (long) count * ZkeyFile.COEFFICIENT_BYTES + " bytes",
                    reader.remaining() + " bytes");
        }
        var entries = new ZkeyEntries(count, domain, wires);
        KeyDigest.Leaves leaves =
                digest.section(ZkeyFile.COEFFICIENTS, reader.size(), reader.chunks(ZkeyFile.COEFFICIENT_BYTES));
        reader.forEachChunk(ZkeyFile.COEFFICIENT_BYTES, "coefficients", work, () -> entries.task(leaves, reader));
        return entries.sorted(work);
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
}

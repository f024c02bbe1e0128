package io.snark4j.r1cs.file;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.MalformedInputException;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.SparseMatrix;
import io.snark4j.r1cs.WireLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * circom's .r1cs files, version 1. Terms may come in any order and be zero; what is read is canonical. A wire twice in a row is refused:
 * snarkjs keeps the last of such terms where others add them up, so that one file would be two circuits. Custom gates (PLONK's) are
 * refused.
 */
public final class R1csFile {
    private static final String MAGIC = "r1cs";
    private static final int VERSION = 1;
    private static final int HEADER = 1;
    private static final int CONSTRAINTS = 2;
    private static final int LABELS = 3;
    private static final int CUSTOM_GATES = 4;

    private static final int TERM_BYTES = Integer.BYTES + Fr.BYTES;
    private static final int EMPTY_CONSTRAINT_BYTES = 3 * Integer.BYTES;

    private record Header(
            int wires, int publicOutputs, int publicInputs, int privateInputs, long labels, int constraints) {}

    private R1csFile() {}

    /**
     * @param file a .r1cs file over BN254's scalar field
     * @return its constraints; memory is at most a small multiple of the file's length
     * @throws IOException if the file cannot be read
     * @throws MalformedInputException if it is not well formed
     */
    public static R1cs read(Path file) throws IOException {
        try (BinarySections sections = BinarySections.open(file, MAGIC, VERSION)) {
            SectionReader gates = sections.optionalSection(CUSTOM_GATES).orElse(null);
            if (gates != null && gates.size() != 0 && gates.readUnsignedInt("number of custom gates") != 0) {
                throw gates.malformed("custom gates", "none (they are PLONK's)", "some");
            }
            Header header = readHeader(sections.section(HEADER));
            WireLabels labels = readLabels(sections.section(LABELS), header);
            SparseMatrix[] matrices = readConstraints(sections.section(CONSTRAINTS), header);
            return new R1cs(
                    header.wires,
                    header.publicOutputs,
                    header.publicInputs,
                    header.privateInputs,
                    labels,
                    matrices[0],
                    matrices[1],
                    matrices[2]);
        }
    }

    private static Header readHeader(SectionReader reader) {
        reader.readModulus(Fr.MODULUS, "the circuit's field");
        int wires = reader.readCount("number of wires");
        int outputs = reader.readCount("number of public outputs");
        int publicInputs = reader.readCount("number of public inputs");
        int privateInputs = reader.readCount("number of private inputs");
        long labels = reader.readLong("number of labels");
        int constraints = reader.readCount("number of constraints");
        reader.expectEnd();
        long needed = 1L + outputs + publicInputs + privateInputs;
        if (needed > wires) {
            throw reader.malformed("number of wires", "at least " + needed + " (one, outputs, inputs)", wires + "");
        }
        return new Header(wires, outputs, publicInputs, privateInputs, labels, constraints);
    }

    private static WireLabels readLabels(SectionReader reader, Header header) {
        if (reader.size() != (long) Long.BYTES * header.wires) {
            throw reader.malformed(
                    "labels of " + header.wires + " wires",
                    (long) Long.BYTES * header.wires + " bytes",
                    reader.size() + " bytes");
        }
        long[] labels = new long[header.wires];
        for (int i = 0; i < header.wires; i++) {
            labels[i] = reader.readLong("label of wire " + i);
        }
        return WireLabels.of(header.labels, labels);
    }

    private static SparseMatrix[] readConstraints(SectionReader reader, Header header) {
        reader.require((long) EMPTY_CONSTRAINT_BYTES * header.constraints, header.constraints + " constraints");
        long terms = (reader.size() - (long) EMPTY_CONSTRAINT_BYTES * header.constraints) / TERM_BYTES;
        if (terms > Integer.MAX_VALUE / FrVector.LIMBS) {
            throw reader.malformed("number of terms", "at most " + Integer.MAX_VALUE / FrVector.LIMBS, terms + "");
        }
        SparseMatrix.Builder[] builders = {SparseMatrix.builder(), SparseMatrix.builder(), SparseMatrix.builder()};
        Row row = new Row();
        for (int i = 0; i < header.constraints; i++) {
            for (SparseMatrix.Builder builder : builders) {
                builder.add(row.read(reader, header.wires));
            }
        }
        reader.expectEnd();
        return new SparseMatrix[] {builders[0].build(), builders[1].build(), builders[2].build()};
    }

    private static final class Row {
        private final long[] coefficient = new long[FrVector.LIMBS];

        LinearCombination read(SectionReader reader, int wires) {
            int n = reader.readCount("number of terms");
            reader.require((long) TERM_BYTES * n, n + " terms");
            LinearCombination.Builder row = LinearCombination.builder();
            int[] seen = new int[n];
            for (int i = 0; i < n; i++) {
                int wire = reader.readCount("wire");
                if (wire >= wires) {
                    throw reader.malformed("wire", "less than " + wires, wire + "");
                }
                reader.readElements(coefficient, 0, 1, "coefficient of wire " + wire);
                row.add(wire, Fr.read(coefficient, 0));
                seen[i] = wire;
            }
            requireDistinct(seen, reader);
            return row.build();
        }

        private static void requireDistinct(int[] seen, SectionReader reader) {
            Arrays.sort(seen);
            for (int i = 1; i < seen.length; i++) {
                if (seen[i] == seen[i - 1]) {
                    throw reader.malformed("terms before here", "wire " + seen[i] + " once", "twice");
                }
            }
        }
    }

    /**
     * Writes the file beside the target and moves it into place. Equal systems give equal bytes.
     *
     * @param file replaced if it exists
     * @param system to be written
     * @throws IOException if writing fails; the target is then as it was
     */
    public static void write(Path file, ConstraintSystem system) throws IOException {
        try (SectionsWriter writer = SectionsWriter.create(file, MAGIC, VERSION)) {
            writer.beginSection(HEADER);
            writer.writeModulus(Fr.MODULUS);
            writer.writeInt(system.wires());
            writer.writeInt(system.publicOutputs());
            writer.writeInt(system.publicInputs());
            writer.writeInt(system.privateInputs());
            writer.writeLong(system.labels().count());
            writer.writeInt(system.constraints());
            writer.beginSection(CONSTRAINTS);
            for (int i = 0; i < system.constraints(); i++) {
                writeRow(writer, system.a(), i);
                writeRow(writer, system.b(), i);
                writeRow(writer, system.c(), i);
            }
            writer.beginSection(LABELS);
            for (int i = 0; i < system.wires(); i++) {
                writer.writeLong(system.labels().label(i));
            }
            writer.commit();
        }
    }

    private static void writeRow(SectionsWriter writer, SparseMatrix matrix, int row) throws IOException {
        int from = matrix.rowStart()[row];
        int to = matrix.rowStart()[row + 1];
        writer.writeInt(to - from);
        for (int k = from; k < to; k++) {
            writer.writeInt(matrix.wires()[k]);
            writer.writeElements(matrix.coefficients().limbs(), FrVector.LIMBS * matrix.coefficientIndex()[k], 1);
        }
    }
}

package io.snark4j.r1cs.file;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Work;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.Witness;
import java.io.IOException;
import java.nio.file.Path;

/** The .wtns files of circom and snarkjs, version 2. They hold secrets; who may read them is the directory's business. */
public final class WtnsFile {
    private static final String MAGIC = "wtns";
    private static final int VERSION = 2;
    private static final int HEADER = 1;
    private static final int VALUES = 2;

    private WtnsFile() {}

    /**
     * @param file a .wtns file over BN254's scalar field
     * @param system that the witness is for
     * @return the values of all wires; whether they satisfy the system is not checked
     * @throws IOException if the file cannot be read
     * @throws MalformedInputException if it is not well formed or not of the system's length
     */
    public static Witness read(Path file, ConstraintSystem system) throws IOException {
        return read(file, system.wires(), system.publicCount());
    }

    /**
     * As {@link #read(Path, int, int, Work)} with all processors.
     *
     * @param file a .wtns file over BN254's scalar field
     * @param wires number of wires, the constant one included
     * @param publicCount number of public wires, without the constant one; less than {@code wires}
     * @return the values of all wires
     * @throws IOException if the file cannot be read
     * @throws MalformedInputException if it is not well formed or not of that length
     */
    public static Witness read(Path file, int wires, int publicCount) throws IOException {
        return read(file, wires, publicCount, Work.DEFAULT);
    }

    /**
     * As {@link #read(Path, ConstraintSystem)}, for who has the circuit's sizes from elsewhere, such as a proving key.
     *
     * @param file a .wtns file over BN254's scalar field
     * @param wires number of wires, the constant one included
     * @param publicCount number of public wires, without the constant one; less than {@code wires}
     * @param work threads and cancellation
     * @return the values of all wires
     * @throws IOException if the file cannot be read
     * @throws MalformedInputException if it is not well formed or not of that length
     */
    public static Witness read(Path file, int wires, int publicCount, Work work) throws IOException {
        try (BinarySections sections = BinarySections.open(file, MAGIC, VERSION)) {
            SectionReader header = sections.section(HEADER);
            header.readModulus(Fr.MODULUS, "the witness' field");
            long count = header.readUnsignedInt("number of values");
            header.expectEnd();
            if (count != wires) {
                throw header.malformed("number of values", wires + " (the circuit's wires)", count + "");
            }
            SectionReader reader = sections.section(VALUES);
            if (reader.size() != Fr.BYTES * count) {
                throw reader.malformed(count + " values", Fr.BYTES * count + " bytes", reader.size() + " bytes");
            }
            FrVector values = new FrVector(wires);
            reader.readElements(values.limbs(), 0, wires, "value of wire", work);
            if (wires == 0 || !values.get(0).isOne()) {
                throw reader.malformed("value of wire 0", "1", "another value");
            }
            return new Witness(values, publicCount);
        }
    }

    /**
     * Writes the file beside the target and moves it into place.
     *
     * @param file replaced if it exists
     * @param witness to be written
     * @throws IOException if writing fails; the target is then as it was
     */
    public static void write(Path file, Witness witness) throws IOException {
        try (SectionsWriter writer = SectionsWriter.create(file, MAGIC, VERSION)) {
            writer.beginSection(HEADER);
            writer.writeModulus(Fr.MODULUS);
            writer.writeInt(witness.size());
            writer.beginSection(VALUES);
            writer.writeElements(witness.values().limbs(), 0, witness.size());
            writer.commit();
        }
    }
}

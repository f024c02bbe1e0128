package io.snark4j.groth16;

import io.snark4j.field.Work;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The .zkey files of snarkjs, Groth16 over BN254: proving keys, read and written.
 *
 * <p>Points are affine, coordinates little-endian in Montgomery form with R = 2^256, infinity zeros, real parts first in G2;
 * coefficients are multiplied by R². Section 1 holds the protocol, 2 the sizes and the key's own points, 3 IC, 4 the
 * coefficients of A and B, 5 A, 6 B1, 7 B2, 8 C, 9 H, 10 the circuit hash and the contributions.
 */
public final class ZkeyFile {
    static final String MAGIC = "zkey";
    static final int VERSION = 1;
    static final int PROTOCOL_SECTION = 1;
    static final int GROTH16 = 1;
    static final int HEADER = 2;
    static final int IC = 3;
    static final int COEFFICIENTS = 4;
    static final int A = 5;
    static final int B1 = 6;
    static final int B2 = 7;
    static final int C = 8;
    static final int H = 9;
    static final int CONTRIBUTIONS = 10;

    static final int G1_BYTES = 64;
    static final int G2_BYTES = 128;
    /** Matrix, row, wire (u32 each) and the value. */
    static final int COEFFICIENT_BYTES = 44;

    private ZkeyFile() {}

    /** Reads and checks with all processors; see {@link #read(Path, Work)}. */
    public static ProvingKey read(Path file) throws IOException {
        return read(file, Work.DEFAULT);
    }

    /**
     * Reads a proving key and checks it in full: every length, index and coordinate, every point on its curve, every point of
     * G2 in the subgroup, beta and delta the same in both groups. {@link CheckedKeys} does so on a key's first use only. That the points belong to the circuit and that
     * nobody knows the toxic waste cannot be seen from the file alone.
     *
     * @throws IOException if the file cannot be read
     * @throws io.snark4j.field.MalformedInputException if it is not a sound proving key of Groth16 over BN254
     */
    public static ProvingKey read(Path file, Work work) throws IOException {
        ProvingKey key = readUnchecked(file, work);
        KeyCheck.check(key, work);
        return key;
    }

    /**
     * As {@link #read(Path, Work)} without checking that the points of A, B1, B2, C and H lie on their curves and in the subgroup: for keys
     * that were checked before. Proving with a bad key can tell of the witness.
     *
     * @throws IOException if the file cannot be read
     * @throws io.snark4j.field.MalformedInputException if lengths, indices, coordinates or the key's own points are bad
     */
    public static ProvingKey readUnchecked(Path file, Work work) throws IOException {
        return ZkeyReader.read(file, KeyDigest.none(), work);
    }

    /**
     * Writes a key beside the target and moves it into place.
     *
     * @throws IOException if it cannot be written; the target is then as it was
     */
    public static void write(Path file, ProvingKey key) throws IOException {
        ZkeyWriter.write(file, key);
    }
}

package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.SparseMatrix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 64 bytes that name a circuit in keys made here: SHA-512 over a label, the wires, public inputs and constraints, and
 * per matrix and row the number of terms and each wire and coefficient (big-endian). Not snarkjs' circuit hash, which
 * covers the points of a ceremony's first key; nothing is read into it but equality.
 */
final class CircuitHash {
    private static final byte[] LABEL = "snark4j circuit 1".getBytes(StandardCharsets.US_ASCII);

    private CircuitHash() {}

    static byte[] of(ConstraintSystem circuit) {
        try {
            var sha = MessageDigest.getInstance("SHA-512");
            sha.update(LABEL);
            update(sha, circuit.wires());
            update(sha, circuit.publicCount());
            update(sha, circuit.constraints());
            update(sha, circuit.a());
            update(sha, circuit.b());
            update(sha, circuit.c());
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("SHA-512 is required of every Java platform", e);
        }
    }

    private static void update(MessageDigest sha, SparseMatrix matrix) {
        byte[][] coefficients = new byte[matrix.coefficients().size()][];
        for (int i = 0; i < coefficients.length; i++) {
            Fr coefficient = matrix.coefficients().get(i);
            coefficients[i] = coefficient.toBytesBigEndian();
        }
        int[] starts = matrix.rowStart();
        for (int row = 0; row < matrix.rows(); row++) {
            update(sha, starts[row + 1] - starts[row]);
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                update(sha, matrix.wires()[k]);
                sha.update(coefficients[matrix.coefficientIndex()[k]]);
            }
        }
    }

    private static void update(MessageDigest sha, int value) {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
    }
}

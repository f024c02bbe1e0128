package io.snark4j.groth16;

import io.snark4j.field.FieldKernels;
import io.snark4j.field.FrVector;
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

    private static final int LIMBS = FrVector.LIMBS;

    private final MessageDigest sha;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13);

    private CircuitHash(MessageDigest sha) {
        this.sha = sha;
    }

    static byte[] of(ConstraintSystem circuit) {
        try {
            var hash = new CircuitHash(MessageDigest.getInstance("SHA-512"));
            hash.sha.update(LABEL);
            hash.update(circuit.wires());
            hash.update(circuit.publicCount());
            hash.update(circuit.constraints());
            hash.update(circuit.a());
            hash.update(circuit.b());
            hash.update(circuit.c());
            hash.flush();
            return hash.sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("SHA-512 is required of every Java platform", e);
        }
    }

    private void update(SparseMatrix matrix) {
        FrVector table = matrix.coefficients();
        long[] plain = new long[LIMBS * table.size()];
        FieldKernels.fr().toPlain(plain, 0, table.limbs(), 0, table.size());
        int[] starts = matrix.rowStart();
        int[] wires = matrix.wires();
        int[] indices = matrix.coefficientIndex();
        for (int row = 0; row < matrix.rows(); row++) {
            update(starts[row + 1] - starts[row]);
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                update(wires[k]);
                update(plain, LIMBS * indices[k]);
            }
        }
    }

    private void update(int value) {
        if (buffer.remaining() < Integer.BYTES) {
            flush();
        }
        buffer.putInt(value);
    }

    private void update(long[] plain, int at) {
        if (buffer.remaining() < LIMBS * Long.BYTES) {
            flush();
        }
        for (int limb = LIMBS - 1; limb >= 0; limb--) {
            buffer.putLong(plain[at + limb]);
        }
    }

    private void flush() {
        sha.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}

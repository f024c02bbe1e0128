package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.r1cs.SparseMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * SHA-256 over everything a proving key holds in memory, lengths included, so that two keys with one digest are the same key. It is
 * not the digest of the file: sections in another order give the same key.
 */
final class KeyDigest {
    private static final byte[] LABEL = "snark4j proving key 1".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_LONGS = 1 << 12;

    private final MessageDigest sha;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_LONGS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private KeyDigest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("SHA-256 is required of every Java platform", e);
        }
    }

    /** 64 hexadecimal digits. Reads the key once; about a second a gigabyte. */
    static String of(ProvingKey key) {
        var digest = new KeyDigest();
        digest.sha.update(LABEL);
        digest.update(new long[] {key.log2Domain(), key.wires(), key.publicCount()});
        VerifyingKey verifying = key.verifyingKey();
        digest.update(verifying.alpha(), key.beta1(), key.delta1());
        digest.update(verifying.beta(), verifying.gamma(), verifying.delta());
        digest.update(verifying.ic().toArray(G1Affine[]::new));
        digest.update(key.a());
        digest.update(key.b());
        digest.update(key.pointsA().limbs());
        digest.update(key.pointsB1().limbs());
        digest.update(key.pointsB2().limbs());
        digest.update(key.pointsC().limbs());
        digest.update(key.pointsH().limbs());
        digest.update(new long[] {key.contributions().count()});
        digest.sha.update(key.contributions().circuitHash());
        digest.sha.update(key.contributions().encoded());
        return HexFormat.of().formatHex(digest.sha.digest());
    }

    private void update(G1Affine... points) {
        long[] limbs = new long[8 * points.length];
        for (int i = 0; i < points.length; i++) {
            points[i].write(limbs, 8 * i);
        }
        update(limbs);
    }

    private void update(G2Affine... points) {
        long[] limbs = new long[16 * points.length];
        for (int i = 0; i < points.length; i++) {
            points[i].write(limbs, 16 * i);
        }
        update(limbs);
    }

    private void update(SparseMatrix matrix) {
        update(matrix.rowStart());
        update(matrix.wires());
        update(matrix.coefficientIndex());
        update(matrix.coefficients().limbs());
    }

    private void update(int[] values) {
        update(Arrays.stream(values).asLongStream().toArray());
    }

    private void update(long[] values) {
        buffer.clear().putLong(values.length).flip();
        sha.update(buffer);
        for (int at = 0; at < values.length; at += BUFFER_LONGS) {
            int n = Math.min(BUFFER_LONGS, values.length - at);
            buffer.clear();
            buffer.asLongBuffer().put(values, at, n);
            sha.update(buffer.limit(n * Long.BYTES));
        }
    }
}

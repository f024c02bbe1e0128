package io.snark4j.cli.demo;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.field.Fr;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** A request as it is sent; its proof is bound to these bytes and no others. */
record ApiRequest(String origin, String method, String path, String body) {
    /** The point x that a share is taken at: the request's hash, a fresh nonce and the deployment. */
    Fr point(Fr scope, SecureRandom random) {
        return CreditProtocol.requestPoint(sha256(), Fr.random(random), scope);
    }

    /** Over each part with its length in front, so that no two requests run together into the same bytes. */
    private byte[] sha256() {
        var bytes = new ByteArrayOutputStream();
        for (String part : new String[] {origin, method, path, body}) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(
                    ByteBuffer.allocate(Long.BYTES).putLong(text.length).array());
            bytes.writeBytes(text);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

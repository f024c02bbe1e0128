package io.snark4j.credits.ticket;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * h = SHA-256(|origin| ‖ origin ‖ |method| ‖ method ‖ |path| ‖ path ‖ |body| ‖ body), every length in 8 bytes big-endian. Body bytes are as sent: JSON is
 * not brought into another form. Headers are not part of it; a gateway lets none of them change what is done or charged.
 */
public final class RequestDigest {
    /** Bytes of h. */
    public static final int BYTES = 32;

    private final byte[] sha256;

    private RequestDigest(byte[] sha256) {
        this.sha256 = sha256;
    }

    /**
     * @param origin scheme, host and port of the gateway as its {@link Terms} write them
     * @param method as sent, in capitals
     * @param path with its query, as sent
     * @param body as sent; empty without one
     * @return h
     */
    public static RequestDigest of(String origin, String method, String path, byte[] body) {
        MessageDigest sha = sha256();
        update(sha, origin.getBytes(StandardCharsets.UTF_8));
        update(sha, method.getBytes(StandardCharsets.UTF_8));
        update(sha, path.getBytes(StandardCharsets.UTF_8));
        update(sha, body);
        return new RequestDigest(sha.digest());
    }

    /**
     * @param hex 64 digits, lower case
     * @return h
     * @throws MalformedInputException if the text is of another form
     */
    public static RequestDigest parse(String hex) {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new MalformedInputException(
                    "request digest: " + hex.length() + " characters, expected 64 lower-case hex digits");
        }
        return new RequestDigest(HexFormat.of().parseHex(hex));
    }

    /**
     * x = P5(DOM_REQ, hHi, hLo, rho, scope).
     *
     * @param nonce rho
     * @param scope of the deployment
     * @return where the request's share lies; a verifier refuses 0
     */
    public Fr point(Fr nonce, Fr scope) {
        return CreditProtocol.requestPoint(sha256, nonce, scope);
    }

    /**
     * What {@link #point} hashes, for who hashes many at once.
     *
     * @param nonce rho
     * @param scope of the deployment
     * @return 5 elements
     */
    public Fr[] preimage(Fr nonce, Fr scope) {
        return CreditProtocol.requestPreimage(sha256, nonce, scope);
    }

    /** @return h, 32 bytes */
    public byte[] toBytes() {
        return sha256.clone();
    }

    /** @return 64 hex digits, as {@link #parse} reads them */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(sha256);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof RequestDigest digest && Arrays.equals(sha256, digest.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void update(MessageDigest sha, byte[] part) {
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).flip());
        sha.update(part);
    }
}

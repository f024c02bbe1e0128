package io.snark4j.credits.gateway.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What upstream said of a request that was withheld: the vault is told its hash, and whoever audits the flag is shown the rest.
 *
 * @param hash SHA-256 of the body, 32 bytes
 * @param body of upstream's error, its first 64 KiB
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
public record Evidence(byte[] hash, byte[] body) {
    private static final int MAX_BYTES = 64 << 10;

    /**
     * @param body of upstream's error, as long as it may be
     * @return what is kept of it
     */
    public static Evidence of(byte[] body) {
        byte[] kept = body.length > MAX_BYTES ? Arrays.copyOf(body, MAX_BYTES) : body;
        try {
            return new Evidence(MessageDigest.getInstance("SHA-256").digest(kept), kept);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

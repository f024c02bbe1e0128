package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.field.Fr;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Answers, for callers who lost theirs, in memory for ten minutes, if {@link #expire} is called now and then. Each is encrypted (AES-256-GCM) under a key that only the request itself
 * gives, SHA-256 of a label, rho and h, neither of which is kept: what lies here can be read by whoever sends the same request again, and not by whoever
 * reads the memory afterwards. Thread-safe.
 */
final class BodyCache {
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] LABEL = "snark4j.credit.body".getBytes(StandardCharsets.US_ASCII);

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final Duration kept;
    private final long capacity;
    /** Oldest first. */
    private final Map<Fr, Entry> entries = new LinkedHashMap<>();

    private long size;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(int status, String contentType, byte[] iv, byte[] ciphertext, Instant until) {}

    /** An answer as it was sent, without the settlement. */
    @SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
    record Body(int status, String contentType, byte[] bytes) {}

    /** Keeps answers that long, and up to so many bytes: older ones are dropped for newer ones. */
    BodyCache(InstantSource clock, Duration kept, long capacity) {
        this.clock = clock;
        this.kept = kept;
        this.capacity = capacity;
    }

    /** The key of a request, to be held no longer than the request. */
    static SecretKeySpec key(Fr nonce, RequestDigest digest) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(LABEL);
            sha.update(nonce.toBytesBigEndian());
            return new SecretKeySpec(sha.digest(digest.toBytes()), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void put(Fr nullifier, SecretKeySpec key, Body body) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] ciphertext = crypt(Cipher.ENCRYPT_MODE, key, iv, body.bytes());
        Entry entry = new Entry(
                body.status(),
                body.contentType(),
                iv,
                ciphertext,
                clock.instant().plus(kept));
        synchronized (this) {
            expire();
            if (ciphertext.length <= capacity && entries.putIfAbsent(nullifier, entry) == null) {
                size += ciphertext.length;
            }
            Iterator<Entry> oldest = entries.values().iterator();
            while (size > capacity) {
                size -= oldest.next().ciphertext().length;
                oldest.remove();
            }
        }
    }

    Optional<Body> find(Fr nullifier, SecretKeySpec key) {
        Entry entry;
        synchronized (this) {
            expire();
            entry = entries.get(nullifier);
        }
        return Optional.ofNullable(entry)
                .map(found -> new Body(
                        found.status(),
                        found.contentType(),
                        crypt(Cipher.DECRYPT_MODE, key, found.iv(), found.ciphertext())));
    }

    /** Bytes of the answers that are here, encrypted. */
    synchronized long size() {
        return size;
    }

    /** Drops what is too old; all are kept equally long, so those are the first. */
    synchronized void expire() {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (clock.instant().isBefore(entry.until())) {
                return;
            }
            size -= entry.ciphertext().length;
            oldest.remove();
        }
    }

    private static byte[] crypt(int mode, SecretKeySpec key, byte[] iv, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            // The key is of the request whose nullifier and x were compared: it is the one that encrypted.
            throw new IllegalStateException("answer cache", e);
        }
    }
}

package io.snark4j.groth16;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 of all that a proving key is made of, taken while it is read, by several threads: of every section its type, its size and the
 * SHA-256 of each of its chunks, sections in ascending order of their types. Two keys with one digest have the same sections or give
 * a collision of SHA-256: the sizes fix where chunks begin. The order of sections in the file and unknown sections do not enter.
 * Safe for the threads of one reading.
 */
final class KeyDigest {
    private static final byte[] LABEL = "snark4j proving key 2".getBytes(StandardCharsets.US_ASCII);
    private static final int SHA_BYTES = 32;

    private final Map<Integer, Leaves> sections = new TreeMap<>();
    private final boolean taken;

    private KeyDigest(boolean taken) {
        this.taken = taken;
    }

    /** An empty digest, for one reading. */
    static KeyDigest create() {
        return new KeyDigest(true);
    }

    /** Takes no digest, for a reading that needs none. */
    static KeyDigest none() {
        return new KeyDigest(false);
    }

    /** The chunks of one section; each is put once, by any thread. */
    static final class Leaves {
        private final boolean taken;
        private final long size;
        private final byte[][] digests;

        private Leaves(boolean taken, long size, int chunks) {
            this.taken = taken;
            this.size = size;
            this.digests = new byte[chunks][];
        }

        void put(int chunk, byte[] bytes, int length) {
            if (!taken) {
                return;
            }
            MessageDigest sha = sha256();
            sha.update(bytes, 0, length);
            digests[chunk] = sha.digest();
        }
    }

    /** Whose chunks are put before the digest is asked for; each section once. */
    synchronized Leaves section(int type, long size, int chunks) {
        var leaves = new Leaves(taken, size, chunks);
        if (sections.put(type, leaves) != null) {
            throw new IllegalStateException("section " + type + " twice");
        }
        return leaves;
    }

    /** A section of one chunk. */
    void whole(int type, byte[] section) {
        section(type, section.length, 1).put(0, section, section.length);
    }

    /** 64 hexadecimal digits. */
    synchronized String hex() {
        if (!taken) {
            throw new IllegalStateException("no digest was taken");
        }
        MessageDigest sha = sha256();
        sha.update(LABEL);
        sections.forEach((type, leaves) -> {
            sha.update(ByteBuffer.allocate(2 * Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(type)
                    .putInt(leaves.digests.length)
                    .putLong(leaves.size)
                    .flip());
            for (byte[] digest : leaves.digests) {
                sha.update(digest, 0, SHA_BYTES);
            }
        });
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("SHA-256 is required of every Java platform", e);
        }
    }
}

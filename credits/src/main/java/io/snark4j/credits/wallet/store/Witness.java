package io.snark4j.credits.wallet.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far a log has come, kept apart from it. Two slots are written in turn, so that a torn write leaves the one before. A slot: number of records 8 bytes, tag
 * of the last 16, SHA-256 of the file's own place 16, CRC-32C of these 4.
 */
final class Witness {
    /** A block of a disk: one torn write does not reach both. */
    private static final int SLOT_BYTES = 4096;

    private static final int PLACE_BYTES = 16;
    private static final int CONTENT_BYTES = Long.BYTES + SecretKey.TAG_BYTES + PLACE_BYTES;

    private final Storage storage;
    private final String name;

    /** A point of the log: after so many records, the last of which has this tag. */
    @SuppressWarnings("ArrayRecordComponent") // compared by matches
    record Point(long count, byte[] tag) {
        static final Point START = new Point(0, new byte[SecretKey.TAG_BYTES]);

        boolean matches(Point other) {
            return count == other.count && Arrays.equals(tag, other.tag);
        }
    }

    Witness(Storage storage, String name) {
        this.storage = storage;
        this.name = name;
    }

    /** The newest point that was written here; empty if there is none, or the file is the copy of another. */
    Optional<Point> read() throws IOException {
        byte[] bytes = storage.read(name);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        byte[] place = place();
        Optional<Point> newest = Optional.empty();
        for (int slot = 0; slot < 2; slot++) {
            Optional<Point> point = slot(bytes, slot * SLOT_BYTES, place);
            if (newest.isEmpty() || (point.isPresent() && point.get().count > newest.get().count)) {
                newest = point;
            }
        }
        return newest;
    }

    private static Optional<Point> slot(byte[] bytes, int offset, byte[] place) {
        if (bytes.length < offset + CONTENT_BYTES + Integer.BYTES) {
            return Optional.empty();
        }
        ByteBuffer slot = ByteBuffer.wrap(bytes, offset, CONTENT_BYTES + Integer.BYTES);
        byte[] tag = new byte[SecretKey.TAG_BYTES];
        byte[] own = new byte[PLACE_BYTES];
        Point point = new Point(slot.getLong(), tag);
        slot.get(tag).get(own);
        boolean whole = slot.getInt() == checksum(bytes, offset);
        return whole && Arrays.equals(own, place) ? Optional.of(point) : Optional.empty();
    }

    /** The file must stand before its place is known. */
    void create() throws IOException {
        storage.write(name, 0, new byte[2 * SLOT_BYTES]);
        write(0, Point.START);
        write(1, Point.START);
    }

    void advance(Point point) throws IOException {
        write((int) (point.count % 2), point);
    }

    private void write(int slot, Point point) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CONTENT_BYTES + Integer.BYTES)
                .putLong(point.count)
                .put(point.tag)
                .put(place());
        bytes.putInt(checksum(bytes.array(), 0));
        storage.write(name, (long) slot * SLOT_BYTES, bytes.array());
    }

    private byte[] place() throws IOException {
        try {
            byte[] text = storage.place(name).getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(text), PLACE_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static int checksum(byte[] bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, CONTENT_BYTES);
        return (int) crc.getValue();
    }
}

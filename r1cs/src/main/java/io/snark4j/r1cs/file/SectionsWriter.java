package io.snark4j.r1cs.file;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes a file of sections as {@link BinarySections} reads it, in the order of the calls. Nothing is seen at the target before
 * {@link #commit}; closing without it leaves the target as it was. Not thread-safe.
 */
public final class SectionsWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int SECTION_COUNT_OFFSET = 8;

    private final AtomicFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final long[] plain = new long[FrVector.LIMBS];
    private int sections;
    private long sectionStart;

    private SectionsWriter(AtomicFile file) {
        this.file = file;
    }

    /**
     * @param target replaced on commit if it exists
     * @param magic 4 ASCII characters
     * @param version of the format
     * @return a writer without sections
     * @throws IOException if no file can be written beside the target
     */
    public static SectionsWriter create(Path target, String magic, int version) throws IOException {
        SectionsWriter writer = new SectionsWriter(AtomicFile.create(target));
        writer.buffer
                .put(magic.getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .putInt(0);
        return writer;
    }

    /**
     * Begins a section and ends the one before.
     *
     * @param type of the section; each at most once
     * @throws IOException if writing fails
     */
    public void beginSection(int type) throws IOException {
        endSection();
        sections++;
        writeInt(type);
        writeLong(0);
        sectionStart = position();
    }

    /**
     * @param value u32
     * @throws IOException if writing fails
     */
    public void writeInt(int value) throws IOException {
        room(Integer.BYTES).putInt(value);
    }

    /**
     * @param value u64
     * @throws IOException if writing fails
     */
    public void writeLong(long value) throws IOException {
        room(Long.BYTES).putLong(value);
    }

    /**
     * @param words written as they are
     * @param off first index
     * @param n number of words
     * @throws IOException if writing fails
     */
    public void writeWords(long[] words, int off, int n) throws IOException {
        for (int i = 0; i < n; i++) {
            room(Long.BYTES).putLong(words[off + i]);
        }
    }

    /**
     * @param bytes written as they are
     * @throws IOException if writing fails
     */
    public void writeBytes(byte[] bytes) throws IOException {
        for (int done = 0; done < bytes.length; ) {
            int n = Math.min(bytes.length - done, BUFFER_BYTES);
            room(n).put(bytes, done, n);
            done += n;
        }
    }

    /**
     * Scalar field elements, in plain form, 32 bytes each.
     *
     * @param elements Montgomery form, 4 limbs each
     * @param off first index
     * @param n number of elements
     * @throws IOException if writing fails
     */
    public void writeElements(long[] elements, int off, int n) throws IOException {
        for (int i = 0; i < n; i++) {
            FrLimbs.toPlain(plain, 0, elements, off + FrVector.LIMBS * i);
            writeWords(plain, 0, FrVector.LIMBS);
        }
    }

    /**
     * A field's header: the size of its elements in bytes and its modulus.
     *
     * @param modulus below 2^256
     * @throws IOException if writing fails
     */
    public void writeModulus(BigInteger modulus) throws IOException {
        writeInt(Fr.BYTES);
        for (int i = 0; i < FrVector.LIMBS; i++) {
            writeLong(modulus.shiftRight(Long.SIZE * i).longValue());
        }
    }

    /**
     * Ends the last section and moves the file into place.
     *
     * @throws IOException if writing fails; the target is then as it was
     */
    public void commit() throws IOException {
        endSection();
        flush();
        patch(
                SECTION_COUNT_OFFSET,
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(sections)
                        .flip());
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void endSection() throws IOException {
        if (sections > 0) {
            flush();
            long size = position() - sectionStart;
            patch(
                    sectionStart - Long.BYTES,
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(size)
                            .flip());
        }
    }

    private void patch(long at, ByteBuffer bytes) throws IOException {
        FileChannel channel = file.channel();
        for (long to = at; bytes.hasRemaining(); ) {
            to += channel.write(bytes, to);
        }
    }

    private long position() throws IOException {
        return file.channel().position() + buffer.position();
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.channel().write(buffer);
        }
        buffer.clear();
    }
}

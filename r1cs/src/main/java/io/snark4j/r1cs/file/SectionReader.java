package io.snark4j.r1cs.file;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Work;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Reads one section of a {@link BinarySections} file from front to back, little-endian. Every method that takes {@code what} names it in its
 * complaint, with the file, the section and the offset in the file. Not thread-safe; two readers of one section are independent.
 */
public final class SectionReader {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final Work ALONE = Work.ofThreads(1);
    /** The least number of elements that is worth another thread. */
    private static final int LEAST_ELEMENTS = 1 << 10;
    /** Small enough for a core's second cache with what is made of it, large enough for a system call. */
    private static final int CHUNK_BYTES = 1 << 17;

    /** One thread's work on the chunks of a section. */
    @FunctionalInterface
    public interface ChunkTask {
        /**
         * @param chunk number of the chunk, from 0
         * @param first number of its first record, from 0
         * @param bytes whole records, the file's bytes, from index 0; overwritten for the next chunk
         * @param length how many bytes
         */
        void run(int chunk, int first, byte[] bytes, int length);
    }

    private final FileChannel channel;
    private final MemorySegment bytes;
    private final String name;
    private final long start;
    private long position;

    /**
     * @param channel of the file
     * @param bytes of the section
     * @param name file and section, for messages
     * @param start where in the file the section begins
     */
    SectionReader(FileChannel channel, MemorySegment bytes, String name, long start) {
        this.channel = channel;
        this.bytes = bytes;
        this.name = name;
        this.start = start;
    }

    /** @return number of bytes of the whole section */
    public long size() {
        return bytes.byteSize();
    }

    /** @return number of bytes read so far */
    public long position() {
        return position;
    }

    /** @return number of bytes not read yet */
    public long remaining() {
        return bytes.byteSize() - position;
    }

    /**
     * To be called before anything is allocated for what a header claims.
     *
     * @param length number of bytes that must still be there
     * @param what they hold
     * @throws MalformedInputException if they are not
     */
    public void require(long length, String what) {
        if (length < 0 || length > remaining()) {
            throw malformed(what, length + " bytes", remaining() + " bytes");
        }
    }

    /**
     * @param what is read
     * @return u32 in [0, 2^32)
     */
    public long readUnsignedInt(String what) {
        require(Integer.BYTES, what);
        position += Integer.BYTES;
        return Integer.toUnsignedLong(bytes.get(INT, position - Integer.BYTES));
    }

    /**
     * @param what is counted
     * @return u32 in [0, 2^31)
     * @throws MalformedInputException also if it is larger
     */
    public int readCount(String what) {
        long count = readUnsignedInt(what);
        if (count > Integer.MAX_VALUE) {
            position -= Integer.BYTES;
            throw malformed(what, "at most " + Integer.MAX_VALUE, String.valueOf(count));
        }
        return (int) count;
    }

    /**
     * @param what is read
     * @return u64 in [0, 2^63)
     * @throws MalformedInputException also if it is larger
     */
    public long readLong(String what) {
        require(Long.BYTES, what);
        long value = bytes.get(LONG, position);
        if (value < 0) {
            throw malformed(what, "less than 2^63", Long.toUnsignedString(value));
        }
        position += Long.BYTES;
        return value;
    }

    /**
     * @param out receives the bytes
     * @param off first index
     * @param length number of bytes
     * @param what they hold
     */
    public void readBytes(byte[] out, int off, int length, String what) {
        require(length, what);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, out, off, length);
        position += length;
    }

    /**
     * Raw 64-bit words; no range is checked.
     *
     * @param out receives the words
     * @param off first index
     * @param length number of words
     * @param what they hold
     */
    public void readWords(long[] out, int off, int length, String what) {
        require(Long.BYTES * (long) length, what);
        MemorySegment.copy(bytes, LONG, position, out, off, length);
        position += Long.BYTES * (long) length;
    }

    /**
     * The same section from its beginning, read once into memory of our own: what is read from the copy is what others saw of it, whatever
     * happens to the file.
     *
     * @return another reader
     * @throws MalformedInputException if the section has 2 GB or more
     */
    public SectionReader copy() {
        if (size() > Integer.MAX_VALUE) {
            throw malformed("size of the section", "at most " + Integer.MAX_VALUE, size() + "");
        }
        MemorySegment copy = MemorySegment.ofArray(bytes.toArray(ValueLayout.JAVA_BYTE));
        return new SectionReader(channel, copy, name, start);
    }

    /** @return how many chunks {@link #forEachChunk} makes of the rest of the section */
    public int chunks(int recordBytes) {
        return Math.toIntExact(Math.ceilDiv(remaining() / recordBytes, CHUNK_BYTES / recordBytes));
    }

    /**
     * Everything from here to the end of the section, copied from the file chunk by chunk by several threads. Each chunk is copied once,
     * so that what is hashed of it and what is made of it cannot differ; and the file's pages do not add to this process's memory, as those
     * of a mapping do. A chunk holds the same records whatever the threads.
     *
     * @param recordBytes size of a record, at most 2^17; what is left is a multiple of it, of less than 2^31 records
     * @param what is read
     * @param work threads and cancellation, which is looked at once a chunk
     * @param tasks asked for one task a thread, on that thread
     * @throws IOException if the file cannot be read any more
     * @throws MalformedInputException if the section does not consist of whole records
     */
    public void forEachChunk(int recordBytes, String what, Work work, Supplier<? extends ChunkTask> tasks)
            throws IOException {
        long records = remaining() / recordBytes;
        if (records * recordBytes != remaining() || records > Integer.MAX_VALUE) {
            throw malformed(what, "records of " + recordBytes + " bytes", remaining() + " bytes");
        }
        int recordsAChunk = CHUNK_BYTES / recordBytes;
        long from = start + position;
        try {
            work.forEachRange(chunks(recordBytes), 1, (firstChunk, endChunk) -> {
                ChunkTask task = tasks.get();
                byte[] chunk = new byte[recordsAChunk * recordBytes];
                for (int i = firstChunk; i < endChunk; i++) {
                    work.check();
                    int first = i * recordsAChunk;
                    int length = (int) Math.min(recordsAChunk, records - first) * recordBytes;
                    fill(chunk, length, from + (long) first * recordBytes);
                    task.run(i, first, chunk, length);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        position = size();
    }

    private void fill(byte[] chunk, int length, long from) {
        ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, from + buffer.position()) < 0) {
                    throw new EOFException(name + ": the file became shorter while it was read");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Scalar field elements in plain form, 32 bytes each.
     *
     * @param out receives them in Montgomery form, 4 limbs each
     * @param off first index in {@code out}
     * @param n number of elements
     * @param what they are
     * @throws MalformedInputException also if one is not below r
     */
    public void readElements(long[] out, int off, int n, String what) {
        readElements(out, off, n, what, ALONE);
    }

    /**
     * As {@link #readElements(long[], int, int, String)}, on several threads.
     *
     * @param out receives them in Montgomery form, 4 limbs each
     * @param off first index in {@code out}
     * @param n number of elements
     * @param what they are
     * @param work threads and cancellation
     * @throws MalformedInputException also if one is not below r
     */
    public void readElements(long[] out, int off, int n, String what, Work work) {
        require(Fr.BYTES * (long) n, what);
        var bad = new AtomicInteger(Integer.MAX_VALUE);
        work.forEachRange(n, LEAST_ELEMENTS, (from, to) -> {
            int at = off + FrVector.LIMBS * from;
            MemorySegment.copy(bytes, LONG, position + (long) Fr.BYTES * from, out, at, FrVector.LIMBS * (to - from));
            // In scalar code: files are read before vector kernels are compiled.
            for (int i = from; i < to; i++, at += FrVector.LIMBS) {
                if (!FrLimbs.isReduced(out, at)) {
                    bad.accumulateAndGet(i, Math::min);
                    return;
                }
                FrLimbs.fromPlain(out, at, out, at);
            }
        });
        if (bad.get() != Integer.MAX_VALUE) {
            // Not the value itself: it may come from a witness.
            position += (long) Fr.BYTES * bad.get();
            throw malformed(what + (n == 1 ? "" : " " + bad), "a value below r", "a larger one");
        }
        position += (long) Fr.BYTES * n;
    }

    /**
     * A field's header: the size of its elements in bytes and its modulus.
     *
     * @param expected modulus that the file must have
     * @param what names the field
     * @throws MalformedInputException if it has another
     */
    public void readModulus(BigInteger expected, String what) {
        long size = readUnsignedInt("element size of " + what);
        if (size != Fr.BYTES) {
            position -= Integer.BYTES;
            throw malformed("element size of " + what, Fr.BYTES + " bytes", size + " bytes");
        }
        long[] words = new long[FrVector.LIMBS];
        readWords(words, 0, words.length, "modulus of " + what);
        BigInteger modulus = BigInteger.ZERO;
        for (int i = words.length - 1; i >= 0; i--) {
            modulus = modulus.shiftLeft(Long.SIZE).or(new BigInteger(Long.toUnsignedString(words[i])));
        }
        if (!modulus.equals(expected)) {
            position -= Fr.BYTES;
            throw malformed("modulus of " + what, expected + " (BN254)", modulus.toString());
        }
    }

    /**
     * @param length number of bytes to pass over
     * @param what they hold
     */
    public void skip(long length, String what) {
        require(length, what);
        position += length;
    }

    /** @throws MalformedInputException if anything is left */
    public void expectEnd() {
        if (remaining() != 0) {
            throw malformed("its end", "nothing more", remaining() + " bytes");
        }
    }

    /**
     * @param what is wrong
     * @param expected in its place
     * @param found there
     * @return to be thrown; names the file, the section and the current offset in the file
     */
    public MalformedInputException malformed(String what, String expected, String found) {
        return new MalformedInputException(
                name + ", byte " + (start + position) + ": " + what + ": expected " + expected + ", found " + found);
    }
}

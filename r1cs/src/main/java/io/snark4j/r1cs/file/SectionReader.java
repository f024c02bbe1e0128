package io.snark4j.r1cs.file;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.MalformedInputException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * Reads one section of a {@link BinarySections} file from front to back, little-endian. Every method that takes {@code what} names it in its
 * complaint, with the file, the section and the offset in the file. Not thread-safe; two readers of one section are independent.
 */
public final class SectionReader {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private final String name;
    private final long start;
    private long position;

    /**
     * @param name file and section, for messages
     * @param start where in the file the section begins, for messages
     */
    SectionReader(MemorySegment bytes, String name, long start) {
        this.bytes = bytes;
        this.name = name;
        this.start = start;
    }

    /** @return number of bytes of the whole section */
    public long size() {
        return bytes.byteSize();
    }

    /** @return the section's bytes, for hot code; valid while the file is open */
    public MemorySegment bytes() {
        return bytes;
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
     * Scalar field elements in plain form, 32 bytes each.
     *
     * @param out receives them in Montgomery form, 4 limbs each
     * @param off first index in {@code out}
     * @param n number of elements
     * @param what they are
     * @throws MalformedInputException also if one is not below r
     */
    public void readElements(long[] out, int off, int n, String what) {
        require(Fr.BYTES * (long) n, what);
        for (int i = 0; i < n; i++) {
            int at = off + FrVector.LIMBS * i;
            MemorySegment.copy(bytes, LONG, position, out, at, FrVector.LIMBS);
            if (!FrLimbs.isReduced(out, at)) {
                // Not the value itself: it may come from a witness.
                throw malformed(what + (n == 1 ? "" : " " + i), "a value below r", "a larger one");
            }
            FrLimbs.fromPlain(out, at, out, at);
            position += Fr.BYTES;
        }
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

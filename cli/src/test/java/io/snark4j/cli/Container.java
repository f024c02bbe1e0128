package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of an .r1cs, .wtns or .zkey file, with a pen: edits what a hostile author would. */
final class Container {
    static final int HEADER = 12;
    static final BigInteger P =
            new BigInteger("21888242871839275222246405745257275088696311157297823662689037894645226208583");
    static final BigInteger R =
            new BigInteger("21888242871839275222246405745257275088548364400416034343698204186575808495617");

    private final ByteBuffer bytes;

    private Container(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Container of(Path file) throws IOException {
        return new Container(Files.readAllBytes(file));
    }

    Path save(Path file) throws IOException {
        return Files.write(file, bytes.array());
    }

    /** Where the contents of the section begin. */
    int section(int type) {
        int at = header(type);
        return at + HEADER;
    }

    Container truncate(int length) {
        return new Container(java.util.Arrays.copyOf(bytes.array(), length));
    }

    int length() {
        return bytes.capacity();
    }

    Container setByte(int at, int value) {
        bytes.put(at, (byte) value);
        return this;
    }

    Container setInt(int at, int value) {
        bytes.putInt(at, value);
        return this;
    }

    int getInt(int at) {
        return bytes.getInt(at);
    }

    /** Claims that the section is {@code size} bytes long. */
    Container claim(int type, long size) {
        bytes.putLong(header(type) + 4, size);
        return this;
    }

    /** Gives the section another type, so that the first is missing and the second may be there twice. */
    Container retype(int type, int other) {
        bytes.putInt(header(type), other);
        return this;
    }

    /** Writes {@code value} in 32 little-endian bytes. */
    Container setNumber(int at, BigInteger value) {
        for (int i = 0; i < 32; i++) {
            bytes.put(at + i, value.shiftRight(8 * i).byteValue());
        }
        return this;
    }

    /** Writes a base field element as .zkey holds it: Montgomery form with R = 2^256. */
    Container setCoordinate(int at, BigInteger value) {
        return setNumber(at, value.shiftLeft(256).mod(P));
    }

    private int header(int type) {
        int at = HEADER;
        while (at < bytes.capacity()) {
            if (bytes.getInt(at) == type) {
                return at;
            }
            at += HEADER + Math.toIntExact(bytes.getLong(at + 4));
        }
        assertThat(at).as("section " + type + " is not there").isNegative();
        return at;
    }
}

package io.snark4j.credits.ticket;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Writes what {@link WireReader} reads. */
final class WireWriter {
    private final ByteBuffer buffer;

    WireWriter(int length) {
        buffer = ByteBuffer.allocate(length);
    }

    WireWriter putByte(int value) {
        buffer.put((byte) value);
        return this;
    }

    WireWriter put(byte[] bytes) {
        buffer.put(bytes);
        return this;
    }

    WireWriter put(Fr element) {
        return put(element.toBytesBigEndian());
    }

    WireWriter put(BabyJubjubPoint point) {
        return put(point.x()).put(point.y());
    }

    /** Takes numbers of [0, 2^(8·length)). */
    WireWriter put(BigInteger number, int length) {
        if (number.signum() < 0 || number.bitLength() > Byte.SIZE * length) {
            throw new IllegalArgumentException("number " + number + ", expected 0 to 2^" + Byte.SIZE * length + " - 1");
        }
        byte[] signed = number.toByteArray();
        int significant = Math.min(length, signed.length);
        buffer.position(buffer.position() + length - significant);
        return put(java.util.Arrays.copyOfRange(signed, signed.length - significant, signed.length));
    }

    byte[] toBytes() {
        if (buffer.hasRemaining()) {
            throw new IllegalStateException(buffer.remaining() + " bytes were not written");
        }
        return buffer.array();
    }
}

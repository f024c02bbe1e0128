package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes in field elements, 31 in each: 31·8 = 248 bits are always below r. */
public final class Bytes {
    /** Bytes that fit into any field element. */
    public static final int PER_ELEMENT = 31;

    private Bytes() {}

    /**
     * @param order of the bytes in a number
     * @param bytes any number of bytes
     * @return ⌈number of bytes / 31⌉ elements, the last of what remains; no length, so {@code {0}} and {@code {0, 0}} give the same
     */
    public static List<Fr> pack(ByteOrder order, byte... bytes) {
        List<Fr> elements = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += PER_ELEMENT) {
            int size = Math.min(PER_ELEMENT, bytes.length - from);
            byte[] number = new byte[Fr.BYTES];
            if (order == ByteOrder.BIG_ENDIAN) {
                System.arraycopy(bytes, from, number, Fr.BYTES - size, size);
                elements.add(Fr.fromBytesBigEndian(number));
            } else {
                System.arraycopy(bytes, from, number, 0, size);
                elements.add(Fr.fromBytesLittleEndian(number));
            }
        }
        return elements;
    }

    /**
     * @param order of the bytes in a number
     * @param count number of bytes
     * @param elements what {@link #pack} gave
     * @return the bytes
     * @throws IllegalArgumentException if so many bytes fill another number of elements, or an element is too large
     */
    public static byte[] unpack(ByteOrder order, int count, List<Fr> elements) {
        requireElements(count, elements.size());
        byte[] bytes = new byte[count];
        for (int i = 0; i < elements.size(); i++) {
            Fr element = elements.get(i);
            int from = PER_ELEMENT * i;
            int size = Math.min(PER_ELEMENT, count - from);
            if (element.toBigInteger().bitLength() > 8 * size) {
                throw new IllegalArgumentException("element " + i + " is " + element + ", not " + size + " bytes");
            }
            byte[] number = order == ByteOrder.BIG_ENDIAN
                    ? Arrays.copyOfRange(element.toBytesBigEndian(), Fr.BYTES - size, Fr.BYTES)
                    : element.toBytesLittleEndian();
            System.arraycopy(number, 0, bytes, from, size);
        }
        return bytes;
    }

    static void requireElements(int count, int elements) {
        int expected = Math.ceilDiv(count, PER_ELEMENT);
        if (count < 0 || elements != expected) {
            throw new IllegalArgumentException(count + " bytes in " + elements + " elements, expected " + expected);
        }
    }
}

package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Constrains what {@link Bytes} computes. Bytes are variables in [0, 256); where they are given, that is asserted; where they are returned, it
 * is known. The byte order says which comes first, of the bytes of a number and of the bits of a byte alike: {@code BIG_ENDIAN} is
 * the order of SHA-256 and of network protocols, {@code LITTLE_ENDIAN} that of Keccak and of {@link Api#toBits}.
 */
public final class BytesGadget {
    private static final int BYTE = 8;

    private BytesGadget() {}

    /**
     * 8 constraints for each byte, none for constants.
     *
     * @param api of the circuit
     * @param order of the bits within each byte
     * @param bytes each asserted to be below 2^8
     * @return their bits, byte after byte
     */
    public static Var[] bits(Api api, ByteOrder order, Var... bytes) {
        Var[] bits = new Var[BYTE * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            System.arraycopy(inOrder(order, api.toBits(bytes[i], BYTE)), 0, bits, BYTE * i, BYTE);
        }
        return bits;
    }

    /**
     * Free where the bits are known to be boolean.
     *
     * @param api of the circuit
     * @param order of the bits within each byte
     * @param bits each boolean, asserted unless known
     * @return the bytes that they make
     * @throws IllegalArgumentException if their number is not a multiple of 8
     */
    public static Var[] bytes(Api api, ByteOrder order, Var... bits) {
        if (bits.length % BYTE != 0) {
            throw new IllegalArgumentException(bits.length + " bits make no whole number of bytes");
        }
        Var[] bytes = new Var[bits.length / BYTE];
        Arrays.setAll(bytes, i -> api.fromBits(inOrder(order, Arrays.copyOfRange(bits, BYTE * i, BYTE * (i + 1)))));
        return bytes;
    }

    /**
     * Packs 31 bytes into each element, the rest into the last; 8 constraints for each byte whose range is not known. The number of bytes
     * is part of the circuit, so different messages give different elements.
     *
     * @param api of the circuit
     * @param order of the bytes in a number
     * @param bytes each asserted to be below 2^8 unless known
     * @return ⌈number of bytes / 31⌉ elements
     */
    public static List<Var> pack(Api api, ByteOrder order, Var... bytes) {
        List<Var> elements = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += Bytes.PER_ELEMENT) {
            Var[] chunk = Arrays.copyOfRange(bytes, from, Math.min(from + Bytes.PER_ELEMENT, bytes.length));
            elements.add(number(api, order, chunk));
        }
        return elements;
    }

    /** Σ 256^i·byte i of at most 31 bytes. */
    private static Var number(Api api, ByteOrder order, Var[] bytes) {
        Var[] terms = inOrder(order, bytes);
        Fr weight = Fr.ONE;
        for (int i = 0; i < terms.length; i++) {
            api.assertRange(terms[i], BYTE);
            terms[i] = terms[i].times(weight);
            weight = weight.mul(Fr.of(1 << BYTE));
        }
        return api.sum(terms);
    }

    /**
     * The other way: 8 constraints a byte, which prove that the elements are as small as they have to be.
     *
     * @param api of the circuit
     * @param order of the bytes in a number
     * @param count number of bytes
     * @param elements each of 31 bytes, the last of the rest
     * @return the bytes
     * @throws IllegalArgumentException if so many bytes fill another number of elements
     */
    public static Var[] unpack(Api api, ByteOrder order, int count, List<Var> elements) {
        Bytes.requireElements(count, elements.size());
        Var[] bytes = new Var[count];
        for (int i = 0; i < elements.size(); i++) {
            int from = Bytes.PER_ELEMENT * i;
            int size = Math.min(Bytes.PER_ELEMENT, count - from);
            Var[] number = bytes(api, ByteOrder.LITTLE_ENDIAN, api.toBits(elements.get(i), BYTE * size));
            System.arraycopy(inOrder(order, number), 0, bytes, from, size);
        }
        return bytes;
    }

    /**
     * The 32 bytes of the integer in [0, r), see {@link Api#toBitsStrict}: 353 constraints.
     *
     * @param api of the circuit
     * @param order of the bytes
     * @param element any value
     * @return its bytes, as {@link Fr#toBytesBigEndian} and {@link Fr#toBytesLittleEndian} give them
     */
    public static Var[] canonical(Api api, ByteOrder order, Var element) {
        Var[] bits = Words.constant(api, 0, BYTE * Fr.BYTES);
        Var[] known = api.toBitsStrict(element);
        System.arraycopy(known, 0, bits, 0, known.length);
        return inOrder(order, bytes(api, ByteOrder.LITTLE_ENDIAN, bits));
    }

    /** A copy, turned round if the highest is to come first. */
    private static Var[] inOrder(ByteOrder order, Var[] lowestFirst) {
        Var[] ordered = lowestFirst.clone();
        if (order == ByteOrder.BIG_ENDIAN) {
            Arrays.setAll(ordered, i -> lowestFirst[lowestFirst.length - 1 - i]);
        }
        return ordered;
    }
}

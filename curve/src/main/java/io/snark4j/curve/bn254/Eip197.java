package io.snark4j.curve.bn254;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.MalformedInputException;

/**
 * The encoding of EIP-196 and EIP-197, which the EVM's precompiled contracts 0x06 to 0x08 read: coordinates as 32 bytes
 * big-endian, G1 as x, y (64 bytes), G2 as x.im, x.re, y.im, y.re (128 bytes, imaginary part first); infinity is all zeros.
 */
public final class Eip197 {
    /** Bytes of a point of G1. */
    public static final int G1_BYTES = 64;

    /** Bytes of a point of G2. */
    public static final int G2_BYTES = 128;

    private Eip197() {}

    /**
     * Encodes a point of G1.
     *
     * @param point any
     * @return 64 bytes
     */
    public static byte[] encode(G1Affine point) {
        byte[] bytes = new byte[G1_BYTES];
        put(bytes, 0, point.x());
        put(bytes, 1, point.y());
        return bytes;
    }

    /**
     * Encodes a point of G2.
     *
     * @param point any
     * @return 128 bytes
     */
    public static byte[] encode(G2Affine point) {
        byte[] bytes = new byte[G2_BYTES];
        put(bytes, 0, point.x().im());
        put(bytes, 1, point.x().re());
        put(bytes, 2, point.y().im());
        put(bytes, 3, point.y().re());
        return bytes;
    }

    /**
     * Decodes a point of G1.
     *
     * @param bytes 64 bytes
     * @return the point
     * @throws MalformedInputException if the length is wrong, a coordinate is not below p, or the point is not on the curve
     */
    public static G1Affine decodeG1(byte[] bytes) {
        G1Affine point = decodeG1Unchecked(bytes);
        if (!point.isOnCurve()) {
            throw new MalformedInputException("G1 in EIP-196 form: " + point + " is not on the curve");
        }
        return point;
    }

    /**
     * Decodes a point of G1 without asking whether it lies on the curve.
     *
     * @param bytes 64 bytes
     * @return the point
     * @throws MalformedInputException if the length is wrong or a coordinate is not below p
     */
    public static G1Affine decodeG1Unchecked(byte[] bytes) {
        requireLength("G1 in EIP-196 form", bytes, G1_BYTES);
        return G1Affine.ofUnchecked(get(bytes, 0), get(bytes, 1));
    }

    /**
     * Decodes a point of G2.
     *
     * @param bytes 128 bytes
     * @return the point
     * @throws MalformedInputException if the length is wrong, a coordinate is not below p, or the point is not on the curve or
     *     not in the subgroup of order r
     */
    public static G2Affine decodeG2(byte[] bytes) {
        G2Affine point = decodeG2Unchecked(bytes);
        if (!point.isOnCurve()) {
            throw new MalformedInputException("G2 in EIP-197 form: " + point + " is not on the curve");
        }
        if (!point.isInSubgroup()) {
            throw new MalformedInputException("G2 in EIP-197 form: " + point + " is not in the subgroup of order r");
        }
        return point;
    }

    /**
     * Decodes a point of G2 without asking whether it lies on the curve or in the subgroup.
     *
     * @param bytes 128 bytes
     * @return the point
     * @throws MalformedInputException if the length is wrong or a coordinate is not below p
     */
    public static G2Affine decodeG2Unchecked(byte[] bytes) {
        requireLength("G2 in EIP-197 form", bytes, G2_BYTES);
        return G2Affine.ofUnchecked(new Fp2(get(bytes, 1), get(bytes, 0)), new Fp2(get(bytes, 3), get(bytes, 2)));
    }

    static void requireLength(String what, byte[] bytes, int expected) {
        if (bytes.length != expected) {
            throw new MalformedInputException(what + ": " + expected + " bytes expected, " + bytes.length + " found");
        }
    }

    private static void put(byte[] bytes, int word, Fp value) {
        System.arraycopy(value.toBytesBigEndian(), 0, bytes, word * Fp.BYTES, Fp.BYTES);
    }

    private static Fp get(byte[] bytes, int word) {
        return Fp.fromBytesBigEndian(bytes, word * Fp.BYTES);
    }
}

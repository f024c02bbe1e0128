package io.snark4j.curve.bn254;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.MalformedInputException;
import java.util.Optional;

/**
 * Compressed points: x big-endian (G1 32 bytes; G2 64 bytes, imaginary part first), whose two top bits, free because p is below
 * 2^254, say the rest: {@code 10} y is the smaller of y and −y, {@code 11} the larger, {@code 01} infinity, all other bits zero.
 * {@code 00} is refused. Of two elements of Fp2 the one with the larger imaginary part is larger, the real part deciding
 * where that is 0. Each point has exactly one encoding.
 */
public final class Compressed {
    /** Bytes of a point of G1. */
    public static final int G1_BYTES = 32;

    /** Bytes of a point of G2. */
    public static final int G2_BYTES = 64;

    private static final int FLAGS = 0xc0;
    private static final int INFINITY = 0x40;
    private static final int SMALLER = 0x80;
    private static final int LARGER = 0xc0;

    private static final Fp G1_B = Fp.of(3);
    private static final Fp2 G2_B = new Fp2(G1_B, Fp.ZERO).div(Fp2.NON_RESIDUE);

    private Compressed() {}

    /**
     * Encodes a point of G1.
     *
     * @param point on the curve
     * @return 32 bytes
     */
    public static byte[] encode(G1Affine point) {
        byte[] bytes = point.x().toBytesBigEndian();
        bytes[0] |= (byte) (point.isInfinity() ? INFINITY : isLarger(point.y()) ? LARGER : SMALLER);
        return bytes;
    }

    /**
     * Encodes a point of G2.
     *
     * @param point on the curve
     * @return 64 bytes
     */
    public static byte[] encode(G2Affine point) {
        byte[] bytes = new byte[G2_BYTES];
        System.arraycopy(point.x().im().toBytesBigEndian(), 0, bytes, 0, Fp.BYTES);
        System.arraycopy(point.x().re().toBytesBigEndian(), 0, bytes, Fp.BYTES, Fp.BYTES);
        bytes[0] |= (byte) (point.isInfinity() ? INFINITY : isLarger(point.y()) ? LARGER : SMALLER);
        return bytes;
    }

    /**
     * Decodes a point of G1, which lies on the curve by construction and has order r.
     *
     * @param bytes 32 bytes
     * @return the point
     * @throws MalformedInputException if the length or the flags are wrong, x is not below p, or no point has this x
     */
    public static G1Affine decodeG1(byte[] bytes) {
        Eip197.requireLength("compressed G1", bytes, G1_BYTES);
        if (isInfinity("compressed G1", bytes)) {
            return G1Affine.INFINITY;
        }
        Fp x = Fp.fromBytesBigEndian(withoutFlags(bytes));
        Fp y = x.square().mul(x).add(G1_B).sqrt().orElseThrow(() -> noPoint("compressed G1", x));
        return G1Affine.ofUnchecked(x, isLarger(y) == hasLargerFlag(bytes) ? y : y.neg());
    }

    /**
     * Decodes a point of G2.
     *
     * @param bytes 64 bytes
     * @return the point
     * @throws MalformedInputException if the length or the flags are wrong, x is not reduced, no point has this x, or the point
     *     is not in the subgroup of order r
     */
    public static G2Affine decodeG2(byte[] bytes) {
        G2Affine point = decodeG2Unchecked(bytes);
        if (!point.isInSubgroup()) {
            throw new MalformedInputException("compressed G2: " + point + " is not in the subgroup of order r");
        }
        return point;
    }

    /**
     * Decodes a point of the twist, without asking whether it lies in the subgroup.
     *
     * @param bytes 64 bytes
     * @return the point
     * @throws MalformedInputException if the length or the flags are wrong, x is not reduced, or no point has this x
     */
    public static G2Affine decodeG2Unchecked(byte[] bytes) {
        Eip197.requireLength("compressed G2", bytes, G2_BYTES);
        if (isInfinity("compressed G2", bytes)) {
            return G2Affine.INFINITY;
        }
        byte[] plain = withoutFlags(bytes);
        Fp2 x = new Fp2(Fp.fromBytesBigEndian(plain, Fp.BYTES), Fp.fromBytesBigEndian(plain, 0));
        Optional<Fp2> root = x.square().mul(x).add(G2_B).sqrt();
        Fp2 y = root.orElseThrow(() -> noPoint("compressed G2", x));
        return G2Affine.ofUnchecked(x, isLarger(y) == hasLargerFlag(bytes) ? y : y.neg());
    }

    private static boolean isLarger(Fp y) {
        return y.compareTo(y.neg()) > 0;
    }

    private static boolean isLarger(Fp2 y) {
        return isLarger(y.im().isZero() ? y.re() : y.im());
    }

    private static boolean hasLargerFlag(byte[] bytes) {
        return (bytes[0] & FLAGS) == LARGER;
    }

    private static boolean isInfinity(String what, byte[] bytes) {
        int flags = bytes[0] & FLAGS;
        if (flags == 0) {
            throw new MalformedInputException(what + ": flag bits 00, expected 10, 11 or 01");
        }
        if (flags != INFINITY) {
            return false;
        }
        byte[] rest = withoutFlags(bytes);
        for (int i = 0; i < rest.length; i++) {
            if (rest[i] != 0) {
                throw new MalformedInputException(what + ": infinity, but byte " + i + " is " + (rest[i] & 0xff));
            }
        }
        return true;
    }

    private static byte[] withoutFlags(byte[] bytes) {
        byte[] plain = bytes.clone();
        plain[0] &= (byte) ~FLAGS;
        return plain;
    }

    private static MalformedInputException noPoint(String what, Object x) {
        return new MalformedInputException(what + ": no point has x = " + x);
    }
}

package io.snark4j.credits.ticket;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/** Reads a binary form from front to back: numbers big-endian, elements in 32 bytes. Throws MalformedInputException for what is not canonical. */
final class WireReader {
    private static final Base64.Encoder TEXT_ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final String what;
    private final byte[] bytes;
    private int position;

    WireReader(String what, byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new MalformedInputException(what + ": " + bytes.length + " bytes, expected " + length);
        }
        this.what = what;
        this.bytes = bytes;
    }

    static String toText(byte[] bytes) {
        return TEXT_ENCODER.encodeToString(bytes);
    }

    /** Base64url without padding; of the texts that decode to the same bytes only the one that {@link #toText} writes. */
    static byte[] fromText(String what, String text, int length) {
        int expected = (length * 4 + 2) / 3;
        if (text.length() != expected) {
            throw new MalformedInputException(what + ": " + text.length() + " characters, expected " + expected);
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedInputException(what + ": not base64url", e);
        }
        if (!toText(bytes).equals(text)) {
            throw new MalformedInputException(what + ": base64url with bits that mean nothing");
        }
        return bytes;
    }

    byte[] take(int length) {
        byte[] part = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return part;
    }

    void expectVersion(int version) {
        int found = bytes[position++] & 0xff;
        if (found != version) {
            throw new MalformedInputException(what + ": version " + found + ", expected " + version);
        }
    }

    int takeByte() {
        return bytes[position++] & 0xff;
    }

    Fr takeElement(String name) {
        try {
            Fr element = Fr.fromBytesBigEndian(bytes, position);
            position += Fr.BYTES;
            return element;
        } catch (MalformedInputException e) {
            throw new MalformedInputException(what + ": " + name + " is not below r", e);
        }
    }

    BigInteger takeNumber(int length) {
        return new BigInteger(1, take(length));
    }

    /** On the curve, of any order. */
    BabyJubjubPoint takePoint(String name) {
        Fr x = takeElement(name + ".x");
        Fr y = takeElement(name + ".y");
        if (!BabyJubjubPoint.isOnCurve(x, y)) {
            throw new MalformedInputException(what + ": " + name + " is not on the curve");
        }
        return new BabyJubjubPoint(x, y);
    }

    /** In the subgroup of order l. */
    BabyJubjubPoint takeSubgroupPoint(String name) {
        BabyJubjubPoint point = takePoint(name);
        if (!point.isInSubgroup()) {
            throw new MalformedInputException(what + ": " + name + " is not in the subgroup of order l");
        }
        return point;
    }
}

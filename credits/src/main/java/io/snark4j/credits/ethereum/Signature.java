package io.snark4j.credits.ethereum;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/**
 * A signature of secp256k1.
 *
 * @param r abscissa of the nonce's point
 * @param s at most half of the group's order
 * @param parity of the ordinate, 0 or 1
 */
public record Signature(BigInteger r, BigInteger s, int parity) {
    private static final int WORD = 32;
    private static final int FIRST_V = 27;

    /** @return r, s, v: 65 bytes, v = 27 + parity, the form that contracts take */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(word(r));
        bytes.writeBytes(word(s));
        bytes.write(FIRST_V + parity);
        return bytes.toByteArray();
    }

    static byte[] word(BigInteger value) {
        byte[] signed = value.toByteArray();
        byte[] word = new byte[WORD];
        int length = Math.min(WORD, signed.length);
        System.arraycopy(signed, signed.length - length, word, WORD - length, length);
        return word;
    }
}

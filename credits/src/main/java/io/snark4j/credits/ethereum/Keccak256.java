package io.snark4j.credits.ethereum;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256, as Ethereum uses it. */
public final class Keccak256 {
    /** Bytes of a digest. */
    public static final int BYTES = 32;

    private static final int SELECTOR_BYTES = 4;

    private Keccak256() {}

    /**
     * @param parts hashed one after another
     * @return 32 bytes
     */
    public static byte[] hash(byte[]... parts) {
        KeccakDigest keccak = new KeccakDigest(8 * BYTES);
        for (byte[] part : parts) {
            keccak.update(part, 0, part.length);
        }
        byte[] digest = new byte[BYTES];
        keccak.doFinal(digest, 0);
        return digest;
    }

    /**
     * @param text ASCII
     * @return its digest
     */
    public static byte[] hash(String text) {
        return hash(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * @param signature such as {@code transfer(address,uint256)}
     * @return the first 4 bytes of its digest, by which contracts know functions and errors
     */
    public static byte[] selector(String signature) {
        return Arrays.copyOf(hash(signature), SELECTOR_BYTES);
    }
}

package io.snark4j.credits.wallet.store;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/** What somebody types. Held as UTF-8 of its composed form (NFC), so that one text gives one key on every keyboard; overwritten when closed. */
public final class Passphrase implements AutoCloseable {
    private final byte[] bytes;

    private Passphrase(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param text at least one character; the caller overwrites it
     * @return the passphrase
     * @throws StoreException if it is empty
     */
    public static Passphrase of(char[] text) {
        if (text.length == 0) {
            throw new StoreException("the passphrase is empty");
        }
        String composed = Normalizer.normalize(CharBuffer.wrap(text), Normalizer.Form.NFC);
        return new Passphrase(composed.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    /** @return that there is one, nothing of it */
    @Override
    public String toString() {
        return "Passphrase[hidden]";
    }
}

package io.snark4j.credits.wallet.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Bytes under a passphrase: a head that says how the key is made, then what AES-256-GCM sealed, the head being its associated data.
 *
 * <pre>"snark4j\0" | version 2 bytes, 1 | purpose 8 bytes | Argon2id memory in KiB 4, passes 4, lanes 4 | salt 16 | nonce 12, ciphertext, tag 16</pre>
 *
 * <p>Numbers are big-endian. The purpose is part of the key's salt as well, so that a wallet's key never opens a backup.
 */
public final class PassphraseSeal {
    /** Length of the head. */
    public static final int HEAD_BYTES = 46;

    private static final byte[] MAGIC = "snark4j\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int PURPOSE_BYTES = 8;
    private static final int SALT_BYTES = 16;
    private static final Cost MOST = new Cost(1 << 20, 64, 16);

    /**
     * What a guess of the passphrase costs.
     *
     * @param memoryKib KiB of memory
     * @param passes over it
     * @param lanes that could run side by side
     */
    public record Cost(int memoryKib, int passes, int lanes) {
        /** RFC 9106's second recommendation: 64 MiB, 3 passes, 4 lanes. About half a second. */
        public static final Cost DEFAULT = new Cost(1 << 16, 3, 4);

        private boolean isWithin(Cost most) {
            return memoryKib >= 8 * lanes
                    && memoryKib <= most.memoryKib
                    && passes >= 1
                    && passes <= most.passes
                    && lanes >= 1
                    && lanes <= most.lanes;
        }
    }

    private PassphraseSeal() {}

    /**
     * @param passphrase from whose guess the content is to be safe
     * @param purpose at most 8 ASCII characters, such as {@code wallet}
     * @param content to seal
     * @param cost of one guess
     * @return {@link #HEAD_BYTES} + 28 + the content's length bytes, different each time
     */
    public static byte[] seal(Passphrase passphrase, String purpose, byte[] content, Cost cost) {
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(MAGIC)
                .putShort((short) VERSION)
                .put(purposeBytes(purpose))
                .putInt(cost.memoryKib())
                .putInt(cost.passes())
                .putInt(cost.lanes())
                .put(SecretKey.randomBytes(SALT_BYTES))
                .array();
        byte[] sealed = key(passphrase, head, cost).seal(content, head);
        byte[] all = Arrays.copyOf(head, HEAD_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, HEAD_BYTES, sealed.length);
        return all;
    }

    /**
     * @param passphrase that it was sealed with
     * @param purpose that it was sealed for
     * @param bytes what {@link #seal} returned
     * @return the content
     * @throws WrongPassphraseException if the passphrase is another, or a byte is
     * @throws StoreException if this is no such file, of another version or purpose, or asks for more than 1 GiB, 64 passes or 16 lanes
     */
    public static byte[] open(Passphrase passphrase, String purpose, byte[] bytes) {
        if (bytes.length < HEAD_BYTES + SecretKey.OVERHEAD
                || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new StoreException("not a " + purpose + " of snark4j: it does not begin as one");
        }
        byte[] head = Arrays.copyOf(bytes, HEAD_BYTES);
        ByteBuffer fields = ByteBuffer.wrap(head).position(MAGIC.length);
        int version = fields.getShort();
        if (version != VERSION) {
            throw new StoreException(purpose + " of version " + version + ", this program knows version " + VERSION);
        }
        byte[] found = new byte[PURPOSE_BYTES];
        fields.get(found);
        if (!Arrays.equals(found, purposeBytes(purpose))) {
            throw new StoreException("not a " + purpose + ": it says that it is a "
                    + new String(found, StandardCharsets.US_ASCII).replaceAll("[^a-z]", ""));
        }
        Cost cost = new Cost(fields.getInt(), fields.getInt(), fields.getInt());
        if (!cost.isWithin(MOST)) {
            throw new StoreException(purpose + " asks for " + cost + ", at most " + MOST + " is taken");
        }
        return key(passphrase, head, cost)
                .open(Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length), head)
                .orElseThrow(() -> new WrongPassphraseException(purpose));
    }

    private static byte[] purposeBytes(String purpose) {
        return Arrays.copyOf(purpose.getBytes(StandardCharsets.US_ASCII), PURPOSE_BYTES);
    }

    /** The whole head is Argon2's salt: purpose and costs go into the key. */
    private static SecretKey key(Passphrase passphrase, byte[] head, Cost cost) {
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(head)
                .build());
        byte[] key = new byte[SecretKey.BYTES];
        argon.generateBytes(passphrase.bytes(), key);
        return new SecretKey(key);
    }
}

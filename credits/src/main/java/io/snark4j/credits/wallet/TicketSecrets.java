package io.snark4j.credits.wallet;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a note draws for each ticket, as a function of its secret: asked again it gives the same, so that a retry is the same request and a restored note blinds
 * as the lost one did.
 *
 * <p>PRF = HMAC-SHA-512 (RFC 2104) under the 32 big-endian bytes of k, over label ‖ 0 ‖ scope ‖ index ‖ data, as a big-endian number. 512 bits modulo l or r are
 * uniform but for 2^-257. It is no Poseidon of k: the ticket's slope is one, and values that algebra relates to it are not to be given away.
 */
final class TicketSecrets {
    private static final String BLINDING = "snark4j.wallet.blinding";
    private static final String NONCE = "snark4j.wallet.nonce";

    private final SecretKeySpec key;
    private final Fr scope;

    TicketSecrets(Fr secret, Fr scope) {
        this.key = new SecretKeySpec(secret.toBytesBigEndian(), "HmacSHA512");
        this.scope = scope;
    }

    /** s' in [0, l), by which the state of ticket {@code index} is re-randomised. */
    BigInteger blinding(long index) {
        return prf(BLINDING, index, new byte[0]).mod(BabyJubjubPoint.ORDER);
    }

    /** rho, which hides from who guesses a request that x is made of it. */
    Fr nonce(long index, byte[] requestHash) {
        return Fr.reduce(prf(NONCE, index, requestHash));
    }

    private BigInteger prf(String label, long index, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(key);
            mac.update(label.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            mac.update(scope.toBytesBigEndian());
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
            return new BigInteger(1, mac.doFinal(data));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA512", e);
        }
    }
}

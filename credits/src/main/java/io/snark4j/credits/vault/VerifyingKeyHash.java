package io.snark4j.credits.vault;

import io.snark4j.curve.bn254.Eip197;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.groth16.VerifyingKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of a verifying key: alpha, beta, gamma, delta and the IC points as EIP-197 encodes them, one after another. By it a vault names the key of its request
 * circuit, and gateway and wallet find that they hold the same.
 */
public final class VerifyingKeyHash {
    private VerifyingKeyHash() {}

    /**
     * @param key any
     * @return 32 bytes
     */
    public static byte[] of(VerifyingKey key) {
        MessageDigest sha = sha256();
        sha.update(Eip197.encode(key.alpha()));
        sha.update(Eip197.encode(key.beta()));
        sha.update(Eip197.encode(key.gamma()));
        sha.update(Eip197.encode(key.delta()));
        for (G1Affine point : key.ic()) {
            sha.update(Eip197.encode(point));
        }
        return sha.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }
}

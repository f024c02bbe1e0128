package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Round constants of circomlibjs' MiMC. */
final class MimcConstants {
    private MimcConstants() {}

    /** Constant i is Keccak-256 applied i + 1 times to the seed, big-endian, modulo r; the first is 0 instead. */
    static Fr[] of(String seed, int rounds) {
        Fr[] constants = new Fr[rounds];
        constants[0] = Fr.ZERO;
        byte[] digest = Keccak256.hash(seed.getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i < rounds; i++) {
            digest = Keccak256.hash(digest);
            constants[i] = Fr.reduce(new BigInteger(1, digest));
        }
        return constants;
    }
}

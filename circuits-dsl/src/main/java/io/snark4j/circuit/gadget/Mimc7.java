package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;

/**
 * circomlib's MiMC-7: 91 rounds x ← (x + key + constant)^7, then + key. Values equal circomlibjs'. Source: Albrecht, Grassi, Rechberger, Roy,
 * Tiessen, "MiMC: Efficient Encryption and Cryptographic Hashing with Minimal Multiplicative Complexity", ASIACRYPT 2016. Not constant
 * time.
 */
public final class Mimc7 {
    static final int ROUNDS = 91;
    static final Fr[] CONSTANTS = MimcConstants.of("mimc", ROUNDS);

    private Mimc7() {}

    /**
     * @param x plain text
     * @param key any value
     * @return the cipher text; circomlibjs calls it {@code hash}
     */
    public static Fr encrypt(Fr x, Fr key) {
        Fr state = x;
        for (Fr constant : CONSTANTS) {
            Fr base = state.add(key).add(constant);
            Fr square = base.square();
            state = square.square().mul(square).mul(base);
        }
        return state.add(key);
    }

    /**
     * Miyaguchi and Preneel's chain: h ← h + x + encrypt(x, h), from h = key. The number of inputs is not hashed in.
     *
     * @param key any value, 0 for no key
     * @param inputs any number
     * @return their digest; circomlibjs calls it {@code multiHash}
     */
    public static Fr hash(Fr key, Fr... inputs) {
        Fr digest = key;
        for (Fr input : inputs) {
            digest = digest.add(input).add(encrypt(input, digest));
        }
        return digest;
    }
}

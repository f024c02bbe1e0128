package io.snark4j.groth16;

import io.snark4j.field.MalformedInputException;
import java.util.Arrays;

/**
 * A proving key's ceremony record as a .zkey keeps it: the hash of the circuit's key before any contribution (64 bytes)
 * and the contributions, whose bytes are carried along as they are.
 */
public final class Contributions {
    static final int HASH_BYTES = 64;

    private final byte[] circuitHash;
    private final int count;
    private final byte[] encoded;

    private Contributions(byte[] circuitHash, int count, byte[] encoded) {
        this.circuitHash = circuitHash;
        this.count = count;
        this.encoded = encoded;
    }

    static Contributions none(byte[] circuitHash) {
        return of(circuitHash, 0, new byte[0]);
    }

    static Contributions of(byte[] circuitHash, int count, byte[] encoded) {
        if (circuitHash.length != HASH_BYTES) {
            throw new MalformedInputException(
                    "contributions: circuit hash of " + circuitHash.length + " bytes, expected " + HASH_BYTES);
        }
        return new Contributions(circuitHash.clone(), count, encoded.clone());
    }

    /** How many parties contributed; zero means that one party knows the toxic waste. */
    public int count() {
        return count;
    }

    /** 64 bytes that name the circuit's key before any contribution: snarkjs' hash, or ours for keys made here. */
    public byte[] circuitHash() {
        return circuitHash.clone();
    }

    /** The contributions as in section 10 of a .zkey, after the count. */
    byte[] encoded() {
        return encoded.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Contributions that
                && count == that.count
                && Arrays.equals(circuitHash, that.circuitHash)
                && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(circuitHash) * 31 + Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "Contributions[" + count + "]";
    }
}

package io.snark4j.circuit.gadget;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Pedersen's commitment value·G + blinding·H. With a blinding drawn uniformly from [0, l) it shows nothing of the value; nobody can open it to
 * two values that differ modulo l without knowing the discrete logarithm of H to G. Sums of commitments commit to sums. Immutable. Vartime.
 *
 * <p>Source: Pedersen, "Non-interactive and information-theoretic secure verifiable secret sharing", CRYPTO 1991, section 3.
 *
 * @param g base of the value
 * @param h base of the blinding
 */
public record PedersenCommitment(BabyJubjubPoint g, BabyJubjubPoint h) {
    /**
     * Bases hashed from {@code snark4j.PedersenCommitment}, G with the number 0 and H with the number 1, in the way of circomlibjs' Pedersen
     * hash: for tries 0, 1, 2, ... take the BLAKE-256 digest of {@code name_<number>_<try>}, both numbers with 32 decimal digits: its lowest 254 bits
     * mod r, little-endian, are y and its top bit the sign of x. The base is 8 times the first that is a point.
     */
    public static final PedersenCommitment HASHED_BASES = hashedBases();

    private static PedersenCommitment hashedBases() {
        PedersenGenerators generators = new PedersenGenerators("snark4j.PedersenCommitment");
        return new PedersenCommitment(generators.get(0), generators.get(1));
    }

    /**
     * Checks the bases. That nobody knows a relation between them is for the caller to know.
     *
     * @throws IllegalArgumentException if one is not of order l, or they are equal or opposite
     */
    public PedersenCommitment {
        for (BabyJubjubPoint base : new BabyJubjubPoint[] {g, h}) {
            if (base.isIdentity() || !base.isInSubgroup()) {
                throw new IllegalArgumentException("Pedersen commitment: " + base + " is not of order l");
            }
        }
        if (g.y().equals(h.y())) {
            throw new IllegalArgumentException("Pedersen commitment: the bases " + g + " and " + h + " are related");
        }
    }

    /**
     * @param random a secure source
     * @return a blinding, uniform in [0, l)
     */
    public static BigInteger randomBlinding(SecureRandom random) {
        BigInteger blinding;
        do {
            blinding = new BigInteger(BabyJubjubPoint.ORDER.bitLength(), random);
        } while (blinding.compareTo(BabyJubjubPoint.ORDER) >= 0);
        return blinding;
    }

    /**
     * @param value in [0, l)
     * @param blinding in [0, l)
     * @return the commitment
     * @throws IllegalArgumentException if one is out of range; the message does not show it
     */
    public BabyJubjubPoint commit(BigInteger value, BigInteger blinding) {
        requireScalar("value", value);
        requireScalar("blinding", blinding);
        return g.mul(value).add(h.mul(blinding));
    }

    private static void requireScalar(String name, BigInteger scalar) {
        if (scalar.signum() < 0 || scalar.compareTo(BabyJubjubPoint.ORDER) >= 0) {
            throw new IllegalArgumentException("Pedersen commitment: the " + name + " is not in [0, l)");
        }
    }
}

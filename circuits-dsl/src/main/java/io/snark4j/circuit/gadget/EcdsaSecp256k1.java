package io.snark4j.circuit.gadget;

import java.math.BigInteger;

/**
 * ECDSA over secp256k1, FIPS 186-5 section 6.4.2: with u₁ = digest/s and u₂ = r/s modulo n, the x of u₁·G + u₂·Q is r modulo n. Constrained by {@link
 * EcdsaSecp256k1Gadget}. Both s and n − s are valid for a message: a protocol in which a signature must have one form refuses s above n/2 itself, as
 * Ethereum does for transactions. Stateless; tens of milliseconds.
 */
public final class EcdsaSecp256k1 {
    private EcdsaSecp256k1() {}

    /**
     * @param publicKey Q, any coordinates
     * @param digest hash of the message as a big-endian number, in [0, 2^256); it is taken modulo n
     * @param r any integer
     * @param s any integer
     * @return whether r and s are in [1, n), the key is a point of the curve, not infinity, and the signature holds
     * @throws IllegalArgumentException if the digest is out of range
     */
    public static boolean verify(Secp256k1Point publicKey, BigInteger digest, BigInteger r, BigInteger s) {
        if (digest.signum() < 0 || digest.bitLength() > ForeignField.MAX_BITS) {
            throw new IllegalArgumentException("digest " + digest + " is not in [0, 2^256)");
        }
        if (!isScalar(r) || !isScalar(s) || publicKey.isInfinity() || !publicKey.isOnCurve()) {
            return false;
        }
        Secp256k1Point point = point(publicKey, digest, r, s);
        return !point.isInfinity() && Secp256k1Point.SCALARS.reduce(point.x()).equals(r);
    }

    private static boolean isScalar(BigInteger a) {
        return a.signum() > 0 && a.compareTo(Secp256k1Point.SCALARS.modulus()) < 0;
    }

    /** (digest·G + r·Q)/s, for s that is not 0. */
    static Secp256k1Point point(Secp256k1Point publicKey, BigInteger digest, BigInteger r, BigInteger s) {
        ForeignField scalars = Secp256k1Point.SCALARS;
        return Secp256k1Point.GENERATOR.mul(scalars.div(digest, s)).add(publicKey.mul(scalars.div(r, s)));
    }
}

package io.snark4j.circuit.gadget;

import java.math.BigInteger;
import java.util.Map;
import java.util.Random;

/** A key, a digest and what is to be its signature. */
record EcdsaCase(Secp256k1Point key, BigInteger digest, BigInteger r, BigInteger s) {
    static final BigInteger N = Secp256k1Point.SCALARS.modulus();
    static final BigInteger P = Secp256k1Point.FIELD.modulus();
    static final Secp256k1Point G = Secp256k1Point.GENERATOR;

    /** Signed with a private key d and a nonce k. */
    static EcdsaCase signed(BigInteger d, BigInteger k, BigInteger digest) {
        BigInteger r = G.mul(k).x().mod(N);
        BigInteger s = k.modInverse(N).multiply(digest.add(r.multiply(d))).mod(N);
        return new EcdsaCase(G.mul(d), digest, r, s);
    }

    static EcdsaCase random(int seed) {
        Random random = new Random(seed);
        return signed(scalar(random), scalar(random), new BigInteger(256, random));
    }

    static BigInteger scalar(Random random) {
        return new BigInteger(256, random).mod(N);
    }

    /** A signature about a point of unknown logarithm, by the key that makes it valid for r: (s·R − digest·G)/r. */
    static EcdsaCase about(Secp256k1Point point, BigInteger r, BigInteger digest, BigInteger s) {
        Secp256k1Point key = point.mul(s).add(G.mul(digest).neg()).mul(r.modInverse(N));
        return new EcdsaCase(key, digest, r, s);
    }

    /** The first point whose x is at least this. */
    static Secp256k1Point from(BigInteger least) {
        BigInteger root = P.add(BigInteger.ONE).shiftRight(2);
        for (BigInteger x = least; ; x = x.add(BigInteger.ONE)) {
            BigInteger y = x.pow(3).add(BigInteger.valueOf(7)).modPow(root, P);
            Secp256k1Point point = new Secp256k1Point(x, y);
            if (point.isOnCurve()) {
                return point;
            }
        }
    }

    EcdsaCase withKey(Secp256k1Point other) {
        return new EcdsaCase(other, digest, r, s);
    }

    EcdsaCase withDigest(BigInteger other) {
        return new EcdsaCase(key, other, r, s);
    }

    EcdsaCase withR(BigInteger other) {
        return new EcdsaCase(key, digest, other, s);
    }

    EcdsaCase withS(BigInteger other) {
        return new EcdsaCase(key, digest, r, other);
    }

    boolean isValid() {
        return EcdsaSecp256k1.verify(key, digest, r, s);
    }

    Map<String, ?> inputs() {
        return Map.of(
                "key", Secp256k1Coordinates.of(key),
                "digest", Uint256.of(digest),
                "r", Uint256.of(r),
                "s", Uint256.of(s));
    }
}

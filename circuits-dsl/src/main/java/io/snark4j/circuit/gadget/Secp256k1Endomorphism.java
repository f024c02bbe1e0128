package io.snark4j.circuit.gadget;

import java.math.BigInteger;

/** (x, y) ↦ (β·x, y) is multiplication by λ on secp256k1, for a cube root β of 1 modulo p and one λ modulo n. */
final class Secp256k1Endomorphism {
    /** The first k^((p − 1)/3) that is not 1. */
    static final BigInteger BETA = cubeRootOfOne(Secp256k1Point.FIELD);

    /** Of the two roots modulo n the one that belongs to β. */
    static final BigInteger LAMBDA = belongingTo(cubeRootOfOne(Secp256k1Point.SCALARS));

    private Secp256k1Endomorphism() {}

    private static BigInteger cubeRootOfOne(ForeignField field) {
        BigInteger exponent = field.modulus().divide(BigInteger.valueOf(3));
        BigInteger root = BigInteger.ONE;
        for (long k = 2; root.equals(BigInteger.ONE); k++) {
            root = BigInteger.valueOf(k).modPow(exponent, field.modulus());
        }
        return root;
    }

    private static BigInteger belongingTo(BigInteger root) {
        Secp256k1Point generator = Secp256k1Point.GENERATOR;
        BigInteger x = Secp256k1Point.FIELD.mul(BETA, generator.x());
        return generator.mul(root).x().equals(x) ? root : Secp256k1Point.SCALARS.mul(root, root);
    }
}

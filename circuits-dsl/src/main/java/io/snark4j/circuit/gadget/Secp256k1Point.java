package io.snark4j.circuit.gadget;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * A point of secp256k1, y² = x³ + 7 modulo p = 2^256 − 2^32 − 977, by its affine coordinates: SEC 2, version 2, section 2.4.1. Its order n is prime
 * and no point is left out of the subgroup. Immutable, thread-safe; not constant time, and for keys in the open only: a multiple takes some milliseconds.
 *
 * @param x in [0, p)
 * @param y in [0, p)
 */
public record Secp256k1Point(BigInteger x, BigInteger y) {
    /** Coordinates are modulo p = 2^256 − 2^32 − 977. */
    public static final ForeignField FIELD = ForeignField.of(
            BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE.shiftLeft(32)).subtract(BigInteger.valueOf(977)));

    /** Scalars are modulo the number n of points. */
    public static final ForeignField SCALARS =
            ForeignField.of(new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16));

    static final BigInteger B = BigInteger.valueOf(7);

    /** The neutral element. (0, 0) is no point of the curve. */
    public static final Secp256k1Point INFINITY = new Secp256k1Point(BigInteger.ZERO, BigInteger.ZERO);

    /** The base point G. */
    public static final Secp256k1Point GENERATOR = new Secp256k1Point(
            new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
            new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));

    /** @return whether this is the neutral element */
    public boolean isInfinity() {
        return equals(INFINITY);
    }

    /** @return whether both coordinates are in range and on the curve, or this is the neutral element */
    public boolean isOnCurve() {
        return isInfinity()
                || (isCoordinate(x) && isCoordinate(y) && FIELD.mul(y, y).equals(ySquared(x)));
    }

    private static boolean isCoordinate(BigInteger a) {
        return a.signum() >= 0 && a.compareTo(FIELD.modulus()) < 0;
    }

    /**
     * @param other on the curve
     * @return this + other
     */
    public Secp256k1Point add(Secp256k1Point other) {
        if (isInfinity()) {
            return other;
        }
        if (other.isInfinity()) {
            return this;
        }
        if (!x.equals(other.x)) {
            return through(other, FIELD.div(other.y.subtract(y), other.x.subtract(x)));
        }
        return y.equals(other.y) ? twice() : INFINITY;
    }

    /** @return 2·this; no point has order 2, so y is not 0 */
    public Secp256k1Point twice() {
        return isInfinity()
                ? INFINITY
                : through(this, FIELD.div(x.multiply(x).multiply(BigInteger.valueOf(3)), y.shiftLeft(1)));
    }

    private Secp256k1Point through(Secp256k1Point other, BigInteger slope) {
        BigInteger sumX = FIELD.reduce(slope.multiply(slope).subtract(x).subtract(other.x));
        return new Secp256k1Point(
                sumX, FIELD.reduce(slope.multiply(x.subtract(sumX)).subtract(y)));
    }

    /** @return −this */
    public Secp256k1Point neg() {
        return new Secp256k1Point(x, FIELD.reduce(y.negate()));
    }

    /**
     * @param scalar any integer
     * @return scalar·this
     */
    public Secp256k1Point mul(BigInteger scalar) {
        BigInteger reduced = SCALARS.reduce(scalar);
        Secp256k1Point product = INFINITY;
        for (int i = reduced.bitLength() - 1; i >= 0; i--) {
            product = product.twice();
            product = reduced.testBit(i) ? product.add(this) : product;
        }
        return product;
    }

    /** A point of which nobody knows a discrete logarithm: the first hash of the name and a counter that is the x of a point, with its even y. */
    static Secp256k1Point named(String name) {
        BigInteger root = FIELD.modulus().add(BigInteger.ONE).shiftRight(2);
        for (int counter = 0; ; counter++) {
            byte[] hash = Sha256.hash((name + " " + counter).getBytes(StandardCharsets.UTF_8));
            BigInteger x = FIELD.reduce(new BigInteger(1, hash));
            BigInteger y = ySquared(x).modPow(root, FIELD.modulus());
            Secp256k1Point point = new Secp256k1Point(x, y.testBit(0) ? FIELD.reduce(y.negate()) : y);
            if (point.isOnCurve()) {
                return point;
            }
        }
    }

    private static BigInteger ySquared(BigInteger x) {
        return FIELD.reduce(x.multiply(x).multiply(x).add(B));
    }
}

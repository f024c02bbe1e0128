package io.snark4j.curve.bn254;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Arithmetic that shares nothing with the code under test: Bouncy Castle's curves for G1, textbook affine formulas over pairs of
 * BigInteger for the twist.
 */
final class Reference {
    static final BigInteger U = BigInteger.valueOf(4965661367192848881L);
    static final BigInteger P = polynomial(36, 36, 24, 6, 1);
    static final BigInteger R = polynomial(36, 36, 18, 6, 1);

    static final ECCurve CURVE = new ECCurve.Fp(P, BigInteger.ZERO, BigInteger.valueOf(3), R, BigInteger.ONE, true);

    private Reference() {}

    /** The polynomial in u with these coefficients, highest first. */
    static BigInteger polynomial(long... coefficients) {
        BigInteger value = BigInteger.ZERO;
        for (long c : coefficients) {
            value = value.multiply(U).add(BigInteger.valueOf(c));
        }
        return value;
    }

    static ECPoint toBouncyCastle(G1Affine point) {
        return point.isInfinity()
                ? CURVE.getInfinity()
                : CURVE.createPoint(point.x().toBigInteger(), point.y().toBigInteger());
    }

    static G1Affine fromBouncyCastle(ECPoint point) {
        if (point.isInfinity()) {
            return G1Affine.INFINITY;
        }
        ECPoint affine = point.normalize();
        return G1Affine.of(
                Fp.of(affine.getAffineXCoord().toBigInteger()),
                Fp.of(affine.getAffineYCoord().toBigInteger()));
    }

    /** An element of Fp2, a + b·u. */
    record Pair(BigInteger a, BigInteger b) {
        static final Pair ZERO = of(0, 0);

        Pair {
            a = a.mod(P);
            b = b.mod(P);
        }

        static Pair of(long a, long b) {
            return new Pair(BigInteger.valueOf(a), BigInteger.valueOf(b));
        }

        static Pair of(Fp2 value) {
            return new Pair(value.re().toBigInteger(), value.im().toBigInteger());
        }

        Fp2 toFp2() {
            return Fp2.of(a, b);
        }

        Pair add(Pair o) {
            return new Pair(a.add(o.a), b.add(o.b));
        }

        Pair sub(Pair o) {
            return new Pair(a.subtract(o.a), b.subtract(o.b));
        }

        Pair mul(Pair o) {
            return new Pair(
                    a.multiply(o.a).subtract(b.multiply(o.b)), a.multiply(o.b).add(b.multiply(o.a)));
        }

        Pair inverse() {
            BigInteger norm = a.multiply(a).add(b.multiply(b)).modInverse(P);
            return new Pair(a.multiply(norm), b.negate().multiply(norm));
        }
    }

    /** A point of the twist; infinity has coordinates (0, 0). */
    record Twist(Pair x, Pair y) {
        static final Twist INFINITY = new Twist(Pair.ZERO, Pair.ZERO);

        static Twist of(G2Affine point) {
            return new Twist(Pair.of(point.x()), Pair.of(point.y()));
        }

        G2Affine toG2() {
            return G2Affine.of(x.toFp2(), y.toFp2());
        }

        Twist neg() {
            return new Twist(x, Pair.ZERO.sub(y));
        }

        Twist add(Twist o) {
            if (equals(INFINITY)) {
                return o;
            }
            if (o.equals(INFINITY)) {
                return this;
            }
            Pair slope;
            if (!x.equals(o.x)) {
                slope = o.y.sub(y).mul(o.x.sub(x).inverse());
            } else if (y.equals(o.y)) {
                slope = x.mul(x).mul(Pair.of(3, 0)).mul(y.add(y).inverse());
            } else {
                return INFINITY;
            }
            Pair x3 = slope.mul(slope).sub(x).sub(o.x);
            return new Twist(x3, slope.mul(x.sub(x3)).sub(y));
        }

        Twist mul(BigInteger scalar) {
            Twist product = INFINITY;
            for (int i = scalar.bitLength() - 1; i >= 0; i--) {
                product = product.add(product);
                if (scalar.testBit(i)) {
                    product = product.add(this);
                }
            }
            return product;
        }
    }

    static G1Affine randomG1(RandomGenerator random) {
        return G1Affine.GENERATOR.mul(Fr.random(random));
    }

    static G2Affine randomG2(RandomGenerator random) {
        return G2Affine.GENERATOR.mul(Fr.random(random));
    }

    /** A point of the twist with random x: outside the subgroup but for a chance of 2^-254. */
    static G2Affine randomOnTwist(RandomGenerator random) {
        Fp2 b = new Fp2(Fp.of(3), Fp.ZERO).div(Fp2.NON_RESIDUE);
        while (true) {
            Fp2 x = Fp2.random(random);
            var y = x.square().mul(x).add(b).sqrt();
            if (y.isPresent()) {
                return G2Affine.of(x, y.get());
            }
        }
    }
}

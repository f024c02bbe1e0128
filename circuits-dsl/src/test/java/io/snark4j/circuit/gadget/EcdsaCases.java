package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.EcdsaCase.N;
import static io.snark4j.circuit.gadget.EcdsaCase.P;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;

/** Signatures at the edges of what is valid, for the native twin and the gadget alike. */
final class EcdsaCases {
    private static final BigInteger ONE = BigInteger.ONE;
    private static final Random RANDOM = new Random(9);
    private static final BigInteger D = EcdsaCase.scalar(RANDOM);
    private static final BigInteger K = EcdsaCase.scalar(RANDOM);
    private static final BigInteger DIGEST = EcdsaCase.scalar(RANDOM);
    static final EcdsaCase ONE_OF_MANY = EcdsaCase.signed(D, K, DIGEST);

    private EcdsaCases() {}

    static Stream<EcdsaCase> valid() {
        BigInteger r = ONE_OF_MANY.r();
        BigInteger last = BigInteger.ONE.shiftLeft(256).subtract(ONE);
        EcdsaCase small = EcdsaCase.signed(D, K, BigInteger.valueOf(5));
        Secp256k1Point smallest = EcdsaCase.from(N.add(ONE));

        Secp256k1Point largest = EcdsaCase.from(P.subtract(BigInteger.valueOf(40)));
        return Stream.of(
                EcdsaCase.random(1),
                EcdsaCase.random(2),
                ONE_OF_MANY,
                ONE_OF_MANY.withS(N.subtract(ONE_OF_MANY.s())),
                EcdsaCase.signed(D, K, K.subtract(r.multiply(D)).mod(N)), // s = 1
                EcdsaCase.signed(D, K, K.negate().subtract(r.multiply(D)).mod(N)), // s = −1
                EcdsaCase.signed(D, K, BigInteger.ZERO),
                EcdsaCase.signed(D, K, N),
                EcdsaCase.signed(D, K, last),
                small.withDigest(N.add(small.digest())),
                EcdsaCase.signed(ONE, K, DIGEST), // Q = G
                EcdsaCase.signed(N.subtract(ONE), K, DIGEST), // Q = −G
                EcdsaCase.signed(D, ONE, DIGEST), // R = G
                // u₂ = 1, 2 and 1/2: relations much shorter than others
                EcdsaCase.about(
                        EcdsaCase.from(K),
                        EcdsaCase.from(K).x().mod(N),
                        DIGEST,
                        EcdsaCase.from(K).x().mod(N)),
                ratio(2, 1),
                ratio(1, 2),
                // x of R is r + n, the smallest and the largest that there are
                EcdsaCase.about(smallest, smallest.x().subtract(N), DIGEST, K),
                EcdsaCase.about(largest, largest.x().subtract(N), DIGEST, K),
                EcdsaCase.about(EcdsaCase.from(ONE), ONE, DIGEST, K)); // r = 1
    }

    /** u₂ = r/s is this. */
    private static EcdsaCase ratio(long numerator, long denominator) {
        Secp256k1Point point = EcdsaCase.from(K);
        BigInteger r = point.x().mod(N);
        BigInteger s = r.multiply(BigInteger.valueOf(denominator))
                .multiply(BigInteger.valueOf(numerator).modInverse(N))
                .mod(N);
        return EcdsaCase.about(point, r, DIGEST, s);
    }

    static Stream<EcdsaCase> invalid() {
        EcdsaCase one = ONE_OF_MANY;
        EcdsaCase withROne = EcdsaCase.about(EcdsaCase.from(ONE), ONE, DIGEST, K);
        BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(ONE);
        return Stream.of(
                one.withDigest(DIGEST.add(ONE)),
                one.withDigest(BigInteger.ZERO),
                one.withR(one.r().add(ONE)),
                one.withR(BigInteger.ZERO),
                one.withS(BigInteger.ZERO),
                one.withR(BigInteger.ZERO).withS(BigInteger.ZERO),
                one.withR(N),
                one.withS(N),
                one.withR(largest),
                one.withS(largest),
                one.withS(one.s().add(ONE)),
                one.withKey(one.key().neg()),
                one.withKey(Secp256k1Point.GENERATOR),
                one.withKey(Secp256k1Point.INFINITY),
                one.withKey(new Secp256k1Point(one.key().x(), one.key().y().add(ONE))),
                one.withKey(new Secp256k1Point(one.key().x(), BigInteger.ZERO)),
                // forms that are the same modulo n or p
                withROne.withR(N.add(ONE)),
                EcdsaCase.signed(D, K, K.subtract(one.r().multiply(D)).mod(N)).withS(N.add(ONE)),
                one.withKey(new Secp256k1Point(
                        EcdsaCase.from(ONE).x().add(P), EcdsaCase.from(ONE).y())),
                samePointBeyond(),
                // (r + n) mod p is the x of a point, r + n is not
                EcdsaCase.about(wrapped(), wrapped().x().add(P).subtract(N), DIGEST, K));
    }

    /** A key whose x is small enough for x + p to have 256 bits too: valid but for that. */
    static EcdsaCase samePointBeyond() {
        Secp256k1Point key = EcdsaCase.from(ONE);
        Secp256k1Point point = EcdsaCase.G.mul(K).add(key.mul(D));
        BigInteger r = point.x().mod(N);
        BigInteger s = r.multiply(D.modInverse(N)).mod(N);
        EcdsaCase valid = new EcdsaCase(key, K.multiply(s).mod(N), r, s);
        if (!valid.isValid()) {
            throw new IllegalStateException("not valid to begin with");
        }
        return valid.withKey(new Secp256k1Point(key.x().add(P), key.y()));
    }

    /** A point of small x. */
    static Secp256k1Point wrapped() {
        return EcdsaCase.from(BigInteger.valueOf(1000));
    }

    /** Valid, but the nonce is the private key times a number that all know: ±1, ±(λ − λ²) or the inverse. */
    static Stream<EcdsaCase> disclosing() {
        BigInteger lambda = Secp256k1Endomorphism.LAMBDA;
        BigInteger theta = lambda.subtract(lambda.multiply(lambda)).mod(N);
        return Stream.of(ONE, N.subtract(ONE), theta, theta.modInverse(N))
                .map(factor -> EcdsaCase.signed(D, D.multiply(factor).mod(N), DIGEST));
    }
}

package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The native twin says what Bouncy Castle says. */
class EcdsaSecp256k1ContractTest {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

    static Stream<EcdsaCase> valid() {
        return EcdsaCases.valid();
    }

    static Stream<EcdsaCase> invalid() {
        return EcdsaCases.invalid();
    }

    static Stream<EcdsaCase> disclosing() {
        return EcdsaCases.disclosing();
    }

    private static boolean bouncyCastleVerifies(EcdsaCase signature) {
        ECDSASigner verifier = new ECDSASigner();
        ECPoint key = CURVE.getCurve()
                .createPoint(signature.key().x(), signature.key().y());
        verifier.init(false, new ECPublicKeyParameters(key, new ECDomainParameters(CURVE)));
        byte[] digest = new byte[32];
        for (int i = 0; i < 32; i++) {
            digest[i] = signature.digest().shiftRight(8 * (31 - i)).byteValue();
        }
        return verifier.verifySignature(digest, signature.r(), signature.s());
    }

    @ParameterizedTest
    @MethodSource({"valid", "disclosing"})
    void whatBouncyCastleVerifiesIsValid(EcdsaCase signature) {
        assertThat(bouncyCastleVerifies(signature)).isTrue();
        assertThat(signature.isValid()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void whatBouncyCastleRefusesIsNot(EcdsaCase signature) {
        assertThat(signature.isValid()).isFalse();
        if (signature.key().isOnCurve() && !signature.key().isInfinity()) {
            assertThat(bouncyCastleVerifies(signature)).isFalse();
        }
    }

    @Test
    void digestsOutOfRangeAreRefused() {
        for (BigInteger digest : List.of(BigInteger.ONE.negate(), BigInteger.ONE.shiftLeft(256))) {
            assertThatThrownBy(() -> EcdsaCases.ONE_OF_MANY.withDigest(digest).isValid())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("digest " + digest + " is not in [0, 2^256)");
        }
    }

    private static Secp256k1Point fromBouncyCastle(ECPoint point) {
        ECPoint affine = point.normalize();
        return affine.isInfinity()
                ? Secp256k1Point.INFINITY
                : new Secp256k1Point(
                        affine.getAffineXCoord().toBigInteger(),
                        affine.getAffineYCoord().toBigInteger());
    }

    @Test
    void constantsAreThoseOfTheCurve() {
        assertThat(Secp256k1Point.FIELD.modulus())
                .isEqualTo(CURVE.getCurve().getField().getCharacteristic());
        assertThat(Secp256k1Point.SCALARS.modulus()).isEqualTo(CURVE.getN());
        assertThat(Secp256k1Point.B).isEqualTo(CURVE.getCurve().getB().toBigInteger());
        assertThat(Secp256k1Point.GENERATOR).isEqualTo(fromBouncyCastle(CURVE.getG()));
    }

    @Test
    void pointsAddUpAsBouncyCastles() {
        Random random = new Random(11);
        BigInteger n = CURVE.getN();
        List<BigInteger> scalars = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                n.subtract(BigInteger.ONE),
                n,
                new BigInteger(256, random),
                new BigInteger(256, random).negate());
        for (BigInteger a : scalars) {
            Secp256k1Point first = Secp256k1Point.GENERATOR.mul(a);
            assertThat(first.isOnCurve()).isTrue();
            assertThat(first).isEqualTo(fromBouncyCastle(CURVE.getG().multiply(a.mod(n))));
            assertThat(first.twice()).isEqualTo(Secp256k1Point.GENERATOR.mul(a.shiftLeft(1)));
            assertThat(first.neg()).isEqualTo(Secp256k1Point.GENERATOR.mul(a.negate()));
            for (BigInteger b : scalars) {
                assertThat(first.add(Secp256k1Point.GENERATOR.mul(b)))
                        .isEqualTo(
                                fromBouncyCastle(CURVE.getG().multiply(a.add(b).mod(n))));
            }
        }
    }

    @Test
    void theEndomorphismMultipliesByLambda() {
        ForeignField scalars = Secp256k1Point.SCALARS;
        BigInteger lambda = Secp256k1Endomorphism.LAMBDA;
        assertThat(scalars.reduce(lambda.multiply(lambda).add(lambda).add(BigInteger.ONE)))
                .isZero();
        Secp256k1Point point = EcdsaCase.from(BigInteger.TEN);
        assertThat(point.mul(lambda))
                .isEqualTo(
                        new Secp256k1Point(Secp256k1Point.FIELD.mul(Secp256k1Endomorphism.BETA, point.x()), point.y()));
    }

    @Test
    void namedPointsAreOnTheCurveAndDiffer() {
        Secp256k1Point first = Secp256k1Point.named("a");
        assertThat(first.isOnCurve()).isTrue();
        assertThat(first.y().testBit(0)).isFalse();
        assertThat(first).isEqualTo(Secp256k1Point.named("a")).isNotEqualTo(Secp256k1Point.named("b"));
    }
}

package io.snark4j.curve.babyjubjub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.vectors.CircomlibVectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BabyJubjubVectorTest {
    private static final BigInteger R = Fr.MODULUS;
    private final CircomlibVectors.BabyJubjub vectors = CircomlibVectors.load().babyJubjub();
    private final Random random = new Random(11);

    private static BabyJubjubPoint point(List<BigInteger> coordinates) {
        return new BabyJubjubPoint(Fr.of(coordinates.get(0)), Fr.of(coordinates.get(1)));
    }

    // The affine addition law by BigInteger.
    private static BabyJubjubPoint sum(BabyJubjubPoint p, BabyJubjubPoint q) {
        BigInteger x1 = p.x().toBigInteger();
        BigInteger y1 = p.y().toBigInteger();
        BigInteger x2 = q.x().toBigInteger();
        BigInteger y2 = q.y().toBigInteger();
        BigInteger dxy = BigInteger.valueOf(168696)
                .multiply(x1)
                .multiply(x2)
                .multiply(y1)
                .multiply(y2);
        BigInteger x = x1.multiply(y2).add(y1.multiply(x2));
        BigInteger y =
                y1.multiply(y2).subtract(BigInteger.valueOf(168700).multiply(x1).multiply(x2));
        return new BabyJubjubPoint(
                Fr.reduce(x.multiply(BigInteger.ONE.add(dxy).modInverse(R))),
                Fr.reduce(y.multiply(BigInteger.ONE.subtract(dxy).modInverse(R))));
    }

    private List<BabyJubjubPoint> points() {
        List<BabyJubjubPoint> points = new ArrayList<>();
        BabyJubjubPoint random1 = BabyJubjubPoint.GENERATOR.mul(new BigInteger(250, random));
        points.addAll(List.of(
                BabyJubjubPoint.IDENTITY,
                new BabyJubjubPoint(Fr.ZERO, Fr.of(-1)),
                BabyJubjubPoint.GENERATOR,
                BabyJubjubPoint.BASE8,
                BabyJubjubPoint.BASE8.neg(),
                random1));
        for (int i = 1; i < 8; i++) {
            points.add(BabyJubjubPoint.GENERATOR.mul(BabyJubjubPoint.ORDER.multiply(BigInteger.valueOf(i))));
        }
        return points;
    }

    @Test
    void parametersAndMultiplesAreCircomlibs() {
        assertThat(BabyJubjubPoint.A.toBigInteger()).isEqualTo(vectors.a());
        assertThat(BabyJubjubPoint.D.toBigInteger()).isEqualTo(vectors.d());
        assertThat(BabyJubjubPoint.ORDER).isEqualTo(vectors.subgroupOrder());
        assertThat(BabyJubjubPoint.BASE8).isEqualTo(point(vectors.base8()));
        assertThat(vectors.multiples()).isNotEmpty();
        for (CircomlibVectors.Multiple multiple : vectors.multiples()) {
            assertThat(BabyJubjubPoint.BASE8.mul(multiple.scalar())).isEqualTo(point(multiple.point()));
        }
    }

    @Test
    void theCurveIsCompleteAndItsOrderIsEightTimesAPrime() {
        assertThat(BabyJubjubPoint.A.sqrt()).isPresent();
        assertThat(BabyJubjubPoint.D.sqrt()).isEmpty();
        assertThat(BabyJubjubPoint.ORDER.isProbablePrime(50)).isTrue();
        BigInteger cofactor = BigInteger.valueOf(BabyJubjubPoint.COFACTOR);
        assertThat(BabyJubjubPoint.GENERATOR.mul(cofactor)).isEqualTo(BabyJubjubPoint.BASE8);
        assertThat(BabyJubjubPoint.GENERATOR
                        .mul(BabyJubjubPoint.ORDER.multiply(cofactor))
                        .isIdentity())
                .isTrue();
        assertThat(BabyJubjubPoint.GENERATOR
                        .mul(BabyJubjubPoint.ORDER.shiftLeft(2))
                        .isIdentity())
                .isFalse();
    }

    @Test
    void sumsFollowTheAffineLaw() {
        for (BabyJubjubPoint p : points()) {
            for (BabyJubjubPoint q : points()) {
                assertThat(p.add(q)).isEqualTo(sum(p, q)).isEqualTo(q.add(p));
            }
            assertThat(p.twice()).isEqualTo(sum(p, p));
            assertThat(p.add(p.neg()).isIdentity()).isTrue();
            assertThat(p.add(BabyJubjubPoint.IDENTITY)).isEqualTo(p);
        }
    }

    @Test
    void multiplesAddUp() {
        BabyJubjubPoint sum = BabyJubjubPoint.IDENTITY;
        for (int i = 0; i < 40; i++) {
            assertThat(BabyJubjubPoint.GENERATOR.mul(BigInteger.valueOf(i))).isEqualTo(sum);
            assertThat(BabyJubjubPoint.GENERATOR.mul(new long[] {i, 0})).isEqualTo(sum);
            sum = sum(sum, BabyJubjubPoint.GENERATOR);
        }
        BigInteger a = new BigInteger(400, random);
        BigInteger b = new BigInteger(400, random);
        assertThat(BabyJubjubPoint.GENERATOR.mul(a).add(BabyJubjubPoint.GENERATOR.mul(b)))
                .isEqualTo(BabyJubjubPoint.GENERATOR.mul(a.add(b)));
        assertThatThrownBy(() -> BabyJubjubPoint.BASE8.mul(BigInteger.valueOf(-5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("5");
    }

    @Test
    void onlyPointsOfTheCurveExistAndOnlyMultiplesOfBase8LieInTheSubgroup() {
        assertThatThrownBy(() -> new BabyJubjubPoint(Fr.ONE, Fr.ONE))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("Baby Jubjub: (1, 1) is not on the curve");
        assertThat(BabyJubjubPoint.isOnCurve(Fr.ONE, Fr.ONE)).isFalse();
        for (int i = 0; i < 16; i++) {
            BabyJubjubPoint multiple = BabyJubjubPoint.GENERATOR.mul(BigInteger.valueOf(i));
            assertThat(multiple.isInSubgroup()).isEqualTo(i % 8 == 0);
        }
    }

    @Test
    void compressedPointsComeBackAndOthersAreRefused() {
        for (BabyJubjubPoint p : points()) {
            byte[] bytes = p.compress();
            assertThat(BabyJubjubPoint.decompressUnchecked(bytes)).isEqualTo(p);
            if (p.isInSubgroup()) {
                assertThat(BabyJubjubPoint.decompress(bytes)).isEqualTo(p);
            } else {
                assertThatThrownBy(() -> BabyJubjubPoint.decompress(bytes)).hasMessageContaining("not in the subgroup");
            }
        }
        byte[] signedZero = BabyJubjubPoint.IDENTITY.compress();
        signedZero[31] |= (byte) 0x80;
        assertThatThrownBy(() -> BabyJubjubPoint.decompressUnchecked(signedZero))
                .hasMessageContaining("x = 0");
        assertThatThrownBy(() -> BabyJubjubPoint.decompress(new byte[31])).hasMessageContaining("31 found");
        byte[] alias = Fr.ZERO.toBytesLittleEndian();
        for (int i = 0; i < 32; i++) {
            alias[i] = R.add(BigInteger.ONE).shiftRight(8 * i).byteValue();
        }
        assertThatThrownBy(() -> BabyJubjubPoint.decompress(alias)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void randomBytesAreRefusedOrExact() {
        int accepted = 0;
        for (int i = 0; i < 400; i++) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            bytes[31] &= (byte) 0x9f;
            try {
                assertThat(BabyJubjubPoint.decompressUnchecked(bytes).compress())
                        .isEqualTo(bytes);
                accepted++;
            } catch (MalformedInputException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(accepted).isBetween(50, 350);
    }
}

package io.snark4j.curve.bn254;

import static io.snark4j.curve.bn254.Reference.R;
import static io.snark4j.curve.bn254.Reference.polynomial;
import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GlvContractTest {
    /** −(36u³ + 18u² + 6u + 2) mod r. */
    static final BigInteger LAMBDA = polynomial(-36, -18, -6, -2).mod(R);

    private static BigInteger number(long[] limbs) {
        BigInteger value = BigInteger.ZERO;
        for (int i = limbs.length - 1; i >= 0; i--) {
            value = value.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(limbs[i])));
        }
        return value;
    }

    private static void isSplit(BigInteger scalar) {
        long[] plain = new long[4];
        for (int i = 0; i < 4; i++) {
            plain[i] = scalar.shiftRight(64 * i).longValue();
        }
        long[] k1 = new long[Glv.LIMBS];
        long[] k2 = new long[Glv.LIMBS];
        Glv.split(k1, k2, plain, 0);
        BigInteger first = Glv.takeSign(k1) ? number(k1).negate() : number(k1);
        BigInteger second = Glv.takeSign(k2) ? number(k2).negate() : number(k2);
        assertThat(first.add(second.multiply(LAMBDA)).subtract(scalar).mod(R)).isZero();
        assertThat(first.bitLength()).isLessThan(Glv.BITS);
        assertThat(second.bitLength()).isLessThan(Glv.BITS);
    }

    @Test
    void everyScalarIsSplitIntoShortHalves() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            isSplit(new BigInteger(254, random));
        }
        for (Fr scalar : G1ContractTest.scalars(random)) {
            isSplit(scalar.toBigInteger());
        }
        for (int i = -3; i <= 3; i++) {
            BigInteger delta = BigInteger.valueOf(i);
            isSplit(LAMBDA.add(delta));
            isSplit(polynomial(6, 4, 1).add(delta));
            isSplit(polynomial(2, 1).add(delta));
            isSplit(BigInteger.ONE.shiftLeft(254).subtract(BigInteger.TEN).add(delta));
        }
    }

    @Test
    void betaIsTheCubeRootOfUnityThatBelongsToLambda() {
        assertThat(Glv.BETA.toBigInteger())
                .isEqualTo(polynomial(-18, -18, -9, -2).mod(Reference.P));
        assertThat(Glv.BETA.isOne()).isFalse();
        assertThat(Glv.BETA.pow(3).isOne()).isTrue();
        G1Affine g = G1Affine.GENERATOR;
        assertThat(Reference.fromBouncyCastle(Reference.toBouncyCastle(g).multiply(LAMBDA)))
                .isEqualTo(G1Affine.of(g.x().mul(Glv.BETA), g.y()));
    }

    @Test
    void theLatticeHasDeterminantMinusR() {
        BigInteger a = polynomial(2, 1);
        BigInteger b = polynomial(6, 4, 1);
        BigInteger c = polynomial(6, 2, 0);
        assertThat(a.add(b.multiply(LAMBDA)).mod(R)).isZero();
        assertThat(c.subtract(a.multiply(LAMBDA)).mod(R)).isZero();
        assertThat(a.multiply(a).add(b.multiply(c))).isEqualTo(R);
    }
}

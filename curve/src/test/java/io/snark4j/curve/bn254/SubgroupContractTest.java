package io.snark4j.curve.bn254;

import static io.snark4j.curve.bn254.Reference.P;
import static io.snark4j.curve.bn254.Reference.R;
import static io.snark4j.curve.bn254.Reference.U;
import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.curve.bn254.Reference.Pair;
import io.snark4j.curve.bn254.Reference.Twist;
import io.snark4j.field.Fp2Limbs;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubgroupContractTest {
    /** The twist has r·(2p − r) points, and 2p − r = 10069·5864401·1875725156269·(a number of 177 bits). */
    private static final BigInteger COFACTOR = P.add(P).subtract(R);

    private final Random random = new Random(5);

    private static void isJudgedAsByItsOrder(G2Affine point) {
        boolean inside = Twist.of(point).mul(R).equals(Twist.INFINITY);
        assertThat(point.isInSubgroup()).isEqualTo(inside);
        assertThat(G2Prepared.ifInSubgroup(point).isPresent()).isEqualTo(inside);
    }

    @Test
    void pointsOfG2AreAccepted() {
        assertThat(G2Affine.INFINITY.isInSubgroup()).isTrue();
        assertThat(G2Affine.GENERATOR.isInSubgroup()).isTrue();
        assertThat(Twist.of(G2Affine.GENERATOR).mul(R)).isEqualTo(Twist.INFINITY);
        for (int i = 0; i < 20; i++) {
            isJudgedAsByItsOrder(Reference.randomG2(random));
        }
    }

    @Test
    void pointsOfOtherOrdersAreRefused() {
        for (int i = 0; i < 20; i++) {
            G2Affine point = Reference.randomOnTwist(random);
            assertThat(point.isInSubgroup()).isFalse();
            isJudgedAsByItsOrder(point);
            // Of an order that divides the cofactor, and such a point beside one of G2.
            G2Affine outside = Twist.of(point).mul(R).toG2();
            assertThat(outside.isInSubgroup()).isFalse();
            assertThat(outside.add(Reference.randomG2(random)).isInSubgroup()).isFalse();
            // What the cofactor takes away leaves G2.
            assertThat(Twist.of(point).mul(COFACTOR).toG2().isInSubgroup()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10069, 5864401, 1875725156269L})
    void pointsOfSmallOrderAreRefused(long order) {
        BigInteger small = BigInteger.valueOf(order);
        assertThat(COFACTOR.mod(small)).isZero();
        BigInteger rest = R.multiply(COFACTOR).divide(small);
        Twist point = Twist.INFINITY;
        while (point.equals(Twist.INFINITY)) {
            point = Twist.of(Reference.randomOnTwist(random)).mul(rest);
        }
        assertThat(point.mul(small)).isEqualTo(Twist.INFINITY);
        Twist multiple = point;
        for (int i = 0; i < 20; i++) {
            isJudgedAsByItsOrder(multiple.toG2());
            assertThat(multiple.toG2().isInSubgroup()).isFalse();
            isJudgedAsByItsOrder(multiple.toG2().add(G2Affine.GENERATOR));
            multiple = multiple.add(point);
        }
    }

    /** The criteria are exact: what one annihilates has an order dividing the gcd of its norm with the number of points. */
    @Test
    void theCriteriasNormsShareOnlyRWithTheNumberOfPoints() {
        assertThat(norm(U.add(BigInteger.ONE), U, U, U.shiftLeft(1).negate()).gcd(R.multiply(COFACTOR)))
                .isEqualTo(R);
        BigInteger one = BigInteger.ONE;
        assertThat(norm(Reference.polynomial(6, 2), one, one.negate(), one).gcd(R.multiply(COFACTOR)))
                .isEqualTo(R);
    }

    // Reduced modulo ψ² − tψ + p to a + bψ, whose norm is a² + abt + b²p; the constant comes first.
    private static BigInteger norm(BigInteger... coefficients) {
        BigInteger trace = Reference.polynomial(6, 0, 1);
        BigInteger a = BigInteger.ZERO;
        BigInteger b = BigInteger.ZERO;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            BigInteger next = coefficients[i].subtract(b.multiply(P));
            b = a.add(b.multiply(trace));
            a = next;
        }
        return a.multiply(a)
                .add(a.multiply(b).multiply(trace))
                .add(b.multiply(b).multiply(P));
    }

    @Test
    void psiMultipliesByPOnG2AndSatisfiesItsEquationOnTheTwist() {
        BigInteger trace = Reference.polynomial(6, 0, 1);
        for (int i = 0; i < 5; i++) {
            G2Affine inside = Reference.randomG2(random);
            assertThat(Twist.of(psi(inside))).isEqualTo(Twist.of(inside).mul(P.mod(R)));
            G2Affine point = Reference.randomOnTwist(random);
            Twist left = Twist.of(psi(psi(point))).add(Twist.of(point).mul(P));
            assertThat(left).isEqualTo(Twist.of(psi(point)).mul(trace));
        }
    }

    @Test
    void theTwistHasAsManyPointsAsClaimed() {
        for (int i = 0; i < 5; i++) {
            Twist point = Twist.of(Reference.randomOnTwist(random));
            assertThat(point.mul(R.multiply(COFACTOR))).isEqualTo(Twist.INFINITY);
        }
        assertThat(Pair.of(9, 1).mul(Pair.of(9, 1).inverse())).isEqualTo(Pair.of(1, 0));
    }

    private static G2Affine psi(G2Affine point) {
        long[] limbs = new long[G2Jacobian.AFFINE];
        point.write(limbs, 0);
        G2Endomorphism.affine(limbs, 0, limbs, 0, new long[Fp2Limbs.SCRATCH], 0);
        return G2Affine.read(limbs, 0);
    }
}

package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.bn254.Reference.Twist;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** G2, and the rest of its curve, against textbook formulas over BigInteger. */
class G2ContractTest {
    private final Random random = new Random(20261124);

    private List<G2Affine> points() {
        G2Affine p = Reference.randomG2(random);
        G2Affine outside = Reference.randomOnTwist(random);
        return List.of(
                G2Affine.INFINITY,
                G2Affine.GENERATOR,
                G2Affine.GENERATOR.neg(),
                G2Affine.GENERATOR.twice(),
                p,
                p.neg(),
                outside,
                outside.neg());
    }

    @Test
    void sumsAreTheTextbooks() {
        for (G2Affine a : points()) {
            for (G2Affine b : points()) {
                assertThat(a.add(b))
                        .as("%s + %s", a, b)
                        .isEqualTo(Twist.of(a).add(Twist.of(b)).toG2());
            }
            assertThat(a.twice()).isEqualTo(Twist.of(a).add(Twist.of(a)).toG2());
            assertThat(a.neg()).isEqualTo(Twist.of(a).neg().toG2());
            assertThat(a.add(a.neg()).isInfinity()).isTrue();
        }
    }

    @Test
    void multiplesAreTheTextbooksInsideAndOutsideTheSubgroup() {
        List<G2Affine> bases = List.of(Reference.randomG2(random), Reference.randomOnTwist(random));
        List<Fr> scalars = G1ContractTest.scalars(random);
        for (int i = 0; i < scalars.size(); i++) {
            G2Affine base = bases.get(i % 2);
            Fr scalar = scalars.get(i);
            assertThat(base.mul(scalar))
                    .as("times %s", scalar)
                    .isEqualTo(Twist.of(base).mul(scalar.toBigInteger()).toG2());
            assertThat(G2Affine.INFINITY.mul(scalar).isInfinity()).isTrue();
        }
    }

    @Test
    void aPointOffTheCurveIsRefused() {
        assertThatThrownBy(() -> G2Affine.of(Fp2.ONE, Fp2.ONE))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("is not on the curve");
        assertThat(G2Affine.of(Fp2.ZERO, Fp2.ZERO)).isSameAs(G2Affine.INFINITY);
    }

    @Test
    void equalPointsHaveEqualHashes() {
        G2Affine point = G2Affine.of(G2Affine.GENERATOR.x(), G2Affine.GENERATOR.y());
        assertThat(point).isEqualTo(G2Affine.GENERATOR).hasSameHashCodeAs(G2Affine.GENERATOR);
        assertThat(point).isNotEqualTo(point.neg()).isNotEqualTo(G2Affine.INFINITY);
    }

    @Test
    void vectorsKeepPointsAndCheckIndices() {
        G2Points points = G2Points.of(points().toArray(G2Affine[]::new));
        for (int i = 0; i < points.size(); i++) {
            assertThat(points.slice(i, points.size()).get(0)).isEqualTo(points.get(i));
        }
        assertThatThrownBy(() -> points.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}

package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fp;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** G1 against Bouncy Castle. */
class G1ContractTest {
    private final Random random = new Random(20261123);

    private List<G1Affine> points() {
        G1Affine p = Reference.randomG1(random);
        return List.of(
                G1Affine.INFINITY,
                G1Affine.GENERATOR,
                G1Affine.GENERATOR.neg(),
                G1Affine.GENERATOR.twice(),
                p,
                p.neg(),
                p.twice(),
                Reference.randomG1(random));
    }

    static List<Fr> scalars(Random random) {
        List<Fr> scalars = new ArrayList<>();
        for (long small : new long[] {0, 1, 2, 3, 4, 15, 16, 17, Long.MAX_VALUE, -1, -2, -3, -16, Long.MIN_VALUE}) {
            scalars.add(Fr.of(small));
        }
        for (int bit = 60; bit < 254; bit += 3) {
            scalars.add(Fr.TWO.pow(bit));
            scalars.add(Fr.TWO.pow(bit).sub(Fr.ONE));
        }
        Fr lambda = Fr.reduce(GlvContractTest.LAMBDA);
        scalars.addAll(List.of(
                lambda,
                lambda.neg(),
                lambda.add(Fr.ONE),
                Fr.TWO.inverse(),
                Fr.TWO.inverse().neg()));
        for (int i = 0; i < 20; i++) {
            scalars.add(Fr.random(random));
        }
        return scalars;
    }

    @Test
    void sumsAreBouncyCastles() {
        for (G1Affine a : points()) {
            for (G1Affine b : points()) {
                assertThat(a.add(b))
                        .as("%s + %s", a, b)
                        .isEqualTo(Reference.fromBouncyCastle(
                                Reference.toBouncyCastle(a).add(Reference.toBouncyCastle(b))));
            }
            assertThat(a.twice())
                    .isEqualTo(Reference.fromBouncyCastle(
                            Reference.toBouncyCastle(a).twice()));
            assertThat(a.neg())
                    .isEqualTo(Reference.fromBouncyCastle(
                            Reference.toBouncyCastle(a).negate()));
            assertThat(a.add(a.neg()).isInfinity()).isTrue();
            assertThat(a.add(a)).isEqualTo(a.twice());
        }
    }

    @Test
    void multiplesAreBouncyCastles() {
        G1Affine point = Reference.randomG1(random);
        for (Fr scalar : scalars(random)) {
            assertThat(point.mul(scalar))
                    .as("times %s", scalar)
                    .isEqualTo(Reference.fromBouncyCastle(
                            Reference.toBouncyCastle(point).multiply(scalar.toBigInteger())));
            assertThat(G1Affine.INFINITY.mul(scalar).isInfinity()).isTrue();
        }
    }

    @Test
    void aPointOffTheCurveIsRefusedWithItsCoordinates() {
        assertThatThrownBy(() -> G1Affine.of(Fp.of(1), Fp.of(3)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("G1: (1, 3) is not on the curve");
        assertThat(G1Affine.ofUnchecked(Fp.of(1), Fp.of(3)).isOnCurve()).isFalse();
        assertThat(G1Affine.of(Fp.ZERO, Fp.ZERO)).isSameAs(G1Affine.INFINITY);
    }

    @Test
    void equalPointsHaveEqualHashesAndText() {
        G1Affine point = G1Affine.of(Fp.of(1), Fp.of(2));
        assertThat(point)
                .isEqualTo(G1Affine.GENERATOR)
                .hasSameHashCodeAs(G1Affine.GENERATOR)
                .hasToString("(1, 2)");
        assertThat(point).isNotEqualTo(point.neg()).isNotEqualTo("(1, 2)");
        assertThat(G1Affine.INFINITY).hasToString("infinity");
    }

    @Test
    void vectorsKeepPointsAndCheckIndices() {
        G1Points points = G1Points.of(points().toArray(G1Affine[]::new));
        for (int i = 0; i < points.size(); i++) {
            assertThat(points.slice(i, points.size()).get(0)).isEqualTo(points.get(i));
        }
        assertThat(new G1Points(2).get(1).isInfinity()).isTrue();
        assertThatThrownBy(() -> points.get(points.size())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> points.slice(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new G1Points(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}

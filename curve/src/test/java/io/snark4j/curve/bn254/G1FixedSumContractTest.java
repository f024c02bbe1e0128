package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lanes")
class G1FixedSumContractTest {
    private final Random random = new Random(6);

    private static void check(G1Points points, List<Fr> scalars) {
        G1Affine expected = G1Msm.msm(points, FrVector.copyOf(scalars), Work.ofThreads(1));
        G1FixedSum sum = G1FixedSum.of(points);
        assertThat(sum.sumInLanes(scalars)).isEqualTo(expected);
        assertThat(sum.sum(scalars)).isEqualTo(expected);
    }

    private G1Points randomPoints(int n) {
        return G1Points.of(
                Stream.generate(() -> Reference.randomG1(random)).limit(n).toArray(G1Affine[]::new));
    }

    @Test
    void sumsOfEverySmallSizeAreThoseOfTheMsm() {
        for (int n = 1; n <= 7; n++) {
            check(
                    randomPoints(n),
                    Stream.generate(() -> Fr.random(random)).limit(n).toList());
        }
    }

    @Test
    void specialScalarsAreExact() {
        List<Fr> scalars = G1ContractTest.scalars(random);
        for (Fr scalar : scalars) {
            check(randomPoints(1), List.of(scalar));
        }
        for (long k = -40; k <= 40; k++) {
            check(G1Points.of(G1Affine.GENERATOR), List.of(Fr.of(k)));
        }
    }

    /** Equal and opposite points in one lane take the way round by scalar code. */
    @Test
    void whatTheAdditionInLanesLeavesOutIsExact() {
        G1Affine p = Reference.randomG1(random);
        Fr k = Fr.random(random);
        check(G1Points.of(p, p), List.of(k, k));
        check(G1Points.of(p, p.neg()), List.of(k, k));
        check(G1Points.of(p, p, p), List.of(k, k.neg(), Fr.ONE));
        check(randomPoints(3), Collections.nCopies(3, Fr.ZERO));
    }

    @Test
    void infinityStaysOutOfTheLanes() {
        Pairing.warmUp();
        G1Affine p = Reference.randomG1(random);
        Fr k = Fr.random(random);
        for (G1Points points : List.of(
                G1Points.of(G1Affine.INFINITY),
                G1Points.of(G1Affine.INFINITY, p, p),
                G1Points.of(p, G1Affine.INFINITY),
                G1Points.of(p, G1Affine.INFINITY, p))) {
            List<Fr> scalars = Collections.nCopies(points.size(), k);
            G1FixedSum sum = G1FixedSum.of(points);
            assertThat(sum.sum(scalars)).isEqualTo(G1Msm.msm(points, FrVector.copyOf(scalars), Work.ofThreads(1)));
            assertThatThrownBy(() -> sum.sumInLanes(scalars)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void noneAndManyPointsAreSummedByTheMsm() {
        assertThat(G1FixedSum.of(new G1Points(0)).sum(List.of())).isEqualTo(G1Affine.INFINITY);
        G1Points points = randomPoints(70);
        List<Fr> scalars = Stream.generate(() -> Fr.random(random)).limit(70).toList();
        assertThat(G1FixedSum.of(points).sum(scalars))
                .isEqualTo(G1Msm.msm(points, FrVector.copyOf(scalars), Work.ofThreads(1)));
        assertThatThrownBy(() -> G1FixedSum.of(points).sum(scalars.subList(0, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("msm: 70 points but 3 scalars");
    }
}

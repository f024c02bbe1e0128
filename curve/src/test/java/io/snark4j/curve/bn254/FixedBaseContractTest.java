package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many multiples of one point, against Bouncy Castle and against additions. */
class FixedBaseContractTest {
    @Test
    void progressOfFixedBaseMultiplesCountsEveryBlockOnce() {
        FrVector scalars = new FrVector(2500);
        AtomicLong last = new AtomicLong();
        Work counted = new Work(
                1,
                (phase, done, total) -> {
                    assertThat(phase).isEqualTo("G1 fixed base");
                    assertThat(done).isGreaterThan(last.getAndSet(done)).isLessThanOrEqualTo(total);
                    assertThat(total).isEqualTo(2500);
                },
                () -> false);
        G1FixedBase.of(G1Affine.GENERATOR, 1).mul(scalars, counted);
        assertThat(last.get()).isEqualTo(2500);
    }

    @Test
    void fixedBaseMultiplesAreBouncyCastlesForEveryTable() {
        Random random = new Random(3);
        List<Fr> scalars = G1ContractTest.scalars(random);
        FrVector vector = FrVector.copyOf(scalars);
        G1Affine base = Reference.randomG1(random);
        for (long expected : new long[] {1, 100, 10_000, 100_000_000}) {
            G1Points products = G1FixedBase.of(base, expected).mul(vector, Work.ofThreads(2));
            for (int i = 0; i < scalars.size(); i++) {
                assertThat(products.get(i))
                        .isEqualTo(Reference.fromBouncyCastle(Reference.toBouncyCastle(base)
                                .multiply(scalars.get(i).toBigInteger())));
            }
        }
        G2Affine twisted = Reference.randomG2(random);
        G2Points products = G2FixedBase.of(twisted).mul(vector, Work.ofThreads(2));
        for (int i = 0; i < scalars.size(); i++) {
            assertThat(products.get(i)).isEqualTo(twisted.mul(scalars.get(i)));
        }
    }

    @Test
    void fixedBaseCrossesItsBlocksAndTakesInfinity() {
        FrVector scalars = new FrVector(2500);
        for (int i = 0; i < scalars.size(); i++) {
            scalars.set(i, Fr.of(i - 3L));
        }
        G1Points products = G1FixedBase.of(G1Affine.GENERATOR).mul(scalars, Work.ofThreads(2));
        G1Affine expected = G1Affine.GENERATOR.mul(Fr.of(-3));
        for (int i = 0; i < scalars.size(); i++) {
            assertThat(products.get(i)).isEqualTo(expected);
            expected = expected.add(G1Affine.GENERATOR);
        }
        G1Points none = G1FixedBase.of(G1Affine.INFINITY).mul(scalars.slice(0, 9), Work.DEFAULT);
        assertThat(none.limbs()).containsOnly(0L);
        assertThat(G1FixedBase.of(G1Affine.GENERATOR)
                        .mul(new FrVector(0), Work.DEFAULT)
                        .size())
                .isZero();
    }
}

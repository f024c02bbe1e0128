package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fp12;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MillerBatchContractTest {
    private final Random random = new Random(8);

    private static void segmentsAreProducts(G1Points p, G2Points q, int segment, Work work) {
        segmentsAreProducts(p, q, segment, MillerBatch.run(p, q, segment, work));
        segmentsAreProducts(p, q, segment, MillerBatch.run(p, q, segment, work, false));
        if (Lanes.COUNT > 0) {
            segmentsAreProducts(p, q, segment, MillerBatch.run(p, q, segment, work, true));
        }
    }

    private static void segmentsAreProducts(G1Points p, G2Points q, int segment, MillerBatch batch) {
        assertThat(batch.segments()).isEqualTo(Math.ceilDiv(p.size(), segment));
        for (int s = 0; s < batch.segments(); s++) {
            Fp12 expected = Fp12.ONE;
            for (int i = s * segment; i < Math.min((s + 1) * segment, p.size()); i++) {
                G2Affine point = q.get(i);
                assertThat(batch.isOutside(i)).isEqualTo(!point.isInSubgroup());
                if (!batch.isOutside(i)) {
                    expected = expected.mul(Pairing.pairing(p.get(i), point));
                }
            }
            assertThat(Pairing.finalExponentiation(batch.value(s)))
                    .as("segment %d of %d pairs", s, p.size())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 1, 1", "1, 5, 2", "5, 1, 1", "9, 2, 2", "17, 16, 1", "20, 3, 2"})
    void aSegmentIsTheProductOfItsPairings(int n, int segment, int threads) {
        var p = new G1Points(n);
        var q = new G2Points(n);
        for (int i = 0; i < n; i++) {
            p.set(i, Reference.randomG1(random));
            q.set(i, Reference.randomG2(random));
        }
        segmentsAreProducts(p, q, segment, Work.ofThreads(threads));
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "32"})
    void infinityAndOutsidersAreLeftOut(int segment) {
        int n = 32;
        var p = new G1Points(n);
        var q = new G2Points(n);
        for (int i = 0; i < n; i++) {
            p.set(i, i % 5 == 1 ? G1Affine.INFINITY : Reference.randomG1(random));
            q.set(i, i % 3 == 2 ? Reference.randomOnTwist(random) : Reference.randomG2(random));
        }
        q.set(0, G2Affine.INFINITY);
        q.set(6, G2Affine.INFINITY);
        segmentsAreProducts(p, q, segment, Work.ofThreads(1));
    }

    @Test
    void segmentsKeepEveryThreadBusy() {
        assertThat(MillerBatch.segment(1, Work.ofThreads(1))).isEqualTo(1);
        assertThat(MillerBatch.segment(1 << 20, Work.ofThreads(3))).isBetween(2, 64);
        assertThat(MillerBatch.segment(4, Work.ofThreads(4))).isEqualTo(1);
    }

    @Test
    void sizesThatDifferAreNamed() {
        assertThatThrownBy(() -> MillerBatch.run(new G1Points(1), new G2Points(2), 1, Work.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pairing: 1 points of G1 but 2 of G2");
        assertThat(List.of(MillerBatch.run(new G1Points(0), new G2Points(0), 1, Work.DEFAULT)
                        .segments()))
                .containsExactly(0);
    }
}

package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scalars made ready once: the sums and ranges that they serve, what they count, what they refuse, and that they are forgotten. */
class MsmScalarsContractTest {
    /** Several chunks of columns a window. */
    private static final int LONG = MsmContractTest.LONG;

    @Test
    void scalarsMadeReadyOnceServeManySumsAndRanges() {
        MsmScalars ready = new MsmScalars(LONG);
        for (int n : new int[] {LONG, 700, 0}) {
            MsmInput input = MsmInput.of(MsmInput.Kind.WITNESS, n);
            G1Points points = input.g1();
            G1Points more = G1FixedBase.of(G1Affine.GENERATOR.mul(Fr.of(5))).mul(input.logarithms(), Work.ofThreads(2));
            ready.read(input.scalars(), 0, n, Work.ofThreads(3));
            assertThat(G1Msm.msm(points, ready, Work.ofThreads(1))).isEqualTo(MsmInput.multiple(input.expected()));
            assertThat(G1Msm.msm(more, ready, Work.ofThreads(2)))
                    .isEqualTo(MsmInput.multiple(input.expected().mul(Fr.of(5))));
            for (int from : new int[] {0, n / 3, n - n / 100}) {
                Fr expected = Fr.ZERO;
                for (int i = from; i < n; i++) {
                    expected = expected.add(
                            input.logarithms().get(i - from).mul(input.scalars().get(i)));
                }
                assertThat(G1Msm.msm(points, 0, ready, from, n - from, Work.ofThreads(2)))
                        .as("%d scalars from %d", n, from)
                        .isEqualTo(MsmInput.multiple(expected));
            }
        }
        MsmInput input = MsmInput.of(MsmInput.Kind.WITNESS, 300);
        G2Points points = input.g2();
        ready.read(input.scalars(), 0, 300, Work.DEFAULT);
        assertThat(G2Msm.msm(points, ready, Work.DEFAULT)).isEqualTo(G2Affine.GENERATOR.mul(input.expected()));
    }

    @Test
    void nothingOfTheScalarsStaysAfterTheyAreCleared() {
        MsmScalars ready =
                MsmScalars.of(MsmInput.of(MsmInput.Kind.WITNESS, 20_000).scalars(), Work.ofThreads(3));
        assertThat(ready.count()).isPositive();
        assertThat(ready.unitCount()).isPositive();
        assertThat(ready).hasToString("MsmScalars[20000]");
        ready.close();
        assertThat(ready.size()).isZero();
        assertThat(ready.bits()).isZero();
        assertThat(ready.plain()).containsOnly(0L);
        assertThat(ready.entries()).containsOnly(0);
        assertThat(ready.units()).containsOnly(0);
    }

    @Test
    void scalarsBeyondTheRoomAreRefused() {
        assertThatThrownBy(() -> new MsmScalars(3).read(new FrVector(5), 0, 4, Work.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MsmScalars: 4 scalars, room for 3");
        assertThatThrownBy(() -> new MsmScalars(9).read(new FrVector(5), 2, 4, Work.DEFAULT))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new MsmScalars(1 << 29))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MsmScalars: capacity 536870912 is not in [0, 2^29)");
        assertThatThrownBy(() -> G1Msm.msm(new G1Points(4), MsmScalars.of(new FrVector(3), Work.DEFAULT), Work.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("msm: 4 points but 3 scalars");
    }

    @Test
    void scalarsAreCountedByTheirLength() {
        FrVector scalars = FrVector.of(
                Fr.of(0),
                Fr.of(-1),
                Fr.of(2),
                Fr.of(-3),
                Fr.TWO.pow(64),
                Fr.TWO.pow(130).neg(),
                Fr.TWO.inverse());
        MsmScalars ready = MsmScalars.of(scalars, Work.ofThreads(1));
        assertThat(ready.count()).isEqualTo(5);
        assertThat(ready.unitCount()).isEqualTo(1);
        assertThat(ready.entries()).startsWith(4, 7, 8, 11, 13);
        assertThat(ready.units()).startsWith(3);
        assertThat(ready.bits()).isEqualTo(253);
        assertThat(List.of(0, 2, 3, 65, 66, 131, 132, 253, 254, 256, 300))
                .extracting(ready::countOfBits)
                .containsExactly(5, 5, 3, 3, 2, 2, 1, 1, 0, 0, 0);
    }
}

package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Work;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The full check finds a bad point wherever it stands, and nothing else. */
class KeyCheckContractTest {
    /** Whole runs of lanes, several ranges, and a tail. */
    private static final int CONSTRAINTS = 2500;

    private static final ProvingKey KEY = KeyGenerator.generate(
                    TestCircuit.chain(CONSTRAINTS, 3).system(),
                    ToxicWaste.of(Fr.of(17), Fr.of(23), Fr.of(29), Fr.of(31)),
                    Work.ofThreads(2))
            .provingKey();

    /** A section's name, its size, and how to spoil the point at an index. */
    private record Section(String name, int size, BiConsumer<ProvingKey, Integer> spoil) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Section> sections() {
        return Stream.of(
                new Section("A", KEY.wires(), (key, i) -> flip(key.pointsA().limbs(), 8, i)),
                new Section("B1", KEY.wires(), (key, i) -> flip(key.pointsB1().limbs(), 8, i)),
                new Section("B2", KEY.wires(), (key, i) -> flip(key.pointsB2().limbs(), 16, i)),
                new Section(
                        "C",
                        KEY.pointsC().size(),
                        (key, i) -> flip(key.pointsC().limbs(), 8, i)),
                new Section(
                        "H",
                        KEY.pointsH().size(),
                        (key, i) -> flip(key.pointsH().limbs(), 8, i)));
    }

    /** Another last limb of y (or of its imaginary part): still below p. */
    private static void flip(long[] limbs, int longs, int i) {
        limbs[longs * (i + 1) - 1] ^= 1;
    }

    @ParameterizedTest
    @MethodSource("sections")
    void aBadPointAtTheFirstTheMiddleOrTheLastIndexIsNamed(Section section) {
        for (int i : new int[] {0, 1, section.size / 2, section.size - 2, section.size - 1}) {
            for (int threads : new int[] {1, 2}) {
                ProvingKey key = copy();
                section.spoil.accept(key, i);
                assertThatThrownBy(() -> KeyCheck.check(key, Work.ofThreads(threads)))
                        .isInstanceOf(MalformedInputException.class)
                        .hasMessageContaining("point " + i + " of " + section.name + " is not on");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sections")
    void ofSeveralBadPointsTheFirstIsNamed(Section section) {
        ProvingKey key = copy();
        section.spoil.accept(key, section.size - 1);
        section.spoil.accept(key, 777);
        section.spoil.accept(key, 778);
        assertThatThrownBy(() -> KeyCheck.check(key, Work.ofThreads(3)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("point 777 of " + section.name + " is not on");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1250, 2502, 2503})
    void aPointOutsideTheSubgroupIsFoundAmongMany(int i) {
        ProvingKey key = copy();
        key.pointsB2().set(i, key.pointsB2().get(i).add(ZkeyFileContractTest.outsideTheSubgroup()));
        assertThatThrownBy(() -> KeyCheck.check(key, Work.ofThreads(2)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("point " + i + " of B2 is outside the subgroup");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSoundKeyPassesWithInfinityAnywhere(int threads) {
        ProvingKey key = copy();
        for (int i : new int[] {0, 5, 1000, key.wires() - 1}) {
            key.pointsA().set(i, G1Affine.INFINITY);
            key.pointsB2().set(i, G2Affine.INFINITY);
        }
        assertThatCode(() -> KeyCheck.check(key, Work.ofThreads(threads))).doesNotThrowAnyException();
    }

    /** With and without lanes the same answers, for ranges of every length around those of the kernels. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 127, 128, 129, 300})
    void everyPointOfARangeIsLookedAt(int n) {
        var random = new Random(n);
        for (int bad : IntStream.of(-1, 0, n / 2, n - 1).filter(i -> i < n).toArray()) {
            int from = random.nextInt(50);
            G1Points g1 = KEY.pointsH().slice(0, from + n + 7);
            G2Points g2 = KEY.pointsB2().slice(0, from + n + 7);
            flip(g1.limbs(), 8, from + n);
            flip(g2.limbs(), 16, from + n);
            if (bad >= 0) {
                flip(g1.limbs(), 8, from + bad);
                flip(g2.limbs(), 16, from + bad);
            }
            int expected = bad < 0 ? -1 : from + bad;
            assertThat(KeyCheck.firstOffG1(g1.limbs(), from, from + n)).isEqualTo(expected);
            assertThat(KeyCheck.firstOffG2(g2.limbs(), from, from + n)).isEqualTo(expected);
            assertThat(new CurveEquation().firstOffG1(g1.limbs(), from, from + n))
                    .isEqualTo(expected);
            assertThat(new CurveEquation().firstOffG2(g2.limbs(), from, from + n))
                    .isEqualTo(expected);
        }
    }

    private static ProvingKey copy() {
        return new ProvingKey(
                KEY.log2Domain(),
                KEY.verifyingKey(),
                KEY.beta1(),
                KEY.delta1(),
                KEY.a(),
                KEY.b(),
                KEY.pointsA().slice(0, KEY.wires()),
                KEY.pointsB1().slice(0, KEY.wires()),
                KEY.pointsB2().slice(0, KEY.wires()),
                KEY.pointsC().slice(0, KEY.pointsC().size()),
                KEY.pointsH().slice(0, KEY.pointsH().size()),
                KEY.contributions());
    }
}

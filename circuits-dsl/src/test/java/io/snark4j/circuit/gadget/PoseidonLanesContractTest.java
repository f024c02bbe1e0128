package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes in lanes against the scalar ones, which are circomlibjs'. */
@Tag("lanes")
class PoseidonLanesContractTest {
    private static final Fr[] EDGES = {
        Fr.ZERO, Fr.ONE, Fr.ONE.neg(), Fr.of(2).inverse(), Fr.of(2).inverse().neg()
    };

    /** Edges in every other state, and all edges somewhere. */
    private static Fr[][] inputs(int count, int elements, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> IntStream.range(0, elements)
                        .mapToObj(j -> i % 2 == 0 ? Fr.random(random) : EDGES[random.nextInt(EDGES.length)])
                        .toArray(Fr[]::new))
                .toArray(Fr[][]::new);
    }

    private static Fr[] inLanes(Fr[][] inputs) {
        int elements = inputs[0].length;
        long[] limbs = new long[FrLimbs.LIMBS * elements * inputs.length];
        for (int i = 0; i < inputs.length * elements; i++) {
            inputs[i / elements][i % elements].write(limbs, FrLimbs.LIMBS * i);
        }
        long[] digests = new long[FrLimbs.LIMBS * inputs.length];
        Poseidon.ofInputs(elements).hashAll(digests, limbs, true);
        Fr[] result = new Fr[inputs.length];
        Arrays.setAll(result, i -> Fr.read(digests, FrLimbs.LIMBS * i));
        return result;
    }

    private static Fr[] oneByOne(Fr[][] inputs) {
        return Arrays.stream(inputs).map(Poseidon::hash).toArray(Fr[]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void everyWidthHashesAsItDoesAlone(int elements) {
        Fr[][] inputs = inputs(2 * Lanes.COUNT + 1, elements, new Random(elements));
        inputs[0] = new Fr[elements];
        Arrays.fill(inputs[0], Fr.ONE.neg());
        inputs[1] = new Fr[elements];
        Arrays.fill(inputs[1], Fr.ZERO);
        assertThat(inLanes(inputs)).containsExactly(oneByOne(inputs));
    }

    @Test
    void everyNumberOfHashesIsTaken() {
        for (int count = 1; count <= 2 * PoseidonLanes.MOST + 1; count += count < 2 * Lanes.COUNT ? 1 : 7) {
            Fr[][] inputs = inputs(count, 2, new Random(count));
            assertThat(inLanes(inputs)).as("%d hashes", count).containsExactly(oneByOne(inputs));
        }
        Fr[][] full = inputs(2 * PoseidonLanes.MOST, 3, new Random(1));
        assertThat(inLanes(full)).containsExactly(oneByOne(full));
    }

    /** Lanes are taken when they have become faster, and digests stay what they are. */
    @Test
    void manyHashesGoOverToLanes() {
        PoseidonWarmUp.HASHES.run();
        assertThat(PoseidonWarmUp.HASHES.isReady()).isTrue();
        Fr[][] inputs = inputs(Lanes.COUNT + 1, 5, new Random(5));
        assertThat(Poseidon.hashAll(inputs)).containsExactly(oneByOne(inputs));
        assertThat(Poseidon.hashAll(inputs[0])).containsExactly(Poseidon.hash(inputs[0]));
        assertThat(Poseidon.hashAll()).isEmpty();
        Fr[][] uneven = {inputs[0], {Fr.ONE}};
        assertThatThrownBy(() -> Poseidon.hashAll(uneven))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input 1 has 1 elements where the first has 5");
    }
}

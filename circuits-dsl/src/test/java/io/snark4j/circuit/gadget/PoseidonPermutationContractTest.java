package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The permutation under Poseidon; PoseidonPeersTest compares it with circomlibjs. */
class PoseidonPermutationContractTest {
    static Stream<Integer> sizes() {
        return PoseidonContractTest.sizes().boxed();
    }

    private static Fr[] random(int width) {
        Random random = new Random(width);
        Fr[] state = new Fr[width];
        Arrays.setAll(state, _ -> Fr.random(random));
        return state;
    }

    private static GadgetTrial gadget(int width) {
        return GadgetTrial.of(width, width, PoseidonGadget::permute);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void theHashIsItsFirstElement(int inputs) {
        Fr[] state = random(inputs + 1);
        state[0] = Fr.ZERO;
        assertThat(Poseidon.permute(state)[0]).isEqualTo(Poseidon.hash(Arrays.copyOfRange(state, 1, state.length)));
        assertThat(Poseidon.permute(state)).hasSize(inputs + 1).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6})
    void theGadgetEqualsTheNativeTwin(int width) {
        GadgetTrial trial = gadget(width);
        Fr[] zeros = Collections.nCopies(width, Fr.ZERO).toArray(Fr[]::new);
        Fr[] largest = Collections.nCopies(width, Fr.ONE.neg()).toArray(Fr[]::new);
        for (Fr[] state : List.of(zeros, largest, random(width))) {
            trial.gives(state, Poseidon.permute(state));
        }
        trial.isSound(random(width));
    }

    @ParameterizedTest
    @CsvSource({"2, 216", "3, 243", "4, 264", "5, 300", "17, 612"})
    void threeConstraintsAnSbox(int width, int constraints) {
        assertThat(gadget(width).cost()).isEqualTo(constraints);
    }

    @Test
    void otherWidthsAreRefused() {
        assertThatThrownBy(() -> Poseidon.permute(Fr.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Poseidon: a state of 1 elements, expected 2 to 17");
        assertThatThrownBy(() -> gadget(18)).hasMessage("Poseidon: a state of 18 elements, expected 2 to 17");
    }
}

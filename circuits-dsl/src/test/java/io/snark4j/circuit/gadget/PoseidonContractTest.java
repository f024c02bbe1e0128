package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoseidonContractTest {
    private static final Fr MINUS_ONE = Fr.ONE.neg();

    static IntStream sizes() {
        return IntStream.rangeClosed(1, 16);
    }

    /** The permutation as the paper defines it: every round a full matrix, no constant moved. */
    private static Fr textbook(Fr... inputs) {
        PoseidonConstants constants = PoseidonConstants.generate(inputs.length);
        int t = constants.width();
        int rounds = 8 + constants.partialRounds();
        Fr[] state = new Fr[t];
        Arrays.fill(state, Fr.ZERO);
        System.arraycopy(inputs, 0, state, 1, inputs.length);
        for (int round = 0; round < rounds; round++) {
            boolean full = round < 4 || round >= rounds - 4;
            for (int i = 0; i < t; i++) {
                state[i] = state[i].add(Fr.read(constants.roundConstants(), 4 * (t * round + i)));
                state[i] = full || i == 0 ? state[i].pow(5) : state[i];
            }
            Fr[] mixed = new Fr[t];
            for (int i = 0; i < t; i++) {
                mixed[i] = Fr.ZERO;
                for (int j = 0; j < t; j++) {
                    mixed[i] = mixed[i].add(
                            Fr.read(constants.mds(), 4 * (t * i + j)).mul(state[j]));
                }
            }
            state = mixed;
        }
        return state[0];
    }

    private static Fr[] random(int n, Random random) {
        return IntStream.range(0, n).mapToObj(i -> Fr.random(random)).toArray(Fr[]::new);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void sparseRoundsEqualTheTextbook(int n) {
        Fr[] edges = random(n, new Random(n));
        edges[0] = Fr.ZERO;
        edges[n - 1] = MINUS_ONE;
        Fr[] largest = new Fr[n];
        Arrays.fill(largest, MINUS_ONE);
        assertThat(Poseidon.hash(edges)).isEqualTo(textbook(edges));
        assertThat(Poseidon.hash(largest)).isEqualTo(textbook(largest));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void limbsAtAnyOffsetGiveTheSameDigestAndMayBeOverwritten(int n) {
        Poseidon poseidon = Poseidon.ofInputs(n);
        Fr[] inputs = random(n, new Random(100 + n));
        long[] limbs = new long[3 + 4 * n];
        for (int i = 0; i < n; i++) {
            inputs[i].write(limbs, 3 + 4 * i);
        }
        long[] out = new long[9];
        long[] scratch = new long[7 + poseidon.scratch()];
        Arrays.fill(scratch, -1);
        poseidon.hash(out, 5, limbs, 3, scratch, 7);
        assertThat(Fr.read(out, 5)).isEqualTo(Poseidon.hash(inputs));
        assertThat(Arrays.copyOf(out, 5)).containsOnly(0);
        assertThat(Arrays.copyOf(scratch, 7)).containsOnly(-1);
        poseidon.hash(limbs, 3, limbs, 3, scratch, 7);
        assertThat(Fr.read(limbs, 3)).isEqualTo(Poseidon.hash(inputs));
    }

    @Test
    void arraysThatAreTooShortAreRefused() {
        Poseidon poseidon = Poseidon.ofInputs(2);
        long[] scratch = new long[poseidon.scratch()];
        assertThatThrownBy(() -> poseidon.hash(new long[4], 0, new long[8], 1, scratch, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> poseidon.hash(new long[4], 0, new long[8], 0, scratch, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void otherNumbersOfInputsAreRefusedByName() {
        assertThatThrownBy(Poseidon::hash)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Poseidon: 0 inputs, expected 1 to 16");
        assertThatThrownBy(() -> Poseidon.ofInputs(17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Poseidon: 17 inputs, expected 1 to 16");
    }

    @Test
    void aSingularMatrixIsRefused() {
        assertThatThrownBy(() -> FrMatrix.inverse(new long[16], 2))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("matrix of 2 rows is singular in column 0");
    }

    /** Needs a row exchange, which no Poseidon matrix does. */
    @Test
    void anInverseExchangesRowsWhereThePivotIsZero() {
        long[] exchange = new long[16];
        Fr.of(3).write(exchange, 4);
        Fr.of(5).write(exchange, 8);
        long[] inverse = FrMatrix.inverse(exchange, 2);
        assertThat(FrMatrix.product(exchange, inverse, 2, 2, 2)).isEqualTo(FrMatrix.identity(2));
    }
}

package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Var;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitsBelowContractTest {
    private static final int BITS = 7;

    /** The bits of a number, and a condition after them. */
    private static GadgetTrial trial(int bits, BigInteger bound) {
        return GadgetTrial.of(bits + 1, 0, (api, in) -> {
            Arrays.stream(in).forEach(api::assertBoolean);
            BitsBelow.state(api, in[bits], List.of(in).subList(0, bits), bound);
            return new Var[0];
        });
    }

    /** Runs of ones and zeros of all lengths, at the top, within and at the end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 9, 63, 64, 65, 96, 97, 113, 121, 122, 125, 127, 128})
    void whatIsBelowPassesAndNothingElse(int bound) {
        GadgetTrial trial = trial(BITS, BigInteger.valueOf(bound));
        for (int number = 0; number < 1 << BITS; number++) {
            trial.accepts(GadgetTrial.bits(number, BITS + 1));
            if (number < bound) {
                trial.accepts(GadgetTrial.bits(number | 1 << BITS, BITS + 1));
            } else {
                trial.refuses(GadgetTrial.bits(number | 1 << BITS, BITS + 1));
            }
        }
    }

    /** 7 bits that are boolean and a condition, and the runs. */
    @ParameterizedTest
    @CsvSource({"128, 0", "64, 1", "65, 2", "97, 3", "121, 4", "125, 4"})
    void cost(int bound, int constraints) {
        assertThat(trial(BITS, BigInteger.valueOf(bound)).cost()).isEqualTo(BITS + 1 + constraints);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 97, 121, 125})
    void noCellIsFree(int bound) {
        trial(BITS, BigInteger.valueOf(bound)).isSound(GadgetTrial.bits(128 | (bound - 1) / 2, BITS + 1));
    }
}

package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitException;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaturalGadgetContractTest {
    private static GadgetTrial division(int quotientBits, int divisorBits) {
        return GadgetTrial.of(2, 2, (api, in) -> {
            var division = NaturalGadget.divide(api, in[0], in[1], quotientBits, divisorBits);
            return new Var[] {division.quotient(), division.remainder()};
        });
    }

    private static void gives(GadgetTrial trial, Fr a, Fr b) {
        Natural.Division division = Natural.divide(a, b);
        trial.gives(new Fr[] {a, b}, division.quotient(), division.remainder());
    }

    @Test
    void quotientsAndRemaindersEqualTheNativeTwin() {
        GadgetTrial trial = division(8, 4);
        assertThat(trial.cost()).isEqualTo(8 + 2 * 4 + 1);
        for (int b = 1; b < 16; b++) {
            for (int a : new int[] {0, 1, b - 1, b, b + 1, 7 * b + b / 2, 255 * b, 256 * b - 1}) {
                gives(trial, Fr.of(a), Fr.of(b));
            }
        }
    }

    @Test
    void widestDivision() {
        GadgetTrial trial = division(126, 126);
        Random random = new Random(1);
        for (int i = 0; i < 5; i++) {
            Fr b = Fr.of(new BigInteger(126, random).setBit(0));
            Fr remainder = Fr.reduce(new BigInteger(200, random).mod(b.toBigInteger()));
            gives(trial, Fr.of(new BigInteger(126, random)).mul(b).add(remainder), b);
        }
        Fr largest = Fr.TWO.pow(126).sub(Fr.ONE);
        gives(trial, largest.mul(largest).add(largest).sub(Fr.ONE), largest);
        lintKnowsSingleRangesOnly(trial).isSound(largest.mul(largest), largest);
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        GadgetTrial trial = division(8, 4);
        trial.refuses(Fr.of(5), Fr.ZERO);
        trial.refuses(Fr.ZERO, Fr.ZERO);
        trial.refuses(Fr.of(256 * 3), Fr.of(3)); // quotient 256
        trial.refuses(Fr.ONE.neg(), Fr.of(3));
        trial.refuses(Fr.of(5), Fr.ONE.neg());
        trial.refuses(Fr.of(17), Fr.of(40)); // remainder 17
        gives(trial, Fr.of(15), Fr.of(16)); // a divisor of one bit more, divided rightly
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "255, 15", "14, 15", "256, 3", "767, 3", "6, 2"})
    void aDivisionCannotBeCheated(long a, long b) {
        lintKnowsSingleRangesOnly(division(8, 4)).isSound(Fr.of(a), Fr.of(b));
    }

    /** The two range checks of remainder and b − 1 − remainder bound b, the product and a together; the quotient is unique over the integers only. */
    private static GadgetTrial lintKnowsSingleRangesOnly(GadgetTrial trial) {
        return trial.permitting("inputs[0]", "bounded by two ranges together")
                .permitting("quotient", "unique since 0 ≤ remainder < b and nothing wraps");
    }

    @Test
    void constantDivisorsMakeNoProduct() {
        GadgetTrial trial = GadgetTrial.of(1, 2, (api, in) -> {
            var division = NaturalGadget.divide(api, in[0], api.constant(10), 8, 4);
            return new Var[] {division.quotient(), division.remainder()};
        });
        assertThat(trial.cost()).isEqualTo(8 + 2 * 4);
        trial.gives(GadgetTrial.of(1234), GadgetTrial.of(123, 4));
        lintKnowsSingleRangesOnly(trial).isSound(GadgetTrial.of(99));
    }

    @Test
    void widthsThatMightWrapAreRefused() {
        for (int[] widths : new int[][] {{127, 126}, {0, 4}, {4, 0}}) {
            assertThatThrownBy(() -> division(widths[0], widths[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("quotient of " + widths[0] + " bits and divisor of " + widths[1]
                            + ", expected at least 1 each and at most 252 together");
        }
        assertThatThrownBy(() -> GadgetTrial.of(
                        1, 0, (api, in) -> new Var[] {NaturalGadget.min(api, in[0], api.constant(4), 2)}))
                .isInstanceOf(CircuitException.class);
    }

    @Test
    void comparisonsEqualTheNativeTwin() {
        GadgetTrial trial = GadgetTrial.of(2, 3, (api, in) -> new Var[] {
            NaturalGadget.isLessOrEqual(api, in[0], in[1], 8),
            NaturalGadget.min(api, in[0], in[1], 8),
            NaturalGadget.max(api, in[0], in[1], 8)
        });
        assertThat(trial.cost()).isEqualTo(2 * 8 + 2 * 9 + 2);
        for (long[] ab : new long[][] {{0, 0}, {0, 1}, {1, 0}, {255, 255}, {254, 255}, {255, 0}, {0, 255}, {7, 100}}) {
            Fr a = Fr.of(ab[0]);
            Fr b = Fr.of(ab[1]);
            Fr lessOrEqual = Natural.isLessOrEqual(a, b) ? Fr.ONE : Fr.ZERO;
            trial.gives(new Fr[] {a, b}, lessOrEqual, Natural.min(a, b), Natural.max(a, b));
            trial.isSound(a, b);
        }
        trial.refuses(GadgetTrial.of(256, 0));
        trial.refuses(GadgetTrial.of(0, -1));
    }

    @Test
    void rangesOfManyValues() {
        GadgetTrial trial = GadgetTrial.of(3, 0, (api, in) -> {
            NaturalGadget.assertRanges(api, 5, in);
            NaturalGadget.assertRanges(api, 6, in);
            return new Var[0];
        });
        assertThat(trial.cost()).isEqualTo(3 * 5);
        trial.isSound(GadgetTrial.of(0, 31, 17));
        trial.refuses(GadgetTrial.of(0, 31, 32));
        trial.refuses(GadgetTrial.of(-1, 31, 1));
        assertThat(Natural.isInRange(Fr.of(31), 5)).isTrue();
        assertThat(Natural.isInRange(Fr.of(32), 5)).isFalse();
    }
}

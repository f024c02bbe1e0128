package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Functions of bits on all their inputs, variable and constant ones. */
class WordsContractTest {
    interface Function {
        Var[] of(Api api, Var[] a, Var[] b, Var[] c);
    }

    interface Table {
        int of(int a, int b, int c);
    }

    private static BiFunction<Api, Var[], Var[]> onBits(Function function, int constantMask, int constants) {
        return (api, in) -> {
            Arrays.stream(in).forEach(api::assertBoolean);
            Var[][] operands = new Var[3][];
            Arrays.setAll(operands, i ->
                    new Var[] {(constantMask >> i & 1) == 0 ? in[i] : api.constant(constants >> i & 1)});
            return function.of(api, operands[0], operands[1], operands[2]);
        };
    }

    private static void check(Function function, Table table, int costOfThree) {
        for (int mask = 0; mask < 8; mask++) {
            for (int constants = 0; constants < 8; constants++) {
                if ((constants & ~mask) != 0) {
                    continue;
                }
                GadgetTrial trial = GadgetTrial.of(3, 1, onBits(function, mask, constants));
                int variables = 3 - Integer.bitCount(mask);
                assertThat(trial.cost() - 3).isBetween(0, variables == 3 ? costOfThree : variables == 2 ? 1 : 0);
                for (int in = 0; in < 8; in++) {
                    int bits = in & ~mask | constants;
                    Fr[] inputs = GadgetTrial.bits(in, 3);
                    trial.gives(inputs, Fr.of(table.of(bits & 1, bits >> 1 & 1, bits >> 2)));
                    trial.isSound(inputs);
                }
            }
        }
    }

    @Test
    void exclusiveOr() {
        check(Words::xor, (a, b, c) -> a ^ b ^ c, 1);
    }

    @Test
    void majority() {
        check(Words::majority, (a, b, c) -> a + b + c >= 2 ? 1 : 0, 1);
    }

    @Test
    void chi() {
        check(Words::chi, (a, b, c) -> a ^ (1 - b & c), 1);
    }

    @Test
    void choice() {
        check(Words::choice, (a, b, c) -> a == 1 ? b : c, 1);
    }

    /** A boolean that is a combination, and operands that are one another's complement. */
    @Test
    void complements() {
        GadgetTrial trial = GadgetTrial.of(2, 2, (api, in) -> {
            Var[] a = {in[0]};
            Var[] b = {in[1]};
            Var[] notA = {api.not(in[0])};
            api.assertBoolean(in[1]);
            return new Var[] {Words.xor(api, a, b, notA)[0], Words.majority(api, a, b, notA)[0]};
        });
        for (int in = 0; in < 4; in++) {
            trial.gives(GadgetTrial.bits(in, 2), Fr.of(1 - (in >> 1)), Fr.of(in >> 1));
            trial.isSound(GadgetTrial.bits(in, 2));
        }
    }

    @Test
    void sumsOfWordsWrapAt32Bits() {
        GadgetTrial trial = GadgetTrial.of(64, 32, (api, in) -> {
            Arrays.stream(in).forEach(api::assertBoolean);
            WordSum a = WordSum.of(api, Arrays.copyOf(in, 32));
            WordSum b = WordSum.of(api, Arrays.copyOfRange(in, 32, 64));
            return a.plus(a).minus(b).plus(WordSum.of(api, -5)).word(api);
        });
        assertThat(trial.cost()).isEqualTo(64 + 34);
        for (int[] ab : new int[][] {{0, 0}, {-1, 0}, {0, -1}, {-1, -1}, {3, 1}, {0x40000000, 7}}) {
            Fr[] inputs = GadgetTrial.concat(GadgetTrial.bits(ab[0], 32), GadgetTrial.bits(ab[1], 32));
            trial.gives(inputs, GadgetTrial.bits(2 * ab[0] - ab[1] - 5, 32));
            trial.isSound(inputs);
        }
    }
}

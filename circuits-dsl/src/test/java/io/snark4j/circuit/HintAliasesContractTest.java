package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.field.Fr;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The aliases of the basic hints find what a gadget around them forgets. */
class HintAliasesContractTest {
    /** Bits of x as {@link Bits} takes them, the top one being what remains, but one of the others is not kept boolean. */
    record ForgottenBit(@Public Var y, Var x, int bits, int forgotten) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] low = api.hint("bits", new Hints.LowestBits(bits - 1), bits - 1, x);
            Var rest = x;
            for (int i = 0; i < low.length; i++) {
                if (i != forgotten) {
                    api.assertBoolean(low[i]);
                }
                rest = rest.minus(low[i].times(1L << i));
            }
            api.assertBoolean(rest.times(Fr.TWO.pow(bits - 1).inverse()));
            api.assertEqual(y, x.times(x));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "3, 5", "6, 5", "0, 200", "6, 200", "2, 0", "2, 255"})
    void a_bit_that_is_not_kept_boolean_is_found(int forgotten, int x) {
        Map<String, Integer> inputs = Map.of("y", x * x, "x", x);
        CompiledCircuit careless = CircuitCompiler.compile(new ForgottenBit(Var.input(), Var.input(), 8, forgotten));
        assertThat(SoundnessCheck.of(careless).run(inputs, new Random(2)).unnoticed())
                .singleElement()
                .asString()
                .startsWith("hint \"bits\"");
        CompiledCircuit careful = CircuitCompiler.compile(new ForgottenBit(Var.input(), Var.input(), 8, -1));
        assertThat(SoundnessCheck.of(careful).run(inputs, new Random(2)).unnoticed())
                .isEmpty();
    }
}

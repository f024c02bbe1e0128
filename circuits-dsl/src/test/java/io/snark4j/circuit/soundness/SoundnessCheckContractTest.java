package io.snark4j.circuit.soundness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.Hint;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The kit must find the holes that published gadgets had. */
class SoundnessCheckContractTest {
    private static SoundnessReport run(Class<? extends Circuit> circuit, Map<String, ?> inputs) {
        return SoundnessCheck.of(CircuitCompiler.compile(circuit)).run(inputs, new Random(3));
    }

    record Sound(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, api.inverse(x));
            api.toBits(x, 3);
        }
    }

    record SoundInputs(Fr y, int x) {}

    @Test
    void a_sound_circuit_passes_and_the_report_counts() {
        SoundnessReport report = SoundnessCheck.of(CircuitCompiler.compile(Sound.class))
                .run(new SoundInputs(Fr.of(5).inverse(), 5), new Random(3));
        report.requireSound();
        // y, which is the inverse, x and two bits, each changed twice.
        assertThat(report.mutations()).isEqualTo(8);
        assertThat(report.forgeries()).isGreaterThan(8);
        assertThat(report.free()).isEmpty();
    }

    record ForgottenConstraint(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Var half = api.hint("half", inputs -> new Fr[] {inputs[0].div(Fr.TWO)}, 1, x)[0];
            api.assertEqual(y, half.times(half));
            api.assertBoolean(x.minus(x).plus(y).minus(y).plus(api.constant(1)));
            api.assertNotZero(x);
        }
    }

    @Test
    void finds_a_hint_that_is_not_bound_to_its_input() {
        SoundnessReport report = run(ForgottenConstraint.class, Map.of("y", 9, "x", 6));
        assertThat(report.isSound()).isFalse();
        assertThatThrownBy(report::requireSound)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "ForgottenConstraint does not notice: hint \"half\" at SoundnessCheckContractTest.java:");
    }

    private static final Hint ROOT = new Hint() {
        @Override
        public Fr[] compute(Fr[] inputs) {
            return new Fr[] {inputs[0].sqrt().orElse(Fr.ZERO)};
        }

        @Override
        public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
            return List.<Fr[]>of(new Fr[] {outputs[0].neg()});
        }
    };

    record OtherRoot(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Var root = api.hint("root", ROOT, 1, x)[0];
            api.assertProduct(root, root, x);
            api.assertEqual(y, x.times(3));
        }
    }

    @Test
    void finds_the_other_square_root() {
        assertThat(run(OtherRoot.class, Map.of("y", 12, "x", 4)).unnoticed())
                .singleElement()
                .asString()
                .startsWith("hint \"root\"");
    }

    record UnusedBit(@Public Var y, Var x, Var loose) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x));
        }
    }

    @Test
    void finds_a_cell_in_no_constraint_unless_it_is_permitted() {
        Map<String, Integer> inputs = Map.of("y", 4, "x", 2, "loose", 9);
        assertThat(run(UnusedBit.class, inputs).unnoticed()).containsExactly("wire 3, loose, may have any value");
        SoundnessReport permitted = SoundnessCheck.of(CircuitCompiler.compile(UnusedBit.class))
                .permitFree("loose", "a memo of the user's")
                .run(inputs, new Random(3));
        permitted.requireSound();
        assertThat(permitted.free()).containsExactly(Map.entry("loose", "a memo of the user's"));
    }

    /** Num2Bits(254) without the alias check: the bits of v + r pass as well. */
    record AliasedBits(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] bits = api.hint("bits", new AliasingBits(), 254, x);
            Var sum = api.constant(0);
            Fr weight = Fr.ONE;
            for (Var bit : bits) {
                api.assertBoolean(bit);
                sum = sum.plus(bit.times(weight));
                weight = weight.twice();
            }
            api.assertEqual(sum, x);
            api.assertEqual(y, x.times(x));
        }
    }

    record AliasingBits() implements Hint {
        private static Fr[] bits(java.math.BigInteger value) {
            Fr[] bits = new Fr[254];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = value.testBit(i) ? Fr.ONE : Fr.ZERO;
            }
            return bits;
        }

        @Override
        public Fr[] compute(Fr[] inputs) {
            return bits(inputs[0].toBigInteger());
        }

        @Override
        public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
            return List.<Fr[]>of(bits(inputs[0].toBigInteger().add(Fr.MODULUS)));
        }
    }

    @Test
    void finds_bits_of_the_value_plus_r() {
        assertThat(run(AliasedBits.class, Map.of("y", 25, "x", 5)).unnoticed())
                .singleElement()
                .asString()
                .startsWith("hint \"bits\"");
    }
}

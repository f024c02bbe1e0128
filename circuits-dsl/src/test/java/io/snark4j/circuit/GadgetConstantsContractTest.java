package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gadgets of constants cost nothing, and refuse at once what they would refuse in a witness. */
class GadgetConstantsContractTest {
    /** Gadgets of constants, which are folded. */
    record Folded(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x));
            Var six = api.constant(6);
            Var zero = api.constant(0);
            List<Var> folded = List.of(
                    api.inverse(six).times(6),
                    api.isZero(zero),
                    api.isEqual(x, x),
                    api.not(api.isZero(six)),
                    api.div(six, six),
                    api.select(api.constant(1), api.constant(1), six),
                    api.toBits(six, 3)[1],
                    api.toBitsStrict(six)[2],
                    api.fromBits(api.constant(1), zero),
                    api.isLess(api.constant(2), six, 4));
            folded.forEach(one -> api.assertEqual(one, api.constant(1)));
            assertThat(folded).allSatisfy(one -> assertThat(one.constantValue()).contains(Fr.ONE));
            api.assertRange(six, 3);
            api.assertBoolean(zero);
            api.assertNotZero(six);
            api.assertLessOrEqual(six, six, 3);
            assertThat(x.constantValue()).isEmpty();
        }
    }

    @Test
    void constants_are_folded() {
        assertThat(CircuitCompiler.compile(Folded.class).constraints()).isEqualTo(1);
    }

    static Stream<Consumer<Api>> wrongConstants() {
        return Stream.of(
                api -> api.assertBoolean(api.constant(2)),
                api -> api.assertRange(api.constant(8), 3),
                api -> api.toBits(api.constant(-1), 253),
                api -> api.assertNotZero(api.constant(0)),
                api -> api.select(api.constant(2), api.constant(1), api.constant(0)),
                api -> api.assertLessOrEqual(api.constant(2), api.constant(1), 4),
                api -> api.assertRange(api.constant(1), 254),
                api -> api.assertRange(api.constant(1), 0),
                api -> api.isLess(api.constant(1), api.constant(2), 253));
    }

    record Wrong(@Public Var y, Var x, Consumer<Api> body) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x));
            body.accept(api);
        }
    }

    @ParameterizedTest
    @MethodSource("wrongConstants")
    void constants_that_break_a_rule_do_not_compile(Consumer<Api> body) {
        assertThatThrownBy(() -> CircuitCompiler.compile(new Wrong(Var.input(), Var.input(), body)))
                .isInstanceOf(CircuitException.class)
                .hasMessageContaining("GadgetConstantsContractTest.java:");
    }
}

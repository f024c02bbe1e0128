package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.Satisfaction;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MulAddContractTest {
    record Chain(@Public Var y, Var a, Var b, Var c) implements Circuit {
        @Override
        public void define(Api api) {
            Var first = api.mulAdd(a, b, c.plus(7));
            Var second = api.mulAdd(first, a, first.plus(b));
            api.assertEqual(y, api.mulAdd(api.constant(2), second, first));
        }
    }

    @Test
    void aSumOfAProductIsOneWireInOneConstraint() {
        CompiledCircuit circuit = CircuitCompiler.compile(Chain.class);
        assertThat(circuit.constraints()).isEqualTo(2);
        // first = 3·5 + 4 + 7 = 26, second = 26·3 + 26 + 5 = 109
        assertThat(Satisfaction.check(circuit, circuit.solve(Map.of("y", 244, "a", 3, "b", 5, "c", 4))))
                .isEmpty();
        assertThatThrownBy(() -> circuit.solve(Map.of("y", 243, "a", 3, "b", 5, "c", 4)))
                .isInstanceOf(UnsatisfiedConstraintException.class);
        assertThat(circuit.a().row(1).size()).isEqualTo(1);
    }

    record Small(@Public Var y, Var a) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertRange(a, 8);
            Var sum = api.mulAdd(a, a, a.plus(1));
            api.assertRange(sum, 17);
            api.assertEqual(y, sum.times(sum));
        }
    }

    @Test
    void theBoundOfASmallSumIsKnown() {
        // 8 bits, the sum, its square: below 2^17, the sum needs no range check.
        CompiledCircuit circuit = CircuitCompiler.compile(Small.class);
        assertThat(circuit.constraints()).isEqualTo(10);
        Fr sum = Fr.of(255 * 255 + 256);
        assertThat(Satisfaction.check(circuit, circuit.solve(Map.of("y", sum.square(), "a", 255))))
                .isEmpty();
    }

    record Weighted(@Public Var y, Var a, Var b) implements Circuit {
        @Override
        public void define(Api api) {
            Var sum = api.weightedSum(
                    new Var[] {b, a, b.plus(a), api.constant(1)}, new Fr[] {Fr.of(3), Fr.of(5), Fr.of(-7), Fr.TWO});
            assertThat(sum.toString())
                    .isEqualTo(
                            api.constant(2).minus(a.times(2)).minus(b.times(4)).toString());
            api.assertEqual(y, api.square(sum));
            assertThatThrownBy(() -> api.weightedSum(new Var[] {a}, new Fr[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("weighted sum: 1 terms, 0 weights");
        }
    }

    @Test
    void aWeightedSumIsTheSumOfItsWeightedTerms() {
        CompiledCircuit circuit = CircuitCompiler.compile(Weighted.class);
        // 2 − 2·3 − 4·5 = −24
        assertThat(circuit.solve(Map.of("y", 576, "a", 3, "b", 5)).size()).isEqualTo(4);
        assertThatThrownBy(() -> circuit.solve(Map.of("y", 575, "a", 3, "b", 5)))
                .isInstanceOf(UnsatisfiedConstraintException.class);
    }
}

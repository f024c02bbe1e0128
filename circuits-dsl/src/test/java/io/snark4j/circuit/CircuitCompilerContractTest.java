package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CircuitCompilerContractTest {
    record Cubic(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x).times(x).plus(x).plus(5));
        }
    }

    record CubicInputs(long y, int x) {}

    @Test
    void the_first_ten_lines_of_a_user_work() {
        CompiledCircuit circuit = CircuitCompiler.compile(Cubic.class);
        Witness witness = circuit.solve(new CubicInputs(35, 3));
        assertThat(Satisfaction.check(circuit, witness)).isEmpty();
        assertThat(witness.publicValues()).isEqualTo(List.of(Fr.of(35)));
        assertThat(circuit.inputNames()).containsExactly("y", "x");
        assertThat(circuit).hasToString("Cubic: 2 constraints, 4 wires, 1 public and 1 private inputs");
    }

    @Test
    void an_equality_with_a_fresh_product_is_that_product() {
        CompiledCircuit circuit = CircuitCompiler.compile(Cubic.class);
        assertThat(circuit.constraints()).isEqualTo(2);
        // Wires: one, y, x, x².
        LinearCombination expected = wire(1).minus(wire(2)).minus(LinearCombination.constant(Fr.of(5)));
        assertThat(circuit.a().row(1)).isEqualTo(wire(3));
        assertThat(circuit.b().row(1)).isEqualTo(wire(2));
        assertThat(circuit.c().row(1)).isEqualTo(expected);
    }

    private static LinearCombination wire(int wire) {
        return LinearCombination.of(wire, Fr.ONE);
    }

    record Products(@Public Var y, Var a, Var b) implements Circuit {
        @Override
        public void define(Api api) {
            Var product = a.times(b);
            Var square = product.times(product);
            api.assertEqual(product.times(3), y.plus(6));
            api.assertEqual(square, product.plus(2));
        }
    }

    @Test
    void an_eliminated_product_is_replaced_wherever_it_occurs() {
        CompiledCircuit circuit = CircuitCompiler.compile(Products.class);
        assertThat(circuit.constraints()).isEqualTo(2);
        assertThat(circuit.wires()).isEqualTo(4);
        // a·b = 2: y = 0, and 2² = 2 + 2.
        Witness witness = circuit.solve(Map.of("y", 0, "a", 1, "b", 2));
        assertThat(Satisfaction.check(circuit, witness)).isEmpty();
        assertThatThrownBy(() -> circuit.solve(Map.of("y", 3, "a", 1, "b", 3)))
                .isInstanceOf(UnsatisfiedConstraintException.class);
        assertThatThrownBy(() -> circuit.solve(Map.of("y", 1, "a", 1, "b", 2)))
                .isInstanceOf(UnsatisfiedConstraintException.class);
    }

    record LaterWires(@Public Var y, Var a) implements Circuit {
        @Override
        public void define(Api api) {
            Var square = api.square(a);
            Var copy = api.hint("copy", inputs -> inputs.clone(), 1, square)[0];
            // The hint is later than the product: the first takes the hint's place, then y that of the product.
            api.assertEqual(copy, square);
            api.assertEqual(copy, y);
        }
    }

    @Test
    void the_later_wire_is_eliminated_in_favour_of_the_earlier() {
        CompiledCircuit circuit = CircuitCompiler.compile(LaterWires.class);
        assertThat(circuit.constraints()).isEqualTo(1);
        assertThat(Satisfaction.check(circuit, circuit.solve(Map.of("y", 49, "a", 7))))
                .isEmpty();
        assertThatThrownBy(() -> circuit.solve(Map.of("y", 48, "a", 7)))
                .isInstanceOf(UnsatisfiedConstraintException.class);
    }

    record Constants(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Var seven = api.constant(7);
            Var same = x.times(seven).plus(x.times(3)).minus(x.times(Fr.of(10))).plus(seven);
            api.assertEqual(same, seven);
            api.assertEqual(same.times(x), x.plus(x.times(6)));
            api.assertProduct(seven, x, x.times(7));
            api.assertProduct(x, seven, x.times(7));
            api.assertEqual(y, api.sum(x, x, seven).neg().minus(Fr.ONE).minus(2));
        }
    }

    @Test
    void linear_combinations_and_constants_cost_nothing() {
        CompiledCircuit circuit = CircuitCompiler.compile(Constants.class);
        assertThat(circuit.constraints()).isEqualTo(1);
        assertThat(Satisfaction.check(circuit, circuit.solve(Map.of("y", Fr.of(-20), "x", 5))))
                .isEmpty();
    }

    record Contradiction(@Public Var y) implements Circuit {
        @Override
        public void define(Api api) {
            api.label("impossible", () -> api.assertEqual(y, y.plus(1)));
        }
    }

    @Test
    void a_constraint_that_can_never_hold_is_refused_where_it_stands() {
        assertThatThrownBy(() -> CircuitCompiler.compile(Contradiction.class))
                .isInstanceOf(CircuitException.class)
                .hasMessageMatching(
                        "the constraint at CircuitCompilerContractTest.java:\\d+ \"impossible\" can never hold: it says .* = 0");
    }

    record Ignoring(@Public Var y, @Public Var z, Var x, Var w) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x).plus(z).minus(z));
        }
    }

    @Test
    void a_public_input_in_no_constraint_is_refused() {
        assertThatThrownBy(() -> CircuitCompiler.compile(Ignoring.class))
                .isInstanceOf(CircuitException.class)
                .hasMessage("Ignoring: no constraint uses the public input z; a proof would say nothing about it");
    }

    record Careless(@Public Var y, Var x, Var w) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x));
            api.hint("forgotten", inputs -> inputs.clone(), 1, x);
        }
    }

    @Test
    void private_inputs_and_hints_in_no_constraint_are_warned_of() {
        List<String> warnings = CircuitCompiler.compile(Careless.class).warnings();
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).isEqualTo("no constraint uses the private input w");
        assertThat(warnings.get(1))
                .startsWith("no constraint uses output 0 of hint \"forgotten\" at CircuitCompilerContractTest.java:");
        assertThat(CircuitCompiler.compile(Cubic.class).warnings()).isEmpty();
    }

    private static Var leaked;
    private static Api leakedApi;

    record Leaking(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            leaked = x;
            leakedApi = api;
            api.assertEqual(y, x.times(x));
        }
    }

    record Foreign(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(leaked));
        }
    }

    @Test
    void variables_live_in_their_own_compilation_only() {
        CircuitCompiler.compile(Leaking.class);
        assertThatThrownBy(() -> leaked.times(leaked)).hasMessageContaining("compiled already");
        assertThatThrownBy(() -> leakedApi.assertEqual(leaked, leaked.times(2)))
                .hasMessageContaining("compiled already");
        assertThatThrownBy(() -> CircuitCompiler.compile(Foreign.class)).hasMessageContaining("another compilation");
        assertThatThrownBy(() -> Var.input().plus(1)).hasMessageContaining("placeholder");
        assertThatThrownBy(() -> Var.input().constantValue()).hasMessageContaining("placeholder");
    }

    @Test
    void what_is_not_a_record_is_refused() {
        Circuit lambda = api -> {};
        assertThatThrownBy(() -> CircuitCompiler.compile(lambda))
                .isInstanceOf(CircuitException.class)
                .hasMessageContaining("is not a record");
    }
}

package io.snark4j.circuit.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CircuitException;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Hint;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.lint.LintFinding.Kind;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.Witness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Planted bugs are found, where they stand and once; sound circuits are clean. */
class CircuitLintContractTest {
    private static LintReport run(CompiledCircuit circuit, Map<String, ?> inputs) {
        return CircuitLint.of(circuit).run(circuit.solve(inputs));
    }

    private static LintReport run(Class<? extends Circuit> circuit, Map<String, ?> inputs) {
        return run(CircuitCompiler.compile(circuit), inputs);
    }

    private static LintFinding only(LintReport report) {
        assertThat(report.findings()).as(report.toString()).hasSize(1);
        return report.findings().getFirst();
    }

    record Sound(@Public Var y, Var a, Var b) implements Circuit {
        @Override
        public void define(Api api) {
            Var product = api.mul(a, b);
            Var larger = api.select(api.isLess(a, b, 32), b, a);
            Var[] bits = api.toBitsStrict(product);
            Var even = api.isZero(bits[0]);
            api.assertEqual(y, api.div(larger, product).plus(even).plus(api.isEqual(a, b)));
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 5", "6, 4294967295", "4294967295, 2"})
    void a_sound_circuit_is_clean_and_every_wire_is_determined(long a, long b) {
        Fr product = Fr.of(a).mul(Fr.of(b));
        Fr even = a % 2 == 0 || b % 2 == 0 ? Fr.ONE : Fr.ZERO;
        CompiledCircuit circuit = CircuitCompiler.compile(Sound.class);
        LintReport report = run(
                circuit,
                Map.of("a", a, "b", b, "y", Fr.of(Math.max(a, b)).div(product).add(even)));
        report.requireClean();
        assertThat(report.permitted()).isEmpty();
        assertThat(report.determined()).isEqualTo(circuit.wires() - 4);
        CircuitLint.of(circuit).run().requireClean();
    }

    @Test
    void what_is_free_for_some_inputs_is_permitted_by_name_only() {
        CompiledCircuit circuit = CircuitCompiler.compile(Sound.class);
        Witness equal =
                circuit.solve(Map.of("a", 4, "b", 4, "y", Fr.of(4).inverse().add(Fr.TWO)));
        LintFinding free = only(CircuitLint.of(circuit).run(equal));
        assertThat(free.kind()).isEqualTo(Kind.SECOND_VALUE);
        assertThat(free.source()).isEqualTo("inverse or zero");
        LintReport permitted = CircuitLint.of(circuit)
                .permit("inverse or zero", "of zero: nothing depends on it")
                .run(equal);
        permitted.requireClean();
        assertThat(permitted.permitted()).containsOnlyKeys("inverse or zero");
    }

    record UnusedPrivate(@Public Var y, Var x, Var memo) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x));
        }
    }

    @Test
    void finds_a_private_input_that_no_constraint_uses() {
        LintFinding unused = only(
                CircuitLint.of(CircuitCompiler.compile(UnusedPrivate.class)).run());
        assertThat(unused.kind()).isEqualTo(Kind.UNUSED);
        assertThat(unused.message()).isEqualTo("no constraint uses private input memo");
    }

    private static LinearCombination w(int wire) {
        return LinearCombination.of(wire, Fr.ONE);
    }

    private static Witness witness(int publicCount, long... values) {
        FrVector vector = new FrVector(values.length);
        for (int i = 0; i < values.length; i++) {
            vector.set(i, Fr.of(values[i]));
        }
        return new Witness(vector, publicCount);
    }

    @Test
    void finds_an_unused_public_input_of_a_system_from_elsewhere() {
        // w1 an output, w2 and w3 public inputs, of which w3 is not used, w4 private.
        R1cs system = R1cs.builder(1, 2).constrain(w(2), w(4), w(1)).build(5, 1);
        LintReport report = CircuitLint.of(system).run(witness(3, 1, 6, 2, 9, 3));
        assertThat(only(report).message())
                .isEqualTo("no constraint uses public input w3: a proof says nothing about it");
        assertThat(only(report).source()).isEqualTo("w3");
        assertThat(report.determined()).isEqualTo(1);
    }

    record HintAlone(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Var half = api.label("half of x", () -> api.hint("half", in -> new Fr[] {in[0].div(Fr.TWO)}, 1, x)[0]);
            api.assertEqual(y, half.times(half).times(half));
            api.assertNotZero(x);
        }
    }

    @Test
    void finds_a_hint_without_a_constraint_and_not_what_follows_from_it() {
        LintFinding free = only(run(HintAlone.class, Map.of("y", 27, "x", 6)));
        assertThat(free.source()).isEqualTo("half");
        assertThat(free.kind()).isEqualTo(Kind.NOT_SHOWN);
        assertThat(free.message())
                .matches("nothing shows that output of hint \"half\" at CircuitLintContractTest.java:\\d+ \"half of x\""
                        + " has only one value with the same inputs");
    }

    record HintInAChain(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] split = api.hint("split", in -> new Fr[] {in[0].sub(Fr.ONE), Fr.ONE}, 2, x);
            Var product = split[0].times(split[0]).times(split[0]);
            api.assertEqual(split[0].plus(split[1]), x);
            api.assertDifferent(product.times(split[1]), api.constant(0));
            api.assertEqual(y, x.times(x));
        }
    }

    @Test
    void finds_two_hints_of_which_only_the_sum_is_bound() {
        LintFinding free = only(run(HintInAChain.class, Map.of("y", 49, "x", 7)));
        assertThat(free.kind()).isEqualTo(Kind.SECOND_VALUE);
        assertThat(free.message()).contains("output 0 of hint \"split\"", "may have another value", "instead of 6");
    }

    record Curve(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] point = api.hint("point", in -> new Fr[] {Fr.of(3), Fr.of(4)}, 2, x);
            Var circle = api.square(point[0]).plus(api.square(point[1]));
            api.assertEqual(circle, api.constant(25));
            api.assertEqual(y, x.times(x));
        }
    }

    @Test
    void finds_a_direction_where_no_second_witness_is_easily_found() {
        LintReport report = run(Curve.class, Map.of("y", 49, "x", 7));
        assertThat(report.findings()).isNotEmpty();
        assertThat(report.findings().getFirst().source()).isEqualTo("point");
        assertThat(report.findings().getFirst().kind()).isIn(Kind.FREE_DIRECTION, Kind.SECOND_VALUE);
    }

    record OtherRoot(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Var root = api.hint("root", in -> new Fr[] {in[0].sqrt().orElse(Fr.ZERO)}, 1, x)[0];
            api.assertProduct(root, root, x);
            api.assertEqual(y, x.times(x));
        }
    }

    @Test
    void finds_the_other_square_root_and_not_that_of_zero() {
        LintFinding other = only(run(OtherRoot.class, Map.of("y", 16, "x", 4)));
        assertThat(other.kind()).isEqualTo(Kind.SECOND_VALUE);
        assertThat(other.message()).contains(": " + Fr.of(-2) + " instead of 2");
        run(OtherRoot.class, Map.of("y", 0, "x", 0)).requireClean();
    }

    private static Hint bits(int n) {
        return in -> {
            Fr[] bits = new Fr[n];
            Arrays.setAll(bits, i -> in[0].toBigInteger().testBit(i) ? Fr.ONE : Fr.ZERO);
            return bits;
        };
    }

    private static Var sum(Api api, Var[] bits) {
        Var sum = api.constant(0);
        Fr weight = Fr.ONE;
        for (Var bit : bits) {
            sum = sum.plus(bit.times(weight));
            weight = weight.twice();
        }
        return sum;
    }

    /** n bits by hand, one of which may be forgotten. */
    record Bits(@Public Var x, int n, int forgotten) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] bits = api.hint("bits", bits(n), n, x);
            for (int i = 0; i < n; i++) {
                if (i != forgotten) {
                    api.assertBoolean(bits[i]);
                }
            }
            api.assertEqual(sum(api, bits), x);
        }
    }

    private static LintReport bits(int n, int forgotten, Fr x) {
        return run(CircuitCompiler.compile(new Bits(Var.input(), n, forgotten)), Map.of("x", x));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6})
    void finds_the_bit_that_is_not_kept_boolean(int forgotten) {
        LintFinding free = only(bits(8, forgotten, Fr.of(0xa5)));
        assertThat(free.message()).contains("output " + forgotten + " of hint \"bits\"");
        assertThat(free.kind()).isEqualTo(Kind.SECOND_VALUE);
        bits(8, -1, Fr.of(0xa5)).requireClean();
    }

    /** The sum only says what the top bit is then, and nothing uses that. */
    @Test
    void a_top_bit_that_is_not_kept_boolean_leaves_the_value_unused() {
        assertThatThrownBy(() -> bits(8, 7, Fr.of(0xa5)))
                .isInstanceOf(CircuitException.class)
                .hasMessageContaining("no constraint uses the public input x");
    }

    record ForgottenBelow(@Public Var y, Var x, int n, int forgotten) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] low = api.hint("bits", bits(n - 1), n - 1, x);
            for (int i = 0; i < low.length; i++) {
                if (i != forgotten) {
                    api.assertBoolean(low[i]);
                }
            }
            // As the gadget does: the top bit is what remains, and no wire.
            api.assertBoolean(x.minus(sum(api, low)).times(Fr.TWO.pow(n - 1).inverse()));
            api.assertEqual(y, x.times(x));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "3, 5", "6, 200", "2, 0"})
    void finds_it_where_the_top_bit_makes_up_for_it(int forgotten, int x) {
        CompiledCircuit careless = CircuitCompiler.compile(new ForgottenBelow(Var.input(), Var.input(), 8, forgotten));
        LintFinding free = only(run(careless, Map.of("y", x * x, "x", x)));
        assertThat(free.message()).contains("output " + forgotten + " of hint \"bits\"");
        assertThat(free.kind()).isIn(Kind.SECOND_VALUE, Kind.NOT_SHOWN);
        CompiledCircuit careful = CircuitCompiler.compile(new ForgottenBelow(Var.input(), Var.input(), 8, -1));
        run(careful, Map.of("y", x * x, "x", x)).requireClean();
    }

    @Test
    void finds_bits_of_the_value_plus_r() {
        LintReport report = bits(254, -1, Fr.of(5));
        assertThat(report.findings())
                .isNotEmpty()
                .allMatch(finding -> finding.source().equals("bits"));
        assertThat(report.findings().getFirst().kind()).isEqualTo(Kind.SECOND_VALUE);
        // 2^254 - 1 - r and more cannot be written twice.
        bits(254, -1, Fr.ONE.neg()).requireClean();
        bits(253, -1, Fr.of(5)).requireClean();
    }

    /** a &lt; b by the top bit of a − b + 2^n, as it is often written. */
    record RawLess(@Public Var less, Var a, Var b, int n, boolean checked) implements Circuit {
        @Override
        public void define(Api api) {
            if (checked) {
                api.assertRange(a, n);
                api.assertRange(b, n);
            }
            Var shifted = a.minus(b).plus(Fr.TWO.pow(n));
            Var[] bits = api.hint("bits", bits(n + 1), n + 1, shifted);
            for (Var bit : bits) {
                api.assertBoolean(bit);
            }
            api.label("a < b", () -> api.assertEqual(sum(api, bits), shifted));
            api.assertEqual(less, api.constant(1).minus(bits[n]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64, 252})
    void finds_a_comparison_of_values_that_are_not_range_checked(int n) {
        CompiledCircuit careless =
                CircuitCompiler.compile(new RawLess(Var.input(), Var.input(), Var.input(), n, false));
        LintFinding wraps = only(run(careless, Map.of("less", true, "a", 3, "b", 5)));
        assertThat(wraps.kind()).isEqualTo(Kind.WRAPS);
        assertThat(wraps.message())
                .matches("a sum is kept below 2\\^" + n
                        + " at CircuitLintContractTest.java:\\d+, but may"
                        + " wrap modulo r: nothing keeps these small: private input a, private input b");
        CompiledCircuit careful = CircuitCompiler.compile(new RawLess(Var.input(), Var.input(), Var.input(), n, true));
        run(careful, Map.of("less", true, "a", 3, "b", 5)).requireClean();
    }

    record Difference(@Public Var a, Var b, int bits) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertRange(a.minus(b), bits);
        }
    }

    @Test
    void finds_a_range_check_of_a_difference() {
        CompiledCircuit circuit = CircuitCompiler.compile(new Difference(Var.input(), Var.input(), 8));
        assertThat(only(CircuitLint.of(circuit).run()).kind()).isEqualTo(Kind.WRAPS);
        assertThat(only(CircuitLint.of(circuit).run()).message()).contains("CircuitLintContractTest.java:");
    }

    @Test
    void a_witness_that_does_not_satisfy_is_refused() {
        R1cs system = R1cs.builder(0, 1).constrain(w(1), w(2), w(1)).build(3, 1);
        assertThatThrownBy(() -> CircuitLint.of(system).run(witness(1, 1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lint: the witness violates constraint 0");
    }

    @Test
    void the_report_lists_and_throws() {
        LintReport report = bits(8, 3, Fr.of(1));
        assertThat(report.isClean()).isFalse();
        assertThatThrownBy(report::requireClean)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Bits: 1 found\n  output 3 of hint \"bits\" at CircuitLintContractTest.java:");
        assertThat(bits(8, -1, Fr.of(1)).toString()).isEqualTo("Bits: nothing found");
        assertThat(report.findings()).isUnmodifiable();
        assertThat(List.of(report.findings().getFirst().toString()))
                .containsExactly(report.findings().getFirst().message());
    }
}

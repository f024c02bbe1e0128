package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Witnesses computed by twins are those computed step by step. */
class NativeTwinContractTest {
    /** A hash of everything that the compiler treats in its own way: sums, constants, the same again, a digest that an equality takes away. */
    record Hashes(@Public Var digest, Var[] x) implements Circuit {
        @Override
        public void define(Api api) {
            Var one = PoseidonGadget.hash(api, x[0], x[1].plus(x[2]).plus(3));
            Var shared = PoseidonGadget.hash(api, x[0], x[2]);
            Var again = PoseidonGadget.hash(api, x[0], x[1].plus(x[2]).plus(3));
            Var constant = PoseidonGadget.hash(api, api.constant(7), one, shared);
            Var[] permuted = PoseidonGadget.permute(api, constant, again, x[1].times(x[2]), api.constant(0));
            Var folded = PoseidonGadget.hash(api, api.constant(1), api.constant(2));
            api.assertEqual(PoseidonGadget.hash(api, permuted[0], permuted[3], folded), digest);
        }
    }

    private static final CompiledCircuit HASHES = CircuitCompiler.compile(new Hashes(Var.input(), Var.array(3)));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 12345})
    void twins_give_the_wires_that_the_steps_give(long seed) {
        List<Fr> inputs = Stream.of(1L, seed, seed * seed + 1, -3L).map(Fr::of).toList();
        Witness byTwins = HASHES.solver().solveUnchecked(inputs);
        Witness bySteps = HASHES.solver().stepByStep().solveUnchecked(inputs);
        assertThat(byTwins.values().limbs()).isEqualTo(bySteps.values().limbs());
        assertThat(violations(HASHES, byTwins)).isEqualTo(1); // the digest is another
    }

    private static long violations(CompiledCircuit circuit, Witness witness) {
        return IntStream.range(0, circuit.constraints())
                .filter(i -> !Satisfaction.holds(circuit, witness.values(), i, new long[Satisfaction.SCRATCH]))
                .count();
    }

    /** x² and x³ by a twin, with a check and a hint between them. */
    record Cube(@Public Var y, Var x) implements Circuit {
        static final AtomicInteger CALLS = new AtomicInteger();

        @Override
        public void define(Api api) {
            Var cube = api.withTwin(Cube::powers, new Var[] {x.plus(1)}, () -> {
                Var base = x.plus(1);
                Var square = api.square(base);
                Var root = api.hint("root", inputs -> new Fr[] {inputs[0].sub(Fr.ONE)}, 1, base)[0];
                api.assertProduct(root, root, square.minus(base.times(2)).plus(1));
                Var folded = api.mul(api.constant(2), base);
                return api.mul(square, base).plus(folded).minus(folded);
            });
            api.assertEqual(cube, y);
        }

        private static void powers(FrVector in, FrVector out) {
            CALLS.incrementAndGet();
            Fr base = in.get(0);
            out.set(0, base.square());
            out.set(1, base.sub(Fr.ONE));
            out.set(3, base.square().mul(base));
        }
    }

    private static final CompiledCircuit CUBE = CircuitCompiler.compile(Cube.class);

    @Test
    void the_checks_of_its_part_are_still_made_and_its_hints_are_not_called() {
        int before = Cube.CALLS.get();
        Witness witness = CUBE.solve(Map.of("x", 4, "y", 125));
        assertThat(Cube.CALLS.get()).isEqualTo(before + 1);
        assertThat(violations(CUBE, witness)).isZero();
        assertThatThrownBy(() -> CUBE.solve(Map.of("x", 4, "y", 124)))
                .isInstanceOf(UnsatisfiedConstraintException.class);
        WitnessSolver forging = CUBE.solver().replacingHint(0, _ -> new Fr[] {Fr.of(5)});
        assertThatThrownBy(() -> forging.solve(Map.of("x", 4, "y", 125)))
                .isInstanceOf(UnsatisfiedConstraintException.class);
        assertThat(Cube.CALLS.get()).isEqualTo(before + 2);
    }

    /** A power of five, by a twin that may be wrong: it adds what the circuit was made with. */
    record Fifth(@Public Var y, Var x, long error) implements Circuit {
        @Override
        public void define(Api api) {
            api.label(
                    "fifth power",
                    () -> api.assertEqual(
                            api.withTwin(this::powers, new Var[] {x}, () -> {
                                Var square = api.square(x);
                                return api.mul(api.square(square), x);
                            }),
                            y));
        }

        private void powers(FrVector in, FrVector out) {
            if (in.get(0).equals(Fr.of(7))) {
                throw new IllegalStateException("seven");
            }
            Fr square = in.get(0).square();
            out.set(0, square);
            out.set(1, square.square().add(Fr.of(error)));
            out.set(2, square.square().mul(in.get(0)));
        }
    }

    private static CompiledCircuit fifth(long error) {
        return CircuitCompiler.compile(new Fifth(Var.input(), Var.input(), error));
    }

    @Test
    void a_wrong_twin_is_found_by_a_run() {
        CircuitRun.of(fifth(0), Map.of("y", 32, "x", 2)).requireAccepted();
        CompiledCircuit wrong = fifth(1);
        assertThat(wrong.solve(Map.of("y", 34, "x", 2)).value(1)).isEqualTo(Fr.of(34)); // 2^5 it is not
        CircuitRun.of(wrong, Map.of("y", 34, "x", 2))
                .requireRefused("NativeTwinContractTest.java:", "\"fifth power\": a·b = c with a=4, b=4, c=17\n");
    }

    @Test
    void a_twin_that_fails_is_reported_with_its_place() {
        CompiledCircuit circuit = fifth(0);
        assertThatThrownBy(() -> circuit.solve(Map.of("y", 1, "x", 7)))
                .isInstanceOf(UnsolvableException.class)
                .hasMessageMatching("native twin at NativeTwinContractTest.java:\\d+ \"fifth power\" failed: seven")
                .hasCauseInstanceOf(IllegalStateException.class);
        CircuitRun.of(circuit, Map.of("y", 1, "x", 7)).requireRefused("failed: seven");
    }

    @Test
    void what_it_states_stands_where_it_was_called() {
        assertThat(IntStream.range(0, CUBE.constraints())
                        .mapToObj(CUBE::describe)
                        .distinct())
                .hasSize(2) // the call, and the equality
                .allMatch(place -> place.startsWith("NativeTwinContractTest.java:"));
    }

    @Test
    void a_body_that_fails_leaves_the_compiler_as_it_was() {
        Circuit failing = new Failing(Var.input(), Var.input());
        CompiledCircuit circuit = CircuitCompiler.compile(failing);
        assertThat(circuit.describe(1)).isNotEqualTo(circuit.describe(0));
        assertThat(circuit.solve(Map.of("y", 16, "x", 2)).value(1)).isEqualTo(Fr.of(16));
    }

    record Failing(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            try {
                api.withTwin((_, _) -> {}, new Var[0], () -> {
                    throw new IllegalStateException("expected");
                });
            } catch (IllegalStateException expected) {
                Var square = api.square(x);
                api.assertEqual(api.square(square), y);
            }
        }
    }
}

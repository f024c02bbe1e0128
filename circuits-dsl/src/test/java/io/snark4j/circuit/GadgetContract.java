package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.lint.LintReport;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.circuit.soundness.SoundnessReport;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every basic gadget is held to: its result, its number of constraints, what it refuses, and that no prover can cheat it. A subclass
 * has a method {@code cases} with the gadgets of one family.
 */
abstract class GadgetContract {
    static final Fr LAST = Fr.ZERO.sub(Fr.ONE);

    /** Applies a gadget to private inputs and equates its results with public ones. */
    record Gadget(@Public Var[] results, Var[] inputs, BiFunction<Api, Var[], Var[]> body) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] computed = body.apply(api, inputs);
            for (int i = 0; i < results.length; i++) {
                api.assertEqual(results[i], computed[i]);
            }
        }
    }

    /** Applies a gadget to inputs that have public copies, and leaves its results alone. */
    record Pinned(@Public Var[] copies, Var[] inputs, BiFunction<Api, Var[], Var[]> body) implements Circuit {
        @Override
        public void define(Api api) {
            for (int i = 0; i < inputs.length; i++) {
                api.assertEqual(copies[i], inputs[i]);
            }
            Var[] _ = body.apply(api, inputs);
        }
    }

    /**
     * @param cost constraints of the gadget alone; every result adds one equality
     * @param honest native results for inputs that are to be accepted
     */
    record Case(
            String name,
            int cost,
            BiFunction<Api, Var[], Var[]> body,
            Function<Fr[], Fr[]> honest,
            List<Fr[]> accepted,
            List<Fr[]> refused) {
        CompiledCircuit compile() {
            int results = honest.apply(accepted.getFirst()).length;
            int inputs = accepted.getFirst().length;
            return CircuitCompiler.compile(new Gadget(Var.array(results), Var.array(inputs), body));
        }

        /** Without public results. */
        CompiledCircuit compileAlone() {
            return CircuitCompiler.compile(new Gadget(new Var[0], Var.array(accepted.getFirst().length), body));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Fr[] of(long... values) {
        return Arrays.stream(values).mapToObj(Fr::of).toArray(Fr[]::new);
    }

    static Fr bool(boolean value) {
        return value ? Fr.ONE : Fr.ZERO;
    }

    static Fr[] bits(Fr value, int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> bool(value.toBigInteger().testBit(i)))
                .toArray(Fr[]::new);
    }

    static BiFunction<Api, Var[], Var[]> one(BiFunction<Api, Var[], Var> body) {
        return (api, in) -> new Var[] {body.apply(api, in)};
    }

    static Case asserting(String name, int cost, BiConsumer<Api, Var[]> body, List<Fr[]> accepted, List<Fr[]> refused) {
        return new Case(
                name,
                cost,
                (api, in) -> {
                    body.accept(api, in);
                    return new Var[0];
                },
                in -> new Fr[0],
                accepted,
                refused);
    }

    static List<Fr[]> rows(Fr[]... rows) {
        return Arrays.asList(rows);
    }

    private static Map<String, Object> inputs(Fr[] results, Fr[] inputs) {
        return Map.of("results", results, "inputs", inputs);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void costs_what_it_says(Case gadget) {
        CompiledCircuit circuit = gadget.compile();
        int results = gadget.honest.apply(gadget.accepted.getFirst()).length;
        // A result that is a fresh product or hint needs no equality of its own.
        assertThat(circuit.constraints()).isBetween(gadget.cost, gadget.cost + results);
        CompiledCircuit alone = gadget.compileAlone();
        assertThat(alone.constraints()).isEqualTo(gadget.cost);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agrees_with_the_native_result(Case gadget) {
        CompiledCircuit circuit = gadget.compile();
        for (Fr[] in : gadget.accepted) {
            Witness witness = circuit.solve(inputs(gadget.honest.apply(in), in));
            assertThat(Satisfaction.check(circuit, witness)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuses_wrong_results(Case gadget) {
        CompiledCircuit circuit = gadget.compile();
        for (Fr[] in : gadget.accepted) {
            Fr[] results = gadget.honest.apply(in);
            for (int i = 0; i < results.length; i++) {
                Fr[] wrong = results.clone();
                wrong[i] = wrong[i].add(Fr.ONE);
                assertThatThrownBy(() -> circuit.solve(inputs(wrong, in)))
                        .isInstanceOf(UnsatisfiedConstraintException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuses_inputs_that_break_its_rule(Case gadget) {
        CompiledCircuit alone = gadget.compileAlone();
        for (Fr[] in : gadget.refused) {
            assertThatThrownBy(() -> alone.solve(inputs(new Fr[0], in)))
                    .isInstanceOf(UnsatisfiedConstraintException.class)
                    .hasMessageContaining(getClass().getSimpleName() + ".java:");
        }
    }

    /** The inputs are pinned by public copies, the results are not: whatever the gadget itself allows is accepted. */
    private static CompiledCircuit pinned(Case gadget) {
        int inputs = gadget.accepted.getFirst().length;
        return CircuitCompiler.compile(new Pinned(Var.array(inputs), Var.array(inputs), gadget.body));
    }

    /** The hint of {@link Api#isZero} is free where it answers yes. */
    private static boolean mayBeFree(Case gadget, Fr[] in) {
        return gadget.name.startsWith("is") && gadget.honest.apply(in)[0].isOne();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cannot_be_cheated(Case gadget) {
        CompiledCircuit pinned = pinned(gadget);
        for (Fr[] in : gadget.accepted) {
            SoundnessCheck check = SoundnessCheck.of(pinned);
            if (mayBeFree(gadget, in)) {
                check = check.permitFree("inverse or zero", "of zero: nothing depends on it");
            }
            SoundnessReport report = check.run(Map.of("copies", in, "inputs", in), new Random(7));
            assertThat(report.unnoticed())
                    .as("%s of %s", gadget, Arrays.toString(in))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leaves_the_prover_no_choice(Case gadget) {
        CompiledCircuit pinned = pinned(gadget);
        for (Fr[] in : gadget.accepted) {
            CircuitLint lint = CircuitLint.of(pinned);
            if (mayBeFree(gadget, in)) {
                lint = lint.permit("inverse or zero", "of zero: nothing depends on it");
            }
            LintReport report = lint.run(pinned.solve(Map.of("copies", in, "inputs", in)));
            assertThat(report.findings())
                    .as("%s of %s", gadget, Arrays.toString(in))
                    .isEmpty();
            int determined = pinned.wires() - 1 - pinned.inputNames().size();
            assertThat(report.determined()).isEqualTo(report.permitted().isEmpty() ? determined : determined - 1);
        }
    }
}

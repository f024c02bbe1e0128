package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.lint.LintReport;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.circuit.soundness.WitnessMutation;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** A gadget tried as a circuit of its own: on values of its native twin, on inputs that it has to refuse, and by a prover who cheats. */
final class GadgetTrial {
    private final int inputs;
    private final BiFunction<Api, Var[], Var[]> body;

    /** With public results. */
    private final CompiledCircuit twin;

    /** Without results; compiled once, when first needed. */
    private CompiledCircuit alone;

    private final Map<String, String> permitted = new TreeMap<>();

    private GadgetTrial(int inputs, int results, BiFunction<Api, Var[], Var[]> body) {
        this.inputs = inputs;
        this.body = body;
        twin = CircuitCompiler.compile(new Twin(Var.array(results), Var.array(inputs), body));
    }

    record Twin(@Public Var[] results, Var[] inputs, BiFunction<Api, Var[], Var[]> body) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] computed = body.apply(api, inputs);
            for (int i = 0; i < results.length; i++) {
                api.assertEqual(results[i], computed[i]);
            }
        }
    }

    record Pinned(@Public Var[] copies, Var[] inputs, BiFunction<Api, Var[], Var[]> body) implements Circuit {
        @Override
        public void define(Api api) {
            for (int i = 0; i < inputs.length; i++) {
                api.assertEqual(copies[i], inputs[i]);
            }
            Var[] _ = body.apply(api, inputs);
        }
    }

    static GadgetTrial of(int inputs, int results, BiFunction<Api, Var[], Var[]> body) {
        return new GadgetTrial(inputs, results, body);
    }

    /** With public copies of the inputs, its results left alone: whatever the gadget itself allows is accepted. */
    private CompiledCircuit pinned() {
        return CircuitCompiler.compile(new Pinned(Var.array(inputs), Var.array(inputs), body));
    }

    private CompiledCircuit alone() {
        if (alone == null) {
            alone = CircuitCompiler.compile(new Twin(new Var[0], Var.array(inputs), body));
        }
        return alone;
    }

    static Fr[] of(long... values) {
        return Arrays.stream(values).mapToObj(Fr::of).toArray(Fr[]::new);
    }

    static Fr[] of(byte[] bytes) {
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> Fr.of(bytes[i] & 0xff))
                .toArray(Fr[]::new);
    }

    /** The lowest first. */
    static Fr[] bits(long value, int n) {
        return IntStream.range(0, n).mapToObj(i -> Fr.of(value >>> i & 1)).toArray(Fr[]::new);
    }

    static Fr[] concat(Fr[]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(Fr[]::new);
    }

    int cost() {
        CompiledCircuit alone = alone();
        return alone.constraints();
    }

    /** These are the results, and no other is one. */
    void gives(Fr[] inputs, Fr... results) {
        Witness witness = twin.solve(Map.of("results", results, "inputs", inputs));
        assertThat(Satisfaction.check(twin, witness)).isEmpty();
        for (int i : IntStream.of(0, results.length / 2, results.length - 1)
                .distinct()
                .toArray()) {
            Fr[] wrong = results.clone();
            wrong[i] = wrong[i].add(Fr.ONE);
            assertThatThrownBy(() -> twin.solve(Map.of("results", wrong, "inputs", inputs)))
                    .isInstanceOf(UnsatisfiedConstraintException.class);
        }
    }

    void accepts(Fr... inputs) {
        CompiledCircuit alone = alone();
        Witness witness = alone.solve(Map.of("results", new Fr[0], "inputs", inputs));
        assertThat(Satisfaction.check(alone, witness)).isEmpty();
    }

    void refuses(Fr... inputs) {
        CompiledCircuit alone = alone();
        assertThatThrownBy(() -> alone.solve(Map.of("results", new Fr[0], "inputs", inputs)))
                .isInstanceOf(UnsatisfiedConstraintException.class);
    }

    /** Every cell changed and every hint replaced. */
    void isSound(Fr... inputs) {
        CompiledCircuit pinned = pinned();
        var report = SoundnessCheck.of(pinned).run(Map.of("copies", inputs, "inputs", inputs), new Random(7));
        assertThat(report.unnoticed()).as(Arrays.toString(inputs)).isEmpty();
        assertThat(report.mutations()).isEqualTo(2 * (pinned.wires() - 1));
        leavesNoChoice(pinned, pinned.solve(Map.of("copies", inputs, "inputs", inputs)));
    }

    /** The same, where the lint is to be silent about some wires, with the reason. */
    GadgetTrial permitting(String source, String reason) {
        permitted.put(source, reason);
        return this;
    }

    private void leavesNoChoice(CompiledCircuit pinned, Witness witness) {
        CircuitLint lint = CircuitLint.of(pinned);
        for (Map.Entry<String, String> permission : permitted.entrySet()) {
            lint = lint.permit(permission.getKey(), permission.getValue());
        }
        LintReport report = lint.run(witness);
        report.requireClean();
        assertThat(permitted).containsAllEntriesOf(report.permitted());
        if (permitted.isEmpty()) {
            assertThat(report.determined())
                    .isEqualTo(pinned.wires() - 1 - pinned.inputNames().size());
        }
    }

    /** Every cell changed: for circuits of too many hints to replace each and solve again. */
    void noticesEveryCell(Fr... inputs) {
        CompiledCircuit pinned = pinned();
        Witness witness = pinned.solve(Map.of("copies", inputs, "inputs", inputs));
        WitnessMutation mutation = new WitnessMutation(pinned, witness);
        Random random = new Random(8);
        for (int wire = 1; wire < pinned.wires(); wire++) {
            Fr value = witness.value(wire);
            assertThat(mutation.isNoticed(wire, value.add(Fr.ONE))).isTrue();
            assertThat(mutation.isNoticed(wire, Fr.ONE.sub(value))).isTrue();
            assertThat(mutation.isNoticed(wire, Fr.random(random))).isTrue();
        }
        leavesNoChoice(pinned, witness);
    }
}

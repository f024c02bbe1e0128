package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.Witness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Computes witnesses of a compiled circuit. Immutable and re-entrant: any number of threads may solve at once. Besides honest witnesses it
 * computes what a cheating prover can: {@link #replacingHint} and {@link #solveUnchecked} are for tests of soundness.
 */
public final class WitnessSolver {
    /**
     * One call of a hint.
     *
     * @param index of the call, in the order of the calls
     * @param name given to {@link Api#hint}
     * @param description line and label of the call
     * @param firstWire wire of the first output; the others follow
     * @param outputs number of outputs
     */
    public record HintSite(int index, String name, String description, int firstWire, int outputs) {}

    private final CompiledCircuit circuit;
    private final WitnessProgram program;
    private final Hint[] functions;

    WitnessSolver(CompiledCircuit circuit, WitnessProgram program, Hint[] functions) {
        this.circuit = circuit;
        this.program = program;
        this.functions = functions;
    }

    /**
     * @param inputs a record with a component for every input of the circuit, by name
     * @return the values of all wires; they satisfy the circuit
     * @throws io.snark4j.field.MalformedInputException if the inputs do not fit the circuit
     * @throws UnsolvableException if there is no witness for these inputs
     */
    public Witness solve(Record inputs) {
        return run(circuit.layout().bind(inputs), true);
    }

    /**
     * @param inputs a value for every input of the circuit, by name
     * @return the values of all wires; they satisfy the circuit
     * @throws io.snark4j.field.MalformedInputException if the inputs do not fit the circuit
     * @throws UnsolvableException if there is no witness for these inputs
     */
    public Witness solve(Map<String, ?> inputs) {
        return run(circuit.layout().bind(inputs), true);
    }

    /**
     * @param inputs values of all inputs, in the order of {@link CompiledCircuit#inputNames}
     * @return the values of all wires; they satisfy the circuit
     * @throws UnsolvableException if there is no witness for these inputs
     */
    public Witness solve(List<Fr> inputs) {
        return run(complete(inputs), true);
    }

    /**
     * Computes the wires without checking any constraint.
     *
     * @param inputs values of all inputs, in the order of {@link CompiledCircuit#inputNames}
     * @return the values of all wires, satisfying or not
     * @throws UnsolvableException if a hint fails
     */
    public Witness solveUnchecked(List<Fr> inputs) {
        return run(complete(inputs), false);
    }

    /**
     * @param index of the hint's call, in [0, number of {@link #hints})
     * @param replacement called instead
     * @return a solver that differs in this only
     */
    public WitnessSolver replacingHint(int index, Hint replacement) {
        Hint[] replaced = functions.clone();
        replaced[index] = replacement;
        return new WitnessSolver(circuit, program, replaced);
    }

    /** @return all calls of hints */
    public List<HintSite> hints() {
        List<WitnessProgram.HintStep> steps = program.hints();
        return IntStream.range(0, steps.size())
                .mapToObj(i -> {
                    WitnessProgram.HintStep step = steps.get(i);
                    return new HintSite(i, step.name(), step.description(), step.firstWire(), step.outputs());
                })
                .toList();
    }

    /**
     * @param index of the hint's call
     * @param witness of the circuit
     * @return the wrong results that the hint declares for the inputs that it has in this witness
     */
    public List<Fr[]> aliases(int index, Witness witness) {
        WitnessProgram.HintStep step = program.hints().get(index);
        Fr[] outputs = new Fr[step.outputs()];
        Arrays.setAll(outputs, i -> witness.value(step.firstWire() + i));
        return functions[index].aliases(program.inputs(witness.values(), index), outputs);
    }

    /** The call whose output a wire is. */
    Optional<HintSite> hintOf(int wire) {
        return hints().stream()
                .filter(site -> wire >= site.firstWire() && wire < site.firstWire() + site.outputs())
                .findFirst();
    }

    /** The constraint that computes a wire which is neither input nor hint output. */
    int definition(int wire) {
        return program.definition(wire);
    }

    private Fr[] complete(List<Fr> inputs) {
        if (inputs.size() != circuit.layout().count()) {
            throw new IllegalArgumentException("witness: " + inputs.size() + " inputs, expected "
                    + circuit.layout().count());
        }
        return inputs.toArray(Fr[]::new);
    }

    private Witness run(Fr[] inputs, boolean check) {
        FrVector values = new FrVector(circuit.wires());
        run(inputs, values, check);
        return new Witness(values, circuit.publicCount());
    }

    /** Computes the values of all wires; those that a constraint which fails depends on have theirs when it does. */
    void run(Fr[] inputs, FrVector values, boolean check) {
        values.set(0, Fr.ONE);
        for (int i = 0; i < inputs.length; i++) {
            values.set(1 + i, inputs[i]);
        }
        program.run(circuit, values, functions, check);
    }
}

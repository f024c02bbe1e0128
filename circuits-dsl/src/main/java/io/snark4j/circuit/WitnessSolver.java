package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.r1cs.Witness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
     * @param wires wire of each output, −1 for one that has none since an equality says its value
     */
    public record HintSite(int index, String name, String description, List<Integer> wires) {}

    private final CompiledCircuit circuit;
    private final WitnessProgram program;
    private final Hint[] functions;
    private final @Nullable WitnessLevels levels;
    private final Work work;

    WitnessSolver(CompiledCircuit circuit, WitnessProgram program, Hint[] functions) {
        this(circuit, program, functions, null, Work.ofThreads(1));
    }

    private WitnessSolver(
            CompiledCircuit circuit,
            WitnessProgram program,
            Hint[] functions,
            @Nullable WitnessLevels levels,
            Work work) {
        this.circuit = circuit;
        this.program = program;
        this.functions = functions;
        this.levels = levels;
        this.work = work;
    }

    /**
     * A solver that computes at once, on several threads, what does not depend on each other. Of use for wide circuits that are solved many times, such as many hashes
     * side by side; a chain of hashes takes as long as before. Costs a pass over the circuit.
     *
     * @param several threads, and who may cancel: asked before a witness is begun and, in a wide circuit, before each level
     * @return a solver of the same witnesses, which throws {@link java.util.concurrent.CancellationException} when it is cancelled
     */
    public WitnessSolver on(Work several) {
        WitnessLevels found = WitnessLevels.of(program, circuit);
        return new WitnessSolver(circuit, program, functions, found.areWide() ? found : null, several);
    }

    /**
     * @param inputs a record with a component for every input of the circuit, by name
     * @return the values of all wires; they satisfy the circuit if its {@link NativeTwin}s are right
     * @throws io.snark4j.field.MalformedInputException if the inputs do not fit the circuit
     * @throws UnsolvableException if there is no witness for these inputs
     */
    public Witness solve(Record inputs) {
        return run(circuit.layout().bind(inputs), true);
    }

    /**
     * @param inputs a value for every input of the circuit, by name
     * @return the values of all wires; they satisfy the circuit if its {@link NativeTwin}s are right
     * @throws io.snark4j.field.MalformedInputException if the inputs do not fit the circuit
     * @throws UnsolvableException if there is no witness for these inputs
     */
    public Witness solve(Map<String, ?> inputs) {
        return run(circuit.layout().bind(inputs), true);
    }

    /**
     * @param inputs values of all inputs, in the order of {@link CompiledCircuit#inputNames}
     * @return the values of all wires; they satisfy the circuit if its {@link NativeTwin}s are right
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
     * @throws UnsolvableException if a hint or a {@link NativeTwin} fails
     */
    public Witness solveUnchecked(List<Fr> inputs) {
        return run(complete(inputs), false);
    }

    /** @return a solver that asks no {@link NativeTwin}, on one thread: as much slower as it is independent of them */
    public WitnessSolver stepByStep() {
        return new WitnessSolver(circuit, program.stepByStep(), functions);
    }

    /**
     * @param index of the hint's call, in [0, number of {@link #hints})
     * @param replacement called instead
     * @return a solver that differs in this, and asks no twin, on one thread: every step sees what the replacement gave
     */
    public WitnessSolver replacingHint(int index, Hint replacement) {
        Hint[] replaced = functions.clone();
        replaced[index] = replacement;
        return new WitnessSolver(circuit, program.stepByStep(), replaced);
    }

    /** @return all calls of hints */
    public List<HintSite> hints() {
        return IntStream.range(0, functions.length).mapToObj(this::site).toList();
    }

    private HintSite site(int index) {
        WitnessProgram.HintStep step = program.hints().get(index);
        return new HintSite(
                index,
                step.name(),
                step.description(),
                program.targets(index).boxed().toList());
    }

    /**
     * @param index of the hint's call
     * @param witness of the circuit
     * @return the wrong results that the hint declares for the inputs that it has in this witness
     */
    public List<Fr[]> aliases(int index, Witness witness) {
        Fr[] inputs = program.inputs(witness.values(), index);
        return functions[index].aliases(inputs, functions[index].compute(inputs));
    }

    /** The call whose output a wire is. */
    Optional<HintSite> hintOf(int wire) {
        return IntStream.range(0, functions.length)
                .filter(i -> program.targets(i).anyMatch(target -> target == wire))
                .mapToObj(this::site)
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
        work.check();
        values.set(0, Fr.ONE);
        for (int i = 0; i < inputs.length; i++) {
            values.set(1 + i, inputs[i]);
        }
        if (levels == null) {
            program.run(circuit, values, functions, check);
        } else {
            program.run(levels, work, circuit, values, functions, check);
        }
    }
}

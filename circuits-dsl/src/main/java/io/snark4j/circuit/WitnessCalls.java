package io.snark4j.circuit;

import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.SparseMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Collects what the functions of a witness program are called with and where their outputs go, while it is linked. */
final class WitnessCalls {
    private final int[] number;
    private final UnaryOperator<LinearCombination> substituted;
    private final SparseMatrix.Builder inputs = SparseMatrix.builder();
    private int[] targets = new int[64];
    private int targetCount;

    /**
     * @param number by wire before linking: its number, NO_TARGET if it has none any more
     * @param substituted rewrites a combination without such wires
     */
    WitnessCalls(int[] number, UnaryOperator<LinearCombination> substituted) {
        this.number = number;
        this.substituted = substituted;
    }

    /** @param outputs wires before linking, NO_TARGET for an output that none takes */
    WitnessProgram.Call add(List<LinearCombination> callInputs, IntStream outputs) {
        int firstInput = inputs.rows();
        int firstOutput = targetCount;
        callInputs.forEach(input -> inputs.add(substituted.apply(input), number));
        outputs.forEach(wire -> addTarget(wire == WitnessProgram.NO_TARGET ? wire : number[wire]));
        return new WitnessProgram.Call(firstInput, callInputs.size(), firstOutput, targetCount - firstOutput);
    }

    /** A row for each input. */
    SparseMatrix inputs() {
        return inputs.build();
    }

    /** By output: its wire, or NO_TARGET. */
    int[] targets() {
        return Arrays.copyOf(targets, targetCount);
    }

    private void addTarget(int target) {
        if (targetCount == targets.length) {
            targets = Arrays.copyOf(targets, 2 * targetCount);
        }
        targets[targetCount++] = target;
    }
}

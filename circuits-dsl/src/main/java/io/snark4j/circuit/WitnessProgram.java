package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.SparseMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes a witness step by step. Step i is a constraint (steps[i] is its index: it gives wire targets[i], or is only checked)
 * or a hint (steps[i] is −1 − index). Immutable; all state of a run is the vector and a few longs of scratch.
 */
final class WitnessProgram {
    /** The target of a step that computes no wire. */
    static final int NO_TARGET = -1;

    private static final int LIMBS = FrVector.LIMBS;

    /**
     * @param firstInput row of its first input in the matrix of hint inputs
     * @param firstOutput where the wires of its outputs stand among those of all hints
     */
    record HintStep(String name, String description, int firstInput, int inputs, int firstOutput, int outputs) {}

    private final int[] steps;
    private final int[] targets;
    private final List<HintStep> hints;
    private final SparseMatrix hintInputs;
    private final int[] hintTargets;

    /** @param hintTargets wire of each output of each hint, NO_TARGET for one that an equality took away */
    WitnessProgram(int[] steps, int[] targets, List<HintStep> hints, SparseMatrix hintInputs, int[] hintTargets) {
        this.steps = steps;
        this.targets = targets;
        this.hints = List.copyOf(hints);
        this.hintInputs = hintInputs;
        this.hintTargets = hintTargets;
    }

    List<HintStep> hints() {
        return hints;
    }

    /**
     * Computes all other wires from those of the constant one and the inputs.
     *
     * @param functions the hints to call, by index
     * @param check whether to stop at the first constraint that does not hold
     * @throws UnsolvableException if one does not, or a hint fails
     */
    void run(ConstraintSystem system, FrVector values, Hint[] functions, boolean check) {
        SparseMatrix a = system.a();
        SparseMatrix b = system.b();
        long[] w = values.limbs();
        long[] scratch = new long[Satisfaction.SCRATCH];
        for (int i = 0; i < steps.length; i++) {
            int step = steps[i];
            if (step < 0) {
                call(values, functions, -1 - step);
            } else if (targets[i] != NO_TARGET) {
                a.multiplyRow(scratch, 0, w, step, scratch, 2 * LIMBS);
                b.multiplyRow(scratch, LIMBS, w, step, scratch, 2 * LIMBS);
                FrLimbs.mul(scratch, 0, scratch, 0, scratch, LIMBS);
                // The row of C is the target less the addend: with the target at zero it is what to subtract.
                FrLimbs.setZero(w, LIMBS * targets[i]);
                system.c().multiplyRow(scratch, LIMBS, w, step, scratch, 2 * LIMBS);
                FrLimbs.sub(w, LIMBS * targets[i], scratch, 0, scratch, LIMBS);
            } else if (check && !Satisfaction.holds(system, values, step, scratch)) {
                throw new UnsatisfiedConstraintException(Satisfaction.describe(system, values, step));
            }
        }
    }

    /** The wires of a hint's outputs, NO_TARGET for one that an equality took away. */
    IntStream targets(int hint) {
        HintStep step = hints.get(hint);
        return Arrays.stream(hintTargets, step.firstOutput, step.firstOutput + step.outputs);
    }

    /** The constraint that computes a wire. */
    int definition(int wire) {
        for (int i = 0; i < targets.length; i++) {
            if (targets[i] == wire) {
                return steps[i];
            }
        }
        throw new IllegalArgumentException("wire " + wire + " is no product");
    }

    /** Values of a hint's inputs, given those of the wires. */
    Fr[] inputs(FrVector values, int hint) {
        HintStep step = hints.get(hint);
        Fr[] inputs = new Fr[step.inputs];
        long[] scratch = new long[3 * LIMBS];
        for (int i = 0; i < inputs.length; i++) {
            hintInputs.multiplyRow(scratch, 0, values.limbs(), step.firstInput + i, scratch, LIMBS);
            inputs[i] = Fr.read(scratch, 0);
        }
        return inputs;
    }

    private void call(FrVector values, Hint[] functions, int hint) {
        HintStep step = hints.get(hint);
        Fr[] outputs;
        try {
            outputs = functions[hint].compute(inputs(values, hint));
        } catch (RuntimeException e) {
            throw new UnsolvableException(
                    "hint \"" + step.name + "\" at " + step.description + " failed: " + e.getMessage(), e);
        }
        if (outputs.length != step.outputs) {
            throw new UnsolvableException("hint \"" + step.name + "\" at " + step.description + " gave "
                    + outputs.length + " values, expected " + step.outputs);
        }
        for (int i = 0; i < outputs.length; i++) {
            int target = hintTargets[step.firstOutput + i];
            if (target != NO_TARGET) {
                values.set(target, outputs[i]);
            }
        }
    }
}

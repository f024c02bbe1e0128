package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.SparseMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes a witness step by step. Step i is a constraint (steps[i] is its index: it gives wire targets[i], or is only checked)
 * or a hint (steps[i] is −1 − index). A twin computes what some steps one after the other do; of these only the checks are left then. Immutable; all
 * state of a run is the vector and a few longs of scratch.
 */
final class WitnessProgram {
    /** The target of a step that computes no wire. */
    static final int NO_TARGET = -1;

    /** The constraint of a step that calls a hint. */
    static final int NO_CONSTRAINT = -1;

    private static final int MINIMUM_CHUNK_OF_CHECKS = 1 << 12;

    private static final int LIMBS = FrVector.LIMBS;

    /**
     * @param firstInput row of its first input in the matrix of inputs
     * @param firstOutput where the wires of its outputs stand among those of all calls
     */
    record Call(int firstInput, int inputs, int firstOutput, int outputs) {}

    record HintStep(String name, String description, Call call) {}

    /** A function that computes what the steps [from, to) do. */
    record TwinStep(NativeTwin twin, String description, int from, int to, Call call) {}

    private final int[] steps;
    private final int[] targets;
    private final List<HintStep> hints;
    private final List<TwinStep> twins;
    private final SparseMatrix callInputs;
    private final int[] callTargets;

    /**
     * @param twins in the order of their steps, no two of the same step
     * @param callInputs a row for each input of a hint or a twin
     * @param callTargets wire of each output of each hint or twin, NO_TARGET for one that none takes
     */
    WitnessProgram(
            int[] steps,
            int[] targets,
            List<HintStep> hints,
            List<TwinStep> twins,
            SparseMatrix callInputs,
            int[] callTargets) {
        this.steps = steps;
        this.targets = targets;
        this.hints = List.copyOf(hints);
        this.twins = List.copyOf(twins);
        this.callInputs = callInputs;
        this.callTargets = callTargets;
    }

    List<HintStep> hints() {
        return hints;
    }

    List<TwinStep> twins() {
        return twins;
    }

    int stepCount() {
        return steps.length;
    }

    /** The constraint of a step, or NO_CONSTRAINT. */
    int constraint(int step) {
        return Math.max(steps[step], NO_CONSTRAINT);
    }

    /** The wire that a step's constraint computes, or NO_TARGET. */
    int target(int step) {
        return targets[step];
    }

    /** What the hint of a step is called with. */
    Call hintCall(int step) {
        return hints.get(-1 - steps[step]).call;
    }

    /** A row for each input of a call. */
    SparseMatrix callInputs() {
        return callInputs;
    }

    /** The wires of a call's outputs, NO_TARGET for one that needs none. */
    IntStream targets(Call call) {
        return Arrays.stream(callTargets, call.firstOutput, call.firstOutput + call.outputs);
    }

    /** The same without twins, so that it depends on every single hint. */
    WitnessProgram stepByStep() {
        return new WitnessProgram(steps, targets, hints, List.of(), callInputs, callTargets);
    }

    /**
     * Computes all other wires from those of the constant one and the inputs.
     *
     * @param functions the hints to call, by index
     * @param check whether to stop at the first constraint that does not hold
     * @throws UnsolvableException if one does not, or a hint or a twin fails
     */
    void run(ConstraintSystem system, FrVector values, Hint[] functions, boolean check) {
        Run run = new Run(system, values, functions, check);
        int next = 0;
        for (TwinStep twin : twins) {
            run.steps(next, twin.from, false);
            run.call(twin);
            run.steps(twin.from, twin.to, true);
            next = twin.to;
        }
        run.steps(next, steps.length, false);
    }

    /**
     * As {@link #run}, level by level, a wide level on several threads at once. What fails is looked for again step by step, so that it is what would have
     * failed first.
     */
    void run(
            WitnessLevels levels,
            Work work,
            ConstraintSystem system,
            FrVector values,
            Hint[] functions,
            boolean check) {
        try {
            for (WitnessLevels.Level level : levels.levels()) {
                work.forEachRange(level.units().size(), level.minimumChunk(), (from, to) -> {
                    Run run = new Run(system, values, functions, false);
                    level.units().subList(from, to).forEach(run::unit);
                });
            }
            if (check) {
                work.forEachRange(levels.checks().size(), MINIMUM_CHUNK_OF_CHECKS, (from, to) -> {
                    Run run = new Run(system, values, functions, true);
                    levels.checks().subList(from, to).forEach(run::check);
                });
            }
        } catch (UnsolvableException e) {
            run(system, values, functions, check);
        }
    }

    /** The state of one computation. */
    private final class Run {
        private final ConstraintSystem system;
        private final FrVector values;
        private final long[] w;
        private final Hint[] functions;
        private final boolean check;
        private final long[] scratch = new long[Satisfaction.SCRATCH];

        Run(ConstraintSystem system, FrVector values, Hint[] functions, boolean check) {
            this.system = system;
            this.values = values;
            this.functions = functions;
            this.check = check;
            w = values.limbs();
        }

        /** @param computed whether a twin has computed the wires, so that only the checks are left */
        void steps(int from, int to, boolean computed) {
            for (int i = from; i < to; i++) {
                if (steps[i] >= 0 && targets[i] == NO_TARGET) {
                    check(steps[i]);
                } else if (!computed) {
                    unit(i);
                }
            }
        }

        /** A step that is no check, by its index, or twin t as −1 − t. */
        void unit(int unit) {
            if (unit < 0) {
                call(twins.get(-1 - unit));
            } else if (steps[unit] < 0) {
                call(-1 - steps[unit]);
            } else {
                multiply(steps[unit], LIMBS * targets[unit]);
            }
        }

        void check(int constraint) {
            if (check && !Satisfaction.holds(system, values, constraint, scratch)) {
                throw new UnsatisfiedConstraintException(Satisfaction.describe(system, values, constraint));
            }
        }

        private void multiply(int constraint, int target) {
            system.a().multiplyRow(scratch, 0, w, constraint, scratch, 2 * LIMBS);
            system.b().multiplyRow(scratch, LIMBS, w, constraint, scratch, 2 * LIMBS);
            FrLimbs.mul(scratch, 0, scratch, 0, scratch, LIMBS);
            // The row of C is the target less the addend: with the target at zero it is what to subtract.
            FrLimbs.setZero(w, target);
            system.c().multiplyRow(scratch, LIMBS, w, constraint, scratch, 2 * LIMBS);
            FrLimbs.sub(w, target, scratch, 0, scratch, LIMBS);
        }

        private void call(int hint) {
            HintStep step = hints.get(hint);
            Fr[] outputs;
            try {
                outputs = functions[hint].compute(inputs(values, hint));
            } catch (RuntimeException e) {
                throw new UnsolvableException(
                        "hint \"" + step.name + "\" at " + step.description + " failed: " + e.getMessage(), e);
            }
            if (outputs.length != step.call.outputs) {
                throw new UnsolvableException("hint \"" + step.name + "\" at " + step.description + " gave "
                        + outputs.length + " values, expected " + step.call.outputs);
            }
            for (int i = 0; i < outputs.length; i++) {
                int target = callTargets[step.call.firstOutput + i];
                if (target != NO_TARGET) {
                    values.set(target, outputs[i]);
                }
            }
        }

        void call(TwinStep step) {
            Call call = step.call;
            FrVector inputs = new FrVector(call.inputs);
            FrVector outputs = new FrVector(call.outputs);
            for (int i = 0; i < call.inputs; i++) {
                callInputs.multiplyRow(inputs.limbs(), LIMBS * i, w, call.firstInput + i, scratch, 0);
            }
            try {
                step.twin.compute(inputs, outputs);
            } catch (RuntimeException e) {
                throw new UnsolvableException("native twin at " + step.description + " failed: " + e.getMessage(), e);
            }
            for (int i = 0; i < call.outputs; i++) {
                int target = callTargets[call.firstOutput + i];
                if (target != NO_TARGET) {
                    FrLimbs.copy(w, LIMBS * target, outputs.limbs(), LIMBS * i);
                }
            }
        }
    }

    /** The wires of a hint's outputs, NO_TARGET for one that an equality took away. */
    IntStream targets(int hint) {
        return targets(hints.get(hint).call);
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
        Call call = hints.get(hint).call;
        Fr[] inputs = new Fr[call.inputs];
        long[] scratch = new long[3 * LIMBS];
        for (int i = 0; i < inputs.length; i++) {
            callInputs.multiplyRow(scratch, 0, values.limbs(), call.firstInput + i, scratch, LIMBS);
            inputs[i] = Fr.read(scratch, 0);
        }
        return inputs;
    }
}

package io.snark4j.circuit;

import io.snark4j.circuit.WitnessProgram.Call;
import io.snark4j.circuit.WitnessProgram.TwinStep;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.SparseMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The steps of a witness program by levels: a unit, which is a step or all steps of a twin, needs wires of lower levels only. Checks come after all
 * levels. Immutable.
 *
 * @param levels by level its units, in the order of the program
 * @param checks constraints that compute no wire
 */
record WitnessLevels(List<Level> levels, List<Integer> checks) {
    /** Products that pay for waking another thread, about 0.2 ms. */
    private static final int WORTH_SPLITTING = 1 << 12;

    /** Products that take as long as a usual hint, an inversion. */
    private static final int COST_OF_HINT = 40;

    /**
     * @param units step as its index, twin t as −1 − t
     * @param parts that are worth a thread each, at least 1
     */
    record Level(List<Integer> units, int parts) {
        /** Units that a thread should at least have. */
        int minimumChunk() {
            return Math.max(1, units.size() / parts);
        }
    }

    static WitnessLevels of(WitnessProgram program, ConstraintSystem system) {
        return new Builder(program, system).build();
    }

    /** Whether several threads would be of use. */
    boolean areWide() {
        return levels.stream().anyMatch(level -> level.parts > 1);
    }

    private static final class Builder {
        private final WitnessProgram program;
        private final List<SparseMatrix> matrices;

        /** By wire: the first level that may use it. */
        private final int[] known;

        private final List<List<Integer>> units = new ArrayList<>();
        private final List<Long> costs = new ArrayList<>();
        private final List<Integer> checks = new ArrayList<>();

        Builder(WitnessProgram program, ConstraintSystem system) {
            this.program = program;
            this.matrices = List.of(system.a(), system.b(), system.c());
            known = new int[system.wires()];
        }

        WitnessLevels build() {
            int next = 0;
            for (int twin = 0; twin < program.twins().size(); twin++) {
                TwinStep part = program.twins().get(twin);
                addSteps(next, part.from(), false);
                addCall(-1 - twin, part.call(), 3L * part.call().outputs());
                addSteps(part.from(), part.to(), true);
                next = part.to();
            }
            addSteps(next, program.stepCount(), false);
            List<Level> levels = IntStream.range(0, units.size())
                    .mapToObj(level -> new Level(List.copyOf(units.get(level)), parts(level)))
                    .toList();
            return new WitnessLevels(levels, List.copyOf(checks));
        }

        private int parts(int level) {
            return Math.clamp(
                    costs.get(level) / WORTH_SPLITTING, 1, units.get(level).size());
        }

        private void addSteps(int from, int to, boolean computed) {
            for (int step = from; step < to; step++) {
                int constraint = program.constraint(step);
                if (constraint != WitnessProgram.NO_CONSTRAINT && program.target(step) == WitnessProgram.NO_TARGET) {
                    checks.add(constraint);
                } else if (!computed && constraint == WitnessProgram.NO_CONSTRAINT) {
                    addCall(step, program.hintCall(step), COST_OF_HINT);
                } else if (!computed) {
                    addProduct(step, constraint);
                }
            }
        }

        private void addProduct(int step, int constraint) {
            int target = program.target(step);
            int level = 0;
            long cost = 1;
            for (SparseMatrix matrix : matrices) {
                level = Math.max(level, levelOf(matrix, constraint, target));
                cost += matrix.rowStart()[constraint + 1] - matrix.rowStart()[constraint];
            }
            add(step, level, cost);
            known[target] = level + 1;
        }

        private void addCall(int unit, Call call, long cost) {
            int level = 0;
            for (int i = 0; i < call.inputs(); i++) {
                level = Math.max(level, levelOf(program.callInputs(), call.firstInput() + i, WitnessProgram.NO_TARGET));
            }
            add(unit, level, cost);
            int after = level + 1;
            program.targets(call)
                    .filter(wire -> wire != WitnessProgram.NO_TARGET)
                    .forEach(wire -> known[wire] = after);
        }

        /** The lowest level at which all wires of a row but its target are known. */
        private int levelOf(SparseMatrix matrix, int row, int target) {
            return Arrays.stream(matrix.wires(), matrix.rowStart()[row], matrix.rowStart()[row + 1])
                    .filter(wire -> wire != target)
                    .map(wire -> known[wire])
                    .max()
                    .orElse(0);
        }

        private void add(int unit, int level, long cost) {
            while (units.size() <= level) {
                units.add(new ArrayList<>());
                costs.add(0L);
            }
            units.get(level).add(unit);
            costs.set(level, costs.get(level) + cost);
        }
    }
}

package io.snark4j.circuit;

import io.snark4j.circuit.ConstraintBuilder.HintCall;
import io.snark4j.circuit.ConstraintBuilder.TwinCall;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.SparseMatrix;
import io.snark4j.r1cs.WireLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The last step of a compilation: replaces eliminated wires, numbers the others without gaps, builds the matrices and the witness
 * program, and refuses a circuit that ignores a public input.
 */
final class Linker {
    private final ConstraintRows rows;
    private final List<HintCall> hints;
    private final List<TwinCall> twins;
    private final int[] steps;
    private final SourceLocations locations;
    private final SparseMatrix a;
    private final SparseMatrix b;
    private final SparseMatrix c;
    private final BitSet dropped;

    /** By wire before linking: what it is in terms of others if it was eliminated. */
    private final @Nullable LinearCombination[] replacements;

    /** By wire before linking: its number, NO_TARGET if it was eliminated. */
    private final int[] number;

    private int wires;

    Linker(
            ConstraintRows rows,
            List<HintCall> hints,
            List<TwinCall> twins,
            int[] steps,
            Elimination elimination,
            WireOrigins origins,
            SourceLocations locations) {
        this.rows = rows;
        this.hints = hints;
        this.twins = twins;
        this.steps = steps;
        this.locations = locations;
        a = rows.a();
        b = rows.b();
        c = rows.c();
        dropped = new LinearRows(rows, a, b, c, elimination, origins, locations).eliminate();
        replacements = new LinearCombination[origins.wires()];
        number = new int[origins.wires()];
        // A replacement holds earlier wires only, whose own replacements are final by then.
        for (int wire = 0; wire < number.length; wire++) {
            LinearCombination replacement = elimination.replacement(wire);
            number[wire] = replacement == null ? wires++ : WitnessProgram.NO_TARGET;
            if (replacement != null) {
                replacements[wire] = substituted(replacement);
            }
        }
    }

    CompiledCircuit link(String name, InputLayout layout) {
        R1cs system = new R1cs(
                wires,
                0,
                layout.publicCount(),
                layout.count() - layout.publicCount(),
                WireLabels.identity(wires),
                linked(a),
                linked(b),
                linked(c));
        boolean[] used = usedWires(system);
        requirePublicInputs(name, layout, used);
        int[] places = IntStream.range(0, rows.count())
                .filter(row -> !dropped.get(row))
                .map(rows::location)
                .toArray();
        Hint[] functions = hints.stream().map(HintCall::hint).toArray(Hint[]::new);
        return new CompiledCircuit(
                name, layout, system, program(), functions, places, locations.all(), warnings(layout, used));
    }

    private SparseMatrix linked(SparseMatrix matrix) {
        if (wires == number.length) {
            return matrix;
        }
        SparseMatrix.Builder linked = SparseMatrix.builder();
        for (int row = 0; row < matrix.rows(); row++) {
            if (dropped.get(row)) {
                continue;
            }
            if (holdsEliminated(matrix, row)) {
                linked.add(substituted(matrix.row(row)), number);
            } else {
                linked.add(matrix, row, number);
            }
        }
        return linked.build();
    }

    private boolean holdsEliminated(SparseMatrix matrix, int row) {
        for (int k = matrix.rowStart()[row]; k < matrix.rowStart()[row + 1]; k++) {
            if (number[matrix.wires()[k]] == WitnessProgram.NO_TARGET) {
                return true;
            }
        }
        return false;
    }

    /** Without the wires that were eliminated. */
    private LinearCombination substituted(LinearCombination combination) {
        LinearCombination.Builder result = LinearCombination.builder();
        for (int i = 0; i < combination.size(); i++) {
            LinearCombination replacement = replacements[combination.wire(i)];
            if (replacement == null) {
                result.add(combination.wire(i), combination.coefficient(i));
            } else {
                result.add(replacement, combination.coefficient(i));
            }
        }
        return result.build();
    }

    private WitnessProgram program() {
        int[] linkedSteps = new int[steps.length];
        int[] targets = new int[steps.length];
        int[] places = new int[steps.length + 1];
        int step = 0;
        int constraint = 0;
        for (int i = 0; i < steps.length; i++) {
            int before = steps[i];
            places[i] = step;
            if (before < 0) {
                linkedSteps[step] = before;
                targets[step++] = WitnessProgram.NO_TARGET;
            } else if (!dropped.get(before)) {
                int product = rows.product(before);
                linkedSteps[step] = constraint++;
                targets[step++] = product == ConstraintRows.NONE ? WitnessProgram.NO_TARGET : number[product];
            }
        }
        places[steps.length] = step;
        WitnessCalls calls = new WitnessCalls(number, this::substituted);
        List<WitnessProgram.HintStep> hintSteps = new ArrayList<>();
        for (HintCall call : hints) {
            IntStream wires = IntStream.range(call.firstWire(), call.firstWire() + call.outputs());
            hintSteps.add(new WitnessProgram.HintStep(
                    call.name(), locations.description(call.location()), calls.add(call.inputs(), wires)));
        }
        List<WitnessProgram.TwinStep> twinSteps = new ArrayList<>();
        for (TwinCall call : twins) {
            IntStream wires = call.wires().stream().mapToInt(wire -> wire);
            twinSteps.add(new WitnessProgram.TwinStep(
                    call.twin(),
                    locations.description(call.location()),
                    places[call.firstStep()],
                    places[call.lastStep()],
                    calls.add(call.inputs(), wires)));
        }
        return new WitnessProgram(
                Arrays.copyOf(linkedSteps, step),
                Arrays.copyOf(targets, step),
                hintSteps,
                twinSteps,
                calls.inputs(),
                calls.targets());
    }

    private static boolean[] usedWires(R1cs system) {
        boolean[] used = new boolean[system.wires()];
        for (SparseMatrix matrix : List.of(system.a(), system.b(), system.c())) {
            for (int wire : matrix.wires()) {
                used[wire] = true;
            }
        }
        return used;
    }

    private static void requirePublicInputs(String name, InputLayout layout, boolean[] used) {
        List<String> unused = unusedInputs(layout, used, 0, layout.publicCount());
        if (!unused.isEmpty()) {
            throw new CircuitException(name + ": no constraint uses the public input " + String.join(", ", unused)
                    + "; a proof would say nothing about it");
        }
    }

    private List<String> warnings(InputLayout layout, boolean[] used) {
        List<String> warnings = new ArrayList<>();
        for (String input : unusedInputs(layout, used, layout.publicCount(), layout.count())) {
            warnings.add("no constraint uses the private input " + input);
        }
        for (HintCall call : hints) {
            for (int i = 0; i < call.outputs(); i++) {
                int wire = number[call.firstWire() + i];
                if (wire != WitnessProgram.NO_TARGET && !used[wire]) {
                    warnings.add("no constraint uses output " + i + " of hint \"" + call.name() + "\" at "
                            + locations.description(call.location()));
                }
            }
        }
        return List.copyOf(warnings);
    }

    private static List<String> unusedInputs(InputLayout layout, boolean[] used, int from, int to) {
        List<String> unused = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (!used[1 + i]) {
                unused.add(layout.names().get(i));
            }
        }
        return unused;
    }
}

package io.snark4j.circuit;

import io.snark4j.circuit.ConstraintBuilder.Constraint;
import io.snark4j.circuit.ConstraintBuilder.HintCall;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.SparseMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The last step of a compilation: replaces eliminated wires, numbers the others without gaps, builds the matrices and the witness
 * program, and refuses a circuit that ignores a public input.
 */
final class Linker {
    private static final int ELIMINATED = -1;

    private final List<Constraint> constraints;
    private final List<HintCall> hints;
    private final int[] steps;
    private final SourceLocations locations;
    private final LinearCombination[] replacements;
    private final int[] number;
    private final boolean anyEliminated;
    private int wires;

    Linker(
            List<Constraint> constraints,
            List<HintCall> hints,
            int[] steps,
            Map<Integer, LinearCombination> eliminated,
            int wiresBefore,
            SourceLocations locations) {
        this.constraints = constraints;
        this.hints = hints;
        this.steps = steps;
        this.locations = locations;
        replacements = new LinearCombination[wiresBefore];
        number = new int[wiresBefore];
        anyEliminated = !eliminated.isEmpty();
        // A replacement holds earlier wires only, whose own replacements are final by then.
        for (int wire = 0; wire < wiresBefore; wire++) {
            LinearCombination replacement = eliminated.get(wire);
            number[wire] = replacement == null ? wires++ : ELIMINATED;
            if (replacement != null) {
                replacements[wire] = linked(replacement);
            }
        }
    }

    CompiledCircuit link(String name, InputLayout layout) {
        R1cs.Builder builder = R1cs.builder(0, layout.publicCount());
        int[] places = new int[constraints.size()];
        for (int i = 0; i < places.length; i++) {
            Constraint constraint = constraints.get(i);
            builder.constrain(linked(constraint.a()), linked(constraint.b()), linked(constraint.c()));
            places[i] = constraint.location();
        }
        R1cs system = builder.build(wires, layout.count() - layout.publicCount());
        boolean[] used = usedWires(system);
        requirePublicInputs(name, layout, used);
        Hint[] functions = hints.stream().map(HintCall::hint).toArray(Hint[]::new);
        return new CompiledCircuit(
                name, layout, system, program(), functions, places, locations.all(), warnings(layout, used));
    }

    /** In the final numbers. */
    private LinearCombination linked(LinearCombination combination) {
        if (!anyEliminated) {
            return combination;
        }
        LinearCombination.Builder result = LinearCombination.builder();
        for (int i = 0; i < combination.size(); i++) {
            int wire = combination.wire(i);
            if (number[wire] == ELIMINATED) {
                result.add(replacements[wire], combination.coefficient(i));
            } else {
                result.add(number[wire], combination.coefficient(i));
            }
        }
        return result.build();
    }

    private WitnessProgram program() {
        int[] targets = new int[steps.length];
        for (int i = 0; i < steps.length; i++) {
            boolean check = steps[i] < 0 || constraints.get(steps[i]).isCheck();
            targets[i] = check
                    ? WitnessProgram.NO_TARGET
                    : number[constraints.get(steps[i]).product()];
        }
        SparseMatrix.Builder inputs = SparseMatrix.builder();
        List<WitnessProgram.HintStep> hintSteps = new ArrayList<>();
        int row = 0;
        for (HintCall call : hints) {
            call.inputs().forEach(input -> inputs.add(linked(input)));
            hintSteps.add(new WitnessProgram.HintStep(
                    call.name(),
                    locations.description(call.location()),
                    row,
                    call.inputs().size(),
                    call.outputs() == 0 ? 0 : number[call.firstWire()],
                    call.outputs()));
            row += call.inputs().size();
        }
        return new WitnessProgram(steps, targets, hintSteps, inputs.build());
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
                if (!used[number[call.firstWire() + i]]) {
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

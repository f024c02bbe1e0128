package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of one compilation. Wires are numbered as they are made: the constant one, the inputs, then products and hint outputs. What an
 * equality says of its latest wire takes that wire's place everywhere: a product's constraint becomes a check, a hint's output is not asked for. A
 * product, a check or a hint call that is stated again is the one that was stated.
 */
final class ConstraintBuilder {
    static final LinearCombination ONE = LinearCombination.constant(Fr.ONE);

    /** A call of a hint: its outputs are the wires from {@code firstWire}. */
    record HintCall(String name, Hint hint, List<LinearCombination> inputs, int firstWire, int outputs, int location) {}

    /** Calls of the same function on the same values. */
    private record HintKey(Hint hint, List<LinearCombination> inputs, int outputs) {}

    /**
     * What a twin computes: the products and hint outputs that the steps [firstStep, lastStep) compute one by one.
     *
     * @param wires of all outputs, NO_TARGET for one that was folded or stated before
     */
    record TwinCall(
            NativeTwin twin,
            List<LinearCombination> inputs,
            int firstStep,
            int lastStep,
            List<Integer> wires,
            int location) {}

    /** The wires stated since a twin's part began; each has one step that computes it, which is in the part. */
    private record Trace(int firstStep, List<Integer> wires) {}

    private final SourceLocations locations;
    private final Bounds bounds = new Bounds();
    private final ConstraintRows rows = new ConstraintRows();
    private final Elimination elimination = new Elimination();
    private final List<HintCall> hints = new ArrayList<>();
    private final Map<HintKey, Integer> outputsOf = new HashMap<>();

    /** In the order in which the witness is computed: constraint i as i, hint h as −1 − h. */
    private int[] steps = new int[64];

    private int stepCount;
    private final WireOrigins origins;
    private final List<TwinCall> twins = new ArrayList<>();
    private @Nullable Trace trace;
    private boolean finished;

    /** @param inputs number of inputs, which become wires 1 to inputs */
    ConstraintBuilder(SourceLocations locations, int inputs) {
        this.locations = locations;
        origins = new WireOrigins(inputs);
    }

    SourceLocations locations() {
        return locations;
    }

    Bounds bounds() {
        return bounds;
    }

    Var wire(int wire) {
        return new Var(this, LinearCombination.of(wire, Fr.ONE));
    }

    Var constant(Fr value) {
        return new Var(this, LinearCombination.constant(value));
    }

    Var product(LinearCombination a, LinearCombination b) {
        return productPlus(a, b, LinearCombination.ZERO);
    }

    /** A wire for a·b + addend, in the one constraint a·b = wire − addend. */
    Var productPlus(LinearCombination a, LinearCombination b, LinearCombination addend) {
        requireOpen();
        if (a.isConstant() || b.isConstant()) {
            note(WitnessProgram.NO_TARGET);
            return new Var(this, a.isConstant() ? addend.plus(b, a.constantTerm()) : addend.plus(a, b.constantTerm()));
        }
        LinearCombination rest = addend.neg();
        int known = rows.findProduct(a, b, rest);
        if (known != ConstraintRows.NONE) {
            note(WitnessProgram.NO_TARGET);
            return wire(known);
        }
        int wire = origins.ofProduct(rows.count());
        note(wire);
        addStep(rows.count());
        rows.addProduct(a, b, wire, rest, locations.here());
        Var result = wire(wire);
        bounds.maximum(a)
                .flatMap(left -> bounds.maximum(b).map(left::multiply))
                .flatMap(product -> bounds.maximum(addend).map(product::add))
                .filter(maximum -> maximum.compareTo(Fr.MODULUS) < 0)
                .ifPresent(maximum -> bounds.record(result.combination(), maximum));
        return result;
    }

    /** States a·b = c. */
    void constrain(LinearCombination a, LinearCombination b, LinearCombination c) {
        requireOpen();
        if (a.isConstant()) {
            constrainEqual(b.times(a.constantTerm()), c);
        } else if (b.isConstant()) {
            constrainEqual(a.times(b.constantTerm()), c);
        } else {
            int known = rows.findProduct(a, b, LinearCombination.ZERO);
            if (known == ConstraintRows.NONE) {
                check(a, b, c);
            } else {
                constrainEqual(LinearCombination.of(known, Fr.ONE), c);
            }
        }
    }

    /**
     * States left = right. If any wire of the difference is no input, no constraint is added: its latest wire takes the value that the others say, and
     * vanishes. It is the latest so that this value is known whenever the wire would have been computed.
     */
    void constrainEqual(LinearCombination left, LinearCombination right) {
        requireOpen();
        LinearCombination difference = elimination.substituted(left.minus(right));
        if (difference.size() == 0) {
            return;
        }
        if (difference.isConstant()) {
            throw new CircuitException("the constraint at " + locations.description(locations.here())
                    + " can never hold: it says " + difference + " = 0");
        }
        if (origins.isInput(difference.highestWire())) {
            check(left, ONE, right);
            return;
        }
        // What fails if the equality does is the constraint that gave the wire its value.
        int wire = elimination.eliminateLatest(difference);
        int product = origins.productConstraint(wire);
        if (product == WireOrigins.NONE) {
            rows.relocateUse(wire, locations.here());
        } else {
            rows.relocate(product, locations.here());
        }
    }

    private void check(LinearCombination a, LinearCombination b, LinearCombination c) {
        if (!rows.hasCheck(a, b, c)) {
            addStep(rows.count());
            rows.addCheck(a, b, c, locations.here());
        }
    }

    Var[] hint(String name, Hint hint, int outputs, List<LinearCombination> inputs) {
        requireOpen();
        Integer known = outputsOf.get(new HintKey(hint, inputs, outputs));
        int firstWire = known == null ? origins.ofHint(outputs) : known;
        if (known == null) {
            outputsOf.put(new HintKey(hint, inputs, outputs), firstWire);
            addStep(-1 - hints.size());
            hints.add(new HintCall(name, hint, inputs, firstWire, outputs, locations.here()));
        }
        Var[] results = new Var[outputs];
        for (int i = 0; i < outputs; i++) {
            note(known == null ? firstWire + i : WitnessProgram.NO_TARGET);
            results[i] = wire(firstWire + i);
        }
        return results;
    }

    /** States the body in one place, with a twin that computes its wires. A twin inside of another's part is not asked. */
    <T> T withTwin(NativeTwin twin, List<LinearCombination> inputs, Supplier<T> body) {
        if (trace != null) {
            return body.get();
        }
        locations.fix();
        trace = new Trace(stepCount, new ArrayList<>());
        try {
            T result = body.get();
            if (stepCount > trace.firstStep) {
                twins.add(new TwinCall(twin, inputs, trace.firstStep, stepCount, trace.wires, locations.here()));
            }
            return result;
        } finally {
            trace = null;
            locations.release();
        }
    }

    private void note(int wire) {
        if (trace != null) {
            trace.wires.add(wire);
        }
    }

    /** Ends the compilation: no more can be stated. */
    CompiledCircuit finish(String name, InputLayout layout) {
        finished = true;
        return new Linker(rows, hints, twins, Arrays.copyOf(steps, stepCount), elimination, origins, locations)
                .link(name, layout);
    }

    private void addStep(int step) {
        if (stepCount == steps.length) {
            steps = Arrays.copyOf(steps, 2 * stepCount);
        }
        steps[stepCount++] = step;
    }

    private void requireOpen() {
        if (finished) {
            throw new CircuitException(
                    "the circuit is compiled already: its variables and its Api end with its define call");
        }
    }
}

package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of one compilation. Wires are numbered as they are made: the constant one, the inputs, then products and hint outputs. A wire
 * that an equality determines from earlier ones is eliminated: it is replaced by that combination everywhere, and the product that defined
 * it becomes a check.
 */
final class ConstraintBuilder {
    static final LinearCombination ONE = LinearCombination.constant(Fr.ONE);
    private static final int NOT_A_PRODUCT = -1;

    /** A constraint a·b = c; {@code product} is the wire of c, with coefficient one, that it defines, or −1 if it is a check. */
    record Constraint(LinearCombination a, LinearCombination b, LinearCombination c, int product, int location) {
        Constraint asCheck(int newLocation) {
            return new Constraint(a, b, c, NOT_A_PRODUCT, newLocation);
        }

        boolean isCheck() {
            return product == NOT_A_PRODUCT;
        }
    }

    /** A call of a hint: its outputs are the wires from {@code firstWire}. */
    record HintCall(String name, Hint hint, List<LinearCombination> inputs, int firstWire, int outputs, int location) {}

    private final SourceLocations locations;
    private final Bounds bounds = new Bounds();
    private final List<Constraint> constraints = new ArrayList<>();
    private final List<HintCall> hints = new ArrayList<>();
    private final Map<Integer, LinearCombination> eliminated = new HashMap<>();

    /** In the order in which the witness is computed: constraint i as i, hint h as −1 − h. */
    private int[] steps = new int[64];

    private int stepCount;

    /** For each wire the constraint whose product it is, or −1. */
    private int[] definition = new int[64];

    private int wires;
    private boolean finished;

    /** @param inputs number of inputs, which become wires 1 to inputs */
    ConstraintBuilder(SourceLocations locations, int inputs) {
        this.locations = locations;
        for (int i = 0; i <= inputs; i++) {
            newWire(NOT_A_PRODUCT);
        }
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
        if (a.isConstant()) {
            return new Var(this, b.times(a.constantTerm()).plus(addend));
        }
        if (b.isConstant()) {
            return new Var(this, a.times(b.constantTerm()).plus(addend));
        }
        int wire = newWire(constraints.size());
        LinearCombination result = LinearCombination.of(wire, Fr.ONE);
        add(new Constraint(a, b, result.minus(addend), wire, locations.here()));
        bounds.maximum(a)
                .flatMap(left -> bounds.maximum(b).map(left::multiply))
                .flatMap(product -> bounds.maximum(addend).map(product::add))
                .filter(maximum -> maximum.compareTo(Fr.MODULUS) < 0)
                .ifPresent(maximum -> bounds.record(result, maximum));
        return new Var(this, result);
    }

    /** States a·b = c. */
    void constrain(LinearCombination a, LinearCombination b, LinearCombination c) {
        if (a.isConstant()) {
            constrainEqual(b.times(a.constantTerm()), c);
        } else if (b.isConstant()) {
            constrainEqual(a.times(b.constantTerm()), c);
        } else {
            requireOpen();
            add(new Constraint(a, b, c, NOT_A_PRODUCT, locations.here()));
        }
    }

    /**
     * States left = right. If the latest wire of the difference is a product, no constraint is added: the product's own constraint takes over,
     * and the wire vanishes. It is the latest so that its replacement is known whenever the product is computed.
     */
    void constrainEqual(LinearCombination left, LinearCombination right) {
        requireOpen();
        LinearCombination difference = substituted(left.minus(right));
        if (difference.size() == 0) {
            return;
        }
        if (difference.isConstant()) {
            throw new CircuitException("the constraint at " + locations.description(locations.here())
                    + " can never hold: it says " + difference + " = 0");
        }
        int latest = difference.highestWire();
        int constraint = definition[latest];
        if (constraint == NOT_A_PRODUCT) {
            add(new Constraint(left, ONE, right, NOT_A_PRODUCT, locations.here()));
            return;
        }
        Fr coefficient = difference.coefficient(difference.size() - 1);
        LinearCombination others = difference.minus(LinearCombination.of(latest, coefficient));
        eliminated.put(latest, others.times(coefficient.neg().inverse()));
        definition[latest] = NOT_A_PRODUCT;
        constraints.set(constraint, constraints.get(constraint).asCheck(locations.here()));
    }

    Var[] hint(String name, Hint hint, int outputs, List<LinearCombination> inputs) {
        requireOpen();
        Var[] results = new Var[outputs];
        int firstWire = wires;
        for (int i = 0; i < outputs; i++) {
            results[i] = wire(newWire(NOT_A_PRODUCT));
        }
        addStep(-1 - hints.size());
        hints.add(new HintCall(name, hint, inputs, firstWire, outputs, locations.here()));
        return results;
    }

    /** Ends the compilation: no more can be stated. */
    CompiledCircuit finish(String name, InputLayout layout) {
        finished = true;
        return new Linker(constraints, hints, Arrays.copyOf(steps, stepCount), eliminated, wires, locations)
                .link(name, layout);
    }

    private LinearCombination substituted(LinearCombination combination) {
        LinearCombination result = combination;
        for (int i = result.size() - 1; i >= 0; i = Math.min(i, result.size()) - 1) {
            LinearCombination replacement = eliminated.get(result.wire(i));
            if (replacement != null) {
                Fr coefficient = result.coefficient(i);
                result = result.minus(LinearCombination.of(result.wire(i), coefficient))
                        .plus(replacement.times(coefficient));
                i = result.size();
            }
        }
        return result;
    }

    private void add(Constraint constraint) {
        addStep(constraints.size());
        constraints.add(constraint);
    }

    private void addStep(int step) {
        if (stepCount == steps.length) {
            steps = Arrays.copyOf(steps, 2 * stepCount);
        }
        steps[stepCount++] = step;
    }

    private int newWire(int definingConstraint) {
        if (wires == definition.length) {
            definition = Arrays.copyOf(definition, 2 * wires);
        }
        definition[wires] = definingConstraint;
        return wires++;
    }

    private void requireOpen() {
        if (finished) {
            throw new CircuitException(
                    "the circuit is compiled already: its variables and its Api end with its define call");
        }
    }
}

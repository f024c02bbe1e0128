package io.snark4j.circuit;

import java.util.Arrays;

/** Where each wire of a compilation comes from: it is the constant one or an input, the product of a constraint, or a hint's output. */
final class WireOrigins {
    static final int NONE = -1;

    private final int inputs;

    /** By wire: the constraint whose product it is, or NONE. */
    private int[] constraints = new int[64];

    private int wires;

    /** @param inputs wires 1 to inputs */
    WireOrigins(int inputs) {
        this.inputs = inputs;
        for (int i = 0; i <= inputs; i++) {
            add(NONE);
        }
    }

    int wires() {
        return wires;
    }

    /** @return the new wire */
    int ofProduct(int constraint) {
        return add(constraint);
    }

    /** @return the first of the new wires */
    int ofHint(int outputs) {
        int first = wires;
        for (int i = 0; i < outputs; i++) {
            add(NONE);
        }
        return first;
    }

    /** Whether it is an input or the constant one. */
    boolean isInput(int wire) {
        return wire <= inputs;
    }

    /** The constraint whose product it is, or NONE. */
    int productConstraint(int wire) {
        return constraints[wire];
    }

    private int add(int constraint) {
        if (wires == constraints.length) {
            constraints = Arrays.copyOf(constraints, 2 * wires);
        }
        constraints[wires] = constraint;
        return wires++;
    }
}

package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;

/**
 * A point of Baby Jubjub in a circuit: the coordinates of a {@link BabyJubjubPoint}. As an input it may hold any two values until {@link
 * BabyJubjubGadget#assertOnCurve} says that they satisfy the curve's equation.
 *
 * @param x abscissa
 * @param y ordinate
 */
public record BabyJubjubVar(Var x, Var y) {
    /** @return a placeholder for an input of a prototype */
    public static BabyJubjubVar input() {
        return new BabyJubjubVar(Var.input(), Var.input());
    }

    /**
     * @param api of the circuit
     * @param point any
     * @return the point as a constant; free
     */
    public static BabyJubjubVar constant(Api api, BabyJubjubPoint point) {
        return new BabyJubjubVar(api.constant(point.x()), api.constant(point.y()));
    }

    /** @return the opposite point; free */
    public BabyJubjubVar neg() {
        return new BabyJubjubVar(x.neg(), y);
    }
}

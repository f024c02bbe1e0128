package io.snark4j.circuit;

import io.snark4j.field.FrVector;

/**
 * Computes at once what the constraints of a part of a circuit compute one by one: {@link Api#withTwin}. A pure function, called from many
 * threads. What it throws becomes an {@link UnsolvableException} that names its place. A wrong one makes witnesses that do not satisfy the circuit, never a circuit that accepts more.
 */
@FunctionalInterface
public interface NativeTwin {
    /**
     * @param inputs the values it was given, not to be changed
     * @param outputs to be filled: the value of each product and of each output of a hint, in the order in which the part states them; those
     *     that the compiler folded into constants have their place too, and are not read
     */
    void compute(FrVector inputs, FrVector outputs);
}

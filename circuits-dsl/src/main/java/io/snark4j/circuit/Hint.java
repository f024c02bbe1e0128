package io.snark4j.circuit;

import io.snark4j.field.Fr;
import java.util.List;

/**
 * A computation whose results the prover supplies and the constraints check, such as an inverse. The constraints around it must leave no
 * other result possible: a hint is only advice. A pure function: it may be called from several threads and gives the same results
 * for the same inputs, for every input whatever.
 */
@FunctionalInterface
public interface Hint {
    /**
     * @param inputs values of the hint's inputs; not to be kept or changed
     * @return values of its outputs, as many as were declared
     */
    Fr[] compute(Fr[] inputs);

    /**
     * Results that a cheating prover might try because they satisfy the equation that the hint solves, such as the bits of v + r for those
     * of v, or the other square root. For {@code io.snark4j.circuit.soundness}.
     *
     * @param inputs values of the hint's inputs
     * @param outputs what {@link #compute} gave for them
     * @return wrong results worth trying, each as long as {@code outputs}
     */
    default List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
        return List.of();
    }
}

package io.snark4j.groth16;

import io.snark4j.field.Fr;
import java.util.List;

/**
 * A proof and the public inputs that it is said to hold for.
 *
 * @param proof not checked yet
 * @param publicInputs outputs first, then inputs
 */
public record Claim(UncheckedProof proof, List<Fr> publicInputs) {
    /** Copies the list. */
    public Claim {
        publicInputs = List.copyOf(publicInputs);
    }

    /** A claim for a proof whose points have been checked. */
    public static Claim of(Proof proof, List<Fr> publicInputs) {
        return new Claim(UncheckedProof.of(proof), publicInputs);
    }
}

package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.Witness;
import java.util.List;

/**
 * Setup, proving and verifying; everything a program with a circuit needs.
 *
 * {@snippet :
 * Keys keys = Groth16.setup(circuit, Setup.insecureForTests());
 * Proof proof = Groth16.prove(keys.provingKey(), witness);
 * boolean ok = Groth16.verify(keys.verifyingKey(), proof, witness.publicValues());
 * }
 *
 * <p>The scheme is that of Groth, "On the size of pairing-based non-interactive arguments" (2016), section 3.2, with the
 * reduction of circom and snarkjs, so that keys and proofs pass both ways.
 */
public final class Groth16 {
    private Groth16() {}

    /**
     * Makes keys for a circuit. Costs one fixed-base multiplication for each of about four points a wire and one a domain
     * row.
     *
     * @throws IllegalArgumentException if constraints + public inputs + 1 exceed 2^27 rows
     * @throws java.util.concurrent.CancellationException if the setup's work is cancelled
     */
    public static Keys setup(ConstraintSystem circuit, Setup setup) {
        return setup.run(circuit);
    }

    /** Proves with {@link ProverOptions#DEFAULT}: all processors, secure randomness, the finished proof checked. */
    public static Proof prove(ProvingKey key, Witness witness) {
        return prove(key, witness, ProverOptions.DEFAULT);
    }

    /**
     * Makes a proof that the prover knows the private part of {@code witness}; two proofs of one witness are unlinkable.
     * Not constant time: whoever measures the prover's time learns something of the witness's shape. A program that proves
     * again and again with one key keeps a {@link Prover}.
     *
     * @throws IllegalArgumentException if the witness is not as long as the key's circuit, or (with {@link
     *     ProverOptions#checkProof()}) does not satisfy it
     * @throws java.util.concurrent.CancellationException if the work is cancelled
     */
    public static Proof prove(ProvingKey key, Witness witness, ProverOptions options) {
        return Prover.of(key).prove(witness, options);
    }

    /**
     * Whether {@code proof} holds for {@code publicInputs} (outputs first, then inputs). Prepares the key each time; a
     * program that verifies again and again keeps a {@link PreparedVerifyingKey}.
     *
     * @throws ForgeableKeyException if anyone can forge proofs for the key
     * @throws IllegalArgumentException if the number of public inputs is not the key's
     */
    public static boolean verify(VerifyingKey key, Proof proof, List<Fr> publicInputs) {
        return verify(PreparedVerifyingKey.of(key), proof, publicInputs);
    }

    /**
     * Whether {@code proof} holds for {@code publicInputs} (outputs first, then inputs).
     *
     * @throws IllegalArgumentException if the number of public inputs is not the key's
     */
    public static boolean verify(PreparedVerifyingKey key, Proof proof, List<Fr> publicInputs) {
        return key.verify(proof, publicInputs);
    }
}

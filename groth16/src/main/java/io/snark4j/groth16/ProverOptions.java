package io.snark4j.groth16;

import io.snark4j.field.Work;
import java.security.SecureRandom;

/**
 * How to prove.
 *
 * @param work threads, progress and cancellation; cancellation is looked at between and inside phases
 * @param random where the blinding factors come from
 * @param checkProof whether the finished proof is verified before it is returned, at the cost of one verification. A
 *     witness that does not satisfy the circuit otherwise gives a proof that does not verify; and a computing error
 *     in a proof that leaves the house may tell of the witness
 */
public record ProverOptions(Work work, SecureRandom random, boolean checkProof) {
    /** All processors, no progress, secure randomness, checked. */
    public static final ProverOptions DEFAULT = new ProverOptions(Work.DEFAULT, new SecureRandom(), true);

    /** The same with other threads, progress or cancellation. */
    public ProverOptions withWork(Work other) {
        return new ProverOptions(other, random, checkProof);
    }

    /** The same without (or with) the check of the finished proof. */
    public ProverOptions withCheckProof(boolean check) {
        return new ProverOptions(work, random, check);
    }
}

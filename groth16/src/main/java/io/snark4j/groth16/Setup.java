package io.snark4j.groth16;

import io.snark4j.field.Work;
import io.snark4j.r1cs.ConstraintSystem;
import java.security.SecureRandom;

/**
 * How to make keys. Every way here is <b>insecure</b> in the sense that whoever runs it could have kept the toxic waste
 * and forge proofs; keys that others rely on come from a ceremony.
 */
public final class Setup {
    private final SecureRandom random;
    private final Work work;

    private Setup(SecureRandom random, Work work) {
        this.random = random;
        this.work = work;
    }

    /** Fresh toxic waste, drawn here and destroyed after use, on all processors: for tests and local experiments. */
    public static Setup insecureForTests() {
        return new Setup(new SecureRandom(), Work.DEFAULT);
    }

    /** Toxic waste drawn from {@code random} and destroyed after use, with the given threads, progress, cancellation. */
    public static Setup insecure(SecureRandom random, Work work) {
        return new Setup(random, work);
    }

    Keys run(ConstraintSystem circuit) {
        return run(circuit, ToxicWaste.draw(random), work);
    }

    /** Makes the keys and destroys the waste, also if that fails. */
    static Keys run(ConstraintSystem circuit, ToxicWaste waste, Work work) {
        try (waste) {
            return KeyGenerator.generate(circuit, waste, work);
        }
    }
}

package io.snark4j.cli;

import io.snark4j.field.simd.Lanes;
import io.snark4j.groth16.Prover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a process that makes one proof and ends does differently. Vector kernels are several times faster, and take the compiler seconds
 * of processor time before they are: for a small circuit the proof is done in scalar code meanwhile (docs/adr/0011-start-up.md).
 */
final class ColdStart {
    /** Set by the launcher, whose processes run one command. */
    private static final String PROPERTY = "snark4j.cold";

    /** Keys of up to some 2^14 constraints. */
    private static final long SMALL_KEY = 16 << 20;

    private ColdStart() {}

    /**
     * Settles on scalar kernels for a small key, unless the user has chosen; for others has vector kernels compiled while the key is read. To be called
     * before anything is computed. Does nothing in a process of many commands, or if there is no such file.
     *
     * @return the thread that warms up, if one does
     */
    static Optional<Thread> prepareFor(Path zkey) throws IOException {
        if (!Boolean.getBoolean(PROPERTY) || !Files.isRegularFile(zkey)) {
            return Optional.empty();
        }
        if (System.getProperty(Lanes.PROPERTY) == null && Files.size(zkey) <= SMALL_KEY) {
            System.setProperty(Lanes.PROPERTY, "off");
            return Optional.empty();
        }
        return Optional.of(Thread.ofPlatform().daemon().name("snark4j-warm-up").start(Prover::warmUp));
    }
}

package io.snark4j.cli;

import io.snark4j.field.simd.Lanes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** Settles on scalar kernels for a small key, unless the user has chosen. To be called before anything is computed. */
    static void chooseKernels(Path zkey) throws IOException {
        if (Boolean.getBoolean(PROPERTY)
                && System.getProperty(Lanes.PROPERTY) == null
                && Files.isRegularFile(zkey)
                && Files.size(zkey) <= SMALL_KEY) {
            System.setProperty(Lanes.PROPERTY, "off");
        }
    }
}

package io.snark4j.groth16;

import io.snark4j.curve.bn254.RandomScalars;
import io.snark4j.field.Work;
import java.security.SecureRandom;

/**
 * How to verify a batch.
 *
 * @param work threads and cancellation
 * @param random where the coefficients come from: whoever can predict them can get false proofs through
 * @param fullWidth coefficients nearly uniform modulo r instead of uniform in a set of 2^128
 */
public record BatchOptions(Work work, SecureRandom random, boolean fullWidth) {
    /** All processors, secure randomness, 128 bits. */
    public static final BatchOptions DEFAULT = new BatchOptions(Work.DEFAULT, new SecureRandom(), false);

    /** The same with other threads or cancellation. */
    public BatchOptions withWork(Work other) {
        return new BatchOptions(other, random, fullWidth);
    }

    /** The same with coefficients of full width, or of 128 bits. */
    public BatchOptions withFullWidth(boolean full) {
        return new BatchOptions(work, random, full);
    }

    RandomScalars draw(int size) {
        return fullWidth ? RandomScalars.ofFullWidth(size, random) : RandomScalars.of128Bits(size, random);
    }
}

package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import java.util.random.RandomGenerator;

/** Secret field elements drawn straight into limbs that can be wiped, which an immutable {@link Fr} cannot be. */
final class FrRandom {
    private static final int LIMBS = 4;
    private static final long TOP_MASK = (1L << 62) - 1;

    private FrRandom() {}

    /** Writes a uniform element of [0, r) in Montgomery form (uniform residues are uniform in any form). */
    static void draw(long[] out, int off, RandomGenerator random) {
        do {
            for (int i = 0; i < LIMBS; i++) {
                out[off + i] = random.nextLong();
            }
            out[off + LIMBS - 1] &= TOP_MASK;
        } while (!FrLimbs.isReduced(out, off));
    }
}

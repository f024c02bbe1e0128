package io.snark4j.field.simd;

import jdk.incubator.vector.DoubleVector;

/** What the Vector API says of the processor; apart from {@link Lanes}, which loads where that module is missing. */
final class LaneWidth {
    private LaneWidth() {}

    static int preferredBits() {
        return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
    }
}

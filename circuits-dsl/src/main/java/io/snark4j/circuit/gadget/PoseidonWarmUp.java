package io.snark4j.circuit.gadget;

import io.snark4j.field.simd.LaneWarmUp;
import io.snark4j.field.simd.Lanes;

/** When hashes that are made together go over to lanes. */
final class PoseidonWarmUp {
    /** Counted by hashes. */
    static final LaneWarmUp HASHES = new LaneWarmUp("hash", 256, new Hashes());

    private PoseidonWarmUp() {}

    /** The same hash of zeros in every lane of two blocks. */
    private static final class Hashes implements LaneWarmUp.Contest {
        private static final int INPUTS = 5;
        private final Poseidon poseidon = Poseidon.ofInputs(INPUTS);
        private final long[] digests = new long[4 * 2 * Lanes.COUNT];
        private final long[] zeros = new long[INPUTS * digests.length];

        @Override
        public void runScalar() {
            poseidon.hashAll(digests, zeros, false);
        }

        @Override
        public void runInLanes() {
            poseidon.hashAll(digests, zeros, true);
        }
    }
}

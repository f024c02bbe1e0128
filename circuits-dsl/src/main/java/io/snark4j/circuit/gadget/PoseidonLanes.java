package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.PoseidonConstants.FULL_ROUNDS;

import io.snark4j.field.simd.FrLanes;
import io.snark4j.field.simd.FrSums;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/**
 * {@link Poseidon} of many inputs of one width, a state in each lane, with the sparse partial rounds of {@link PoseidonRounds}.
 *
 * <p>Bounds, in units of r: an element is balanced, within 0.5, when its constant has been added. So x² is within 0.5²/2.645 + 0.5 = 0.595, x⁴ within 0.634, x⁵ within
 * 0.620. A full round's row is a sum of t products of those with weights within 0.5, 0.31·t in all, at most 5.27 for t = 17, where {@link FrSums#dot} takes 5.4. Its value
 * is within 5.27/2.645 + 0.5 = 2.5; with a constant that makes two summands and a quotient of 3 for the next reduction, which takes 7 together. A partial round's row has
 * elements within 0.5 but for the first; what it adds to each of the others is within 0.62, and the sum is reduced.
 */
final class PoseidonLanes {
    /** Hashes that are made together at most. */
    static final int MOST = 8 * Lanes.COUNT;

    private static final int WEIGHT = FrSums.WEIGHT;

    private final int width;
    private final int partialRounds;
    private final double[] roundConstants;
    private final double[] mds;
    private final double[] entryMatrix;
    private final double[] partialConstants;
    private final double[] lastConstants;

    /** Per partial round the matrix' first row, then the first column below it: 2·t − 1 weights. */
    private final double[] sparse;

    PoseidonLanes(PoseidonRounds rounds) {
        PoseidonConstants constants = rounds.constants();
        this.width = constants.width();
        this.partialRounds = constants.partialRounds();
        this.roundConstants = FrSums.weights(constants.roundConstants());
        this.mds = FrSums.weights(constants.mds());
        this.entryMatrix = FrSums.weights(rounds.entryMatrix());
        this.partialConstants = FrSums.weights(rounds.partialConstants());
        this.lastConstants = FrSums.weights(rounds.lastConstants());
        this.sparse = withCorner(FrSums.weights(rounds.sparse()));
    }

    private double[] withCorner(double[] rowsAndColumns) {
        int both = 2 * (width - 1) * WEIGHT;
        double[] result = new double[partialRounds * (both + WEIGHT)];
        for (int k = 0; k < partialRounds; k++) {
            System.arraycopy(mds, 0, result, k * (both + WEIGHT), WEIGHT);
            System.arraycopy(rowsAndColumns, k * both, result, k * (both + WEIGHT) + WEIGHT, both);
        }
        return result;
    }

    /**
     * out[4·i..] = digest of the width − 1 elements at in[4·(width − 1)·i..] for i in [0, count), all at rest.
     *
     * @param count 1 to {@link #MOST}
     */
    void hash(long[] out, long[] in, int count) {
        int blocks = Math.ceilDiv(count, Lanes.COUNT);
        var run = new Run(blocks);
        run.load(Arrays.copyOf(in, 4 * (width - 1) * blocks * Lanes.COUNT));
        run.permute();
        long[] digests = new long[4 * blocks * Lanes.COUNT];
        FrLanes.pack(digests, 0, 4, run.x, 0, blocks);
        System.arraycopy(digests, 0, out, 0, 4 * count);
    }

    /** One permutation: element i of all states is run i of blocks. */
    private final class Run {
        private final int blocks;
        private final int step;
        private final double[] term;
        private final LaneScratch scratch = new LaneScratch();
        private double[] x;
        private double[] y;

        Run(int blocks) {
            this.blocks = blocks;
            this.step = blocks * FrLanes.BLOCK;
            this.term = new double[width * step];
            this.x = new double[width * step];
            this.y = new double[width * step];
        }

        /** Element 0 stays 0. */
        void load(long[] inputs) {
            int n = width - 1;
            for (int i = 0; i < n; i++) {
                FrLanes.unpack(x, (i + 1) * step, inputs, 4 * i, 4 * n, blocks);
            }
        }

        /** Only element 0 of the result is made. */
        void permute() {
            for (int round = 0; round < FULL_ROUNDS; round++) {
                int half = FULL_ROUNDS / 2;
                if (round == half) {
                    partialRounds();
                    addConstants(lastConstants, 0);
                } else {
                    addConstants(roundConstants, width * (round < half ? round : round + partialRounds));
                }
                fifthPower(width);
                mix(round == half - 1 ? entryMatrix : mds, round == FULL_ROUNDS - 1 ? 1 : width);
            }
        }

        private void addConstants(double[] constants, int first) {
            for (int i = 0; i < width; i++) {
                FrSums.addWeight(x, i * step, x, i * step, constants, WEIGHT * (first + i), blocks);
            }
        }

        /** Of the first so many elements. */
        private void fifthPower(int elements) {
            int n = elements * blocks;
            FrLanes.square(term, 0, x, 0, n, scratch);
            FrLanes.square(term, 0, term, 0, n, scratch);
            FrLanes.mul(x, 0, term, 0, x, 0, n, scratch);
        }

        private void mix(double[] matrix, int rows) {
            for (int i = 0; i < rows; i++) {
                FrSums.dot(y, i * step, matrix, WEIGHT * width * i, x, 0, step, width, blocks, scratch);
            }
            double[] kept = x;
            x = y;
            y = kept;
        }

        private void partialRounds() {
            // A full round's sums are reduced with the constants after them, of which these elements have none here.
            FrLanes.reduce(x, step, x, step, (width - 1) * blocks);
            for (int k = 0; k < partialRounds; k++) {
                int row = WEIGHT * (2 * width - 1) * k;
                FrSums.addWeight(x, 0, x, 0, partialConstants, WEIGHT * k, blocks);
                fifthPower(1);
                FrSums.dot(y, 0, sparse, row, x, 0, step, width, blocks, scratch);
                for (int i = 1; i < width; i++) {
                    int column = row + WEIGHT * (width + i - 1);
                    FrSums.dot(y, i * step, sparse, column, x, 0, step, 1, blocks, scratch);
                }
                FrLanes.add(x, step, x, step, y, step, (width - 1) * blocks);
                System.arraycopy(y, 0, x, 0, step);
            }
        }
    }
}

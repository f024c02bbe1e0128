package io.snark4j.circuit.gadget;

import io.snark4j.field.FrLimbs;

/**
 * Round constants and matrix of one Poseidon width, as its reference script draws them: t·(8 + R_P) round constants, then the
 * 2t numbers x_i, y_j of the Cauchy matrix 1/(x_i + y_j). Montgomery form. Costs about 0.7 kbit of the generator an element and
 * t² inversions.
 *
 * @param width t = inputs + 1
 * @param partialRounds R_P
 * @param roundConstants element t·round + i at offset 4·(t·round + i)
 * @param mds row i, column j at offset 4·(t·i + j); state' = mds·state
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared by one package
record PoseidonConstants(int width, int partialRounds, long[] roundConstants, long[] mds) {
    static final int FULL_ROUNDS = 8;
    static final int MAX_INPUTS = 16;

    /** circomlib's numbers of partial rounds for t = 2..17: 128-bit security, rounded as its authors' script does. */
    private static final int[] PARTIAL_ROUNDS = {56, 57, 56, 60, 60, 63, 64, 63, 60, 66, 60, 65, 70, 60, 64, 68};

    static PoseidonConstants generate(int inputs) {
        int width = inputs + 1;
        int partialRounds = PARTIAL_ROUNDS[inputs - 1];
        Grain grain = new Grain(width, FULL_ROUNDS, partialRounds);
        long[] roundConstants = new long[4 * width * (FULL_ROUNDS + partialRounds)];
        for (int o = 0; o < roundConstants.length; o += 4) {
            grain.nextRejecting(roundConstants, o);
        }
        return new PoseidonConstants(width, partialRounds, roundConstants, cauchyMatrix(grain, width));
    }

    /** The authors' script redraws when numbers repeat or a sum vanishes; for these widths neither happens. */
    private static long[] cauchyMatrix(Grain grain, int width) {
        long[] drawn = new long[8 * width];
        for (int o = 0; o < drawn.length; o += 4) {
            grain.nextReducing(drawn, o);
        }
        long[] mds = new long[4 * width * width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                int o = 4 * (width * i + j);
                FrLimbs.add(mds, o, drawn, 4 * i, drawn, 4 * (width + j));
                FrLimbs.inverse(mds, o, mds, o);
            }
        }
        return mds;
    }
}

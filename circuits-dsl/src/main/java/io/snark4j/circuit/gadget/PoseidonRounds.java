package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.PoseidonConstants.FULL_ROUNDS;

import io.snark4j.field.FrLimbs;

/**
 * The same permutation with sparse partial rounds (Poseidon paper, appendix B, in a form derived here), 2t - 1 products a
 * partial round instead of t².
 *
 * <p><b>Constants.</b> In a partial round only element 0 meets the S-box, so the constants of the others commute with it: they
 * are pushed through the matrix into the next round. Each partial round keeps one constant, the first full round after them
 * takes what is left ({@code lastConstants}).
 *
 * <p><b>Matrix.</b> Write M = [[m, w], [v, N]] with N of t - 1 rows. A matrix diag(1, Q) commutes with the S-box of a partial
 * round. Put Q_k = N^(k - R_P) before partial round k: then M·diag(1, Q_k) = diag(1, Q_(k+1))·S_k with the sparse
 * S_k = [[m, w·N^(k - R_P)], [N^(R_P - k - 1)·v, I]], and Q_(R_P) = I. The change of basis at the beginning,
 * diag(1, N^R_P), is multiplied into the matrix of the full round before ({@code entryMatrix}).
 *
 * <p>Montgomery form throughout.
 *
 * @param constants the width's constants as drawn
 * @param entryMatrix diag(1, N^R_P)·M, the matrix of the last full round before the partial rounds, t x t
 * @param partialConstants one element a partial round
 * @param sparse per partial round w·N^(k - R_P), then N^(R_P - k - 1)·v: 2·(t - 1) elements
 * @param lastConstants t elements, of the first full round after the partial rounds
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared by one package
record PoseidonRounds(
        PoseidonConstants constants, long[] entryMatrix, long[] partialConstants, long[] sparse, long[] lastConstants) {

    static PoseidonRounds of(PoseidonConstants constants) {
        int width = constants.width();
        int rounds = constants.partialRounds();
        long[] partialConstants = new long[4 * rounds];
        long[] lastConstants = pushConstants(constants, partialConstants);
        int n = width - 1;
        long[] inner = FrMatrix.block(constants.mds(), width, 1, 1, n, n);
        long[] inverse = FrMatrix.inverse(inner, n);
        long[] sparse = new long[4 * 2 * n * rounds];
        long[] row = FrMatrix.block(constants.mds(), width, 0, 1, 1, n);
        long[] column = FrMatrix.block(constants.mds(), width, 1, 0, n, 1);
        for (int k = rounds - 1; k >= 0; k--) {
            row = FrMatrix.product(row, inverse, 1, n, n);
            System.arraycopy(row, 0, sparse, 8 * n * k, 4 * n);
            System.arraycopy(column, 0, sparse, 8 * n * k + 4 * n, 4 * n);
            column = FrMatrix.product(inner, column, n, n, 1);
        }
        return new PoseidonRounds(constants, entryMatrix(constants, inner), partialConstants, sparse, lastConstants);
    }

    private static long[] pushConstants(PoseidonConstants constants, long[] partialConstants) {
        int width = constants.width();
        int rounds = constants.partialRounds();
        long[] carried = new long[4 * width];
        for (int k = 0; k <= rounds; k++) {
            for (int i = 0; i < width; i++) {
                int source = 4 * (width * (FULL_ROUNDS / 2 + k) + i);
                FrLimbs.add(carried, 4 * i, carried, 4 * i, constants.roundConstants(), source);
            }
            if (k < rounds) {
                FrLimbs.copy(partialConstants, 4 * k, carried, 0);
                FrLimbs.setZero(carried, 0);
                carried = FrMatrix.product(constants.mds(), carried, width, width, 1);
            }
        }
        return carried;
    }

    private static long[] entryMatrix(PoseidonConstants constants, long[] inner) {
        int width = constants.width();
        int n = width - 1;
        long[] power = FrMatrix.block(constants.mds(), width, 1, 0, n, width);
        for (int k = 0; k < constants.partialRounds(); k++) {
            power = FrMatrix.product(inner, power, n, n, width);
        }
        long[] entry = constants.mds().clone();
        System.arraycopy(power, 0, entry, 4 * width, power.length);
        return entry;
    }
}

package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.PoseidonConstants.FULL_ROUNDS;

import io.snark4j.circuit.NativeTwin;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import java.util.Arrays;

/**
 * All products of {@link PoseidonGadget} from the state before the first round: x² and x⁴ of every S-box, and x⁵, or the next round's first S-box
 * input in its place where the gadget has a wire for that. A partial round costs 2t + 2 products, of which t cost half, as in {@link Poseidon}; row by row it costs as many as its sum has terms.
 *
 * @param rounds of the width
 * @param digest whether the last round makes element 0 only
 */
record PoseidonTwin(PoseidonRounds rounds, boolean digest) implements NativeTwin {
    private static final int LIMBS = FrLimbs.LIMBS;

    @Override
    public void compute(FrVector inputs, FrVector outputs) {
        new Run(outputs.limbs()).permute(inputs.limbs());
    }

    private final class Run {
        private final long[] out;
        private final int width = rounds.constants().width();
        private final long[] mds = rounds.constants().mds();
        private long[] state = new long[LIMBS * width];
        private long[] mixed = new long[LIMBS * width];
        private final long[] term = new long[LIMBS];
        private final long[] sum = new long[2 * LIMBS];
        private int at;

        Run(long[] out) {
            this.out = out;
        }

        void permute(long[] initial) {
            long[] drawn = rounds.constants().roundConstants();
            long[] none = new long[LIMBS * width];
            long[] entryConstants = new long[LIMBS * width];
            FrLimbs.copy(entryConstants, 0, rounds.partialConstants(), 0);
            int partial = rounds.constants().partialRounds();
            for (int i = 0; i < LIMBS * width; i += LIMBS) {
                FrLimbs.add(state, i, initial, i, drawn, i);
            }
            int half = FULL_ROUNDS / 2;
            for (int round = 1; round < half; round++) {
                fullRound(mds, width, drawn, width * round);
            }
            fullRound(rounds.entryMatrix(), width, entryConstants, 0);
            for (int round = 0; round < partial; round++) {
                partialRound(round, round + 1 < partial);
            }
            for (int i = LIMBS; i < LIMBS * width; i += LIMBS) {
                FrLimbs.add(state, i, state, i, rounds.lastConstants(), i);
            }
            for (int round = half + partial + 1; round < FULL_ROUNDS + partial; round++) {
                fullRound(mds, width, drawn, width * round);
            }
            fullRound(mds, digest ? 1 : width, none, 0);
        }

        /** From S-box inputs to the first so many of the next round's. */
        private void fullRound(long[] matrix, int rows, long[] constants, int firstConstant) {
            for (int i = 0; i < width; i++) {
                fourthPower(LIMBS * i);
                FrLimbs.mul(state, LIMBS * i, state, LIMBS * i, out, at - LIMBS);
                if (i < width - 1) {
                    FrLimbs.copy(out, at, state, LIMBS * i);
                    at += LIMBS;
                }
            }
            for (int row = 0; row < rows; row++) {
                Arrays.fill(sum, 0);
                for (int i = 0; i < LIMBS * width; i += LIMBS) {
                    FrLimbs.accumulate(sum, 0, matrix, LIMBS * width * row + i, state, i);
                }
                FrLimbs.reduceSum(mixed, LIMBS * row, sum, 0);
                FrLimbs.add(mixed, LIMBS * row, mixed, LIMBS * row, constants, LIMBS * (firstConstant + row));
            }
            FrLimbs.copy(out, at, mixed, 0);
            at += LIMBS;
            long[] before = state;
            state = mixed;
            mixed = before;
        }

        private void partialRound(int round, boolean another) {
            long[] sparse = rounds.sparse();
            int others = LIMBS * (width - 1);
            int weights = 2 * others * round;
            fourthPower(0);
            FrLimbs.mul(state, 0, state, 0, out, at - LIMBS);
            Arrays.fill(sum, 0);
            FrLimbs.accumulate(sum, 0, mds, 0, state, 0);
            for (int i = 0; i < others; i += LIMBS) {
                FrLimbs.accumulate(sum, 0, sparse, weights + i, state, LIMBS + i);
                FrLimbs.mul(term, 0, sparse, weights + others + i, state, 0);
                FrLimbs.add(state, LIMBS + i, state, LIMBS + i, term, 0);
            }
            FrLimbs.reduceSum(state, 0, sum, 0);
            if (another) {
                FrLimbs.add(state, 0, state, 0, rounds.partialConstants(), LIMBS * (round + 1));
            } else {
                FrLimbs.add(state, 0, state, 0, rounds.lastConstants(), 0);
            }
            FrLimbs.copy(out, at, state, 0);
            at += LIMBS;
        }

        private void fourthPower(int element) {
            FrLimbs.square(out, at, state, element);
            FrLimbs.square(out, at + LIMBS, out, at);
            at += 2 * LIMBS;
        }
    }
}

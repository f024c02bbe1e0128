package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.PoseidonConstants.FULL_ROUNDS;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;

/**
 * Constrains what {@link Poseidon} computes. Three constraints an S-box, all linear work free; the first S-box of element 0 meets a
 * constant and is folded away: 3·(8t + R_P − 1) constraints for t = inputs + 1, that is 213, 240, 261, 297, 321, 354 for 1 to 6
 * inputs. There are no hints, and every wire is determined by the inputs.
 *
 * <p>In partial rounds t − 1 elements never meet an S-box, so as sums of S-box outputs they grow by one term a round. They are kept out
 * of A and B, which cost a prover and his key: the wire of such a round is not the S-box's output but the next round's whole S-box
 * input, x⁵·m + w·(other elements) + constant, and the long sum stands in C alone, which Groth16's prover never reads. P2 has 1,008
 * entries in A and B so, and 6,500 with the outputs as wires.
 */
public final class PoseidonGadget {
    private final Api api;
    private final PoseidonRounds rounds;
    private final int width;
    private final Fr corner;
    private final Fr cornerInverse;

    private PoseidonGadget(Api api, PoseidonRounds rounds) {
        this.api = api;
        this.rounds = rounds;
        this.width = rounds.constants().width();
        this.corner = Fr.read(rounds.constants().mds(), 0);
        this.cornerInverse = corner.inverse();
    }

    /**
     * @param api of the circuit
     * @param inputs 1 to 16, of any values
     * @return their digest, as a wire of its own
     * @throws IllegalArgumentException if there are none or more than 16
     */
    public static Var hash(Api api, Var... inputs) {
        PoseidonRounds rounds = Poseidon.ofInputs(inputs.length).rounds();
        return new PoseidonGadget(api, rounds).digest(inputs);
    }

    private Var digest(Var[] inputs) {
        long[] drawn = rounds.constants().roundConstants();
        int last = FULL_ROUNDS + rounds.constants().partialRounds() - 1;
        int half = FULL_ROUNDS / 2;
        Var[] state = new Var[width];
        state[0] = api.constant(element(drawn, 0));
        for (int i = 1; i < width; i++) {
            state[i] = inputs[i - 1].plus(element(drawn, i));
        }
        for (int round = 0; round < half - 1; round++) {
            state = fullRound(state, rounds.constants().mds(), drawn, width * (round + 1));
        }
        long[] entryConstants = new long[FrLimbs.LIMBS * width];
        FrLimbs.copy(entryConstants, 0, rounds.partialConstants(), 0);
        state = fullRound(state, rounds.entryMatrix(), entryConstants, 0);
        partialRounds(state);
        for (int round = last - half + 1; round < last; round++) {
            state = fullRound(state, rounds.constants().mds(), drawn, width * (round + 1));
        }
        return firstOfLastRound(state);
    }

    private static Fr element(long[] limbs, int index) {
        return Fr.read(limbs, FrLimbs.LIMBS * index);
    }

    private Var fourthPower(Var x) {
        return api.square(api.square(x));
    }

    /** From S-box inputs to those of the next round: matrix·x⁵ + constants. */
    private Var[] fullRound(Var[] state, long[] matrix, long[] constants, int firstConstant) {
        Var[] powers = new Var[width];
        for (int i = 0; i < width; i++) {
            powers[i] = api.mul(fourthPower(state[i]), state[i]);
        }
        Var[] next = new Var[width];
        for (int i = 0; i < width; i++) {
            Var[] terms = new Var[width + 1];
            for (int j = 0; j < width; j++) {
                terms[j] = powers[j].times(element(matrix, width * i + j));
            }
            terms[width] = api.constant(element(constants, firstConstant + i));
            next[i] = api.sum(terms);
        }
        return next;
    }

    /** From the first partial round's state, constant included, to the S-box inputs of the full round after the last one. */
    private void partialRounds(Var[] state) {
        int others = width - 1;
        int count = rounds.constants().partialRounds();
        long[] sparse = rounds.sparse();
        for (int k = 0; k < count; k++) {
            int weights = 2 * others * k;
            Var[] terms = new Var[width];
            for (int i = 0; i < others; i++) {
                terms[i] = state[1 + i].times(element(sparse, weights + i));
            }
            terms[others] = api.constant(
                    k + 1 < count ? element(rounds.partialConstants(), k + 1) : element(rounds.lastConstants(), 0));
            Var rest = api.sum(terms);
            Var next = api.mulAdd(fourthPower(state[0]), state[0].times(corner), rest);
            Var power = next.minus(rest).times(cornerInverse);
            for (int i = 0; i < others; i++) {
                state[1 + i] = state[1 + i].plus(power.times(element(sparse, weights + others + i)));
            }
            state[0] = next;
        }
        for (int i = 1; i < width; i++) {
            state[i] = state[i].plus(element(rounds.lastConstants(), i));
        }
    }

    /** Element 0 of matrix·x⁵; the last product takes the sum of the others in, so that the digest is one wire. */
    private Var firstOfLastRound(Var[] state) {
        long[] mds = rounds.constants().mds();
        Var[] terms = new Var[width - 1];
        for (int i = 0; i < width - 1; i++) {
            terms[i] = api.mul(fourthPower(state[i]), state[i]).times(element(mds, i));
        }
        Var last = state[width - 1];
        return api.mulAdd(fourthPower(last), last.times(element(mds, width - 1)), api.sum(terms));
    }
}

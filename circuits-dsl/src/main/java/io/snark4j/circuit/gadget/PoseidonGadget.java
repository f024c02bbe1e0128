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
 * input, x⁵·m + w·(other elements) + constant, and the long sum stands in C alone, which Groth16's prover never reads. A full round does
 * the same for element 0. P2 has 948 entries in A and B so, and about 6,500 with the outputs as wires.
 */
public final class PoseidonGadget {
    private final Api api;
    private final Poseidon poseidon;
    private final PoseidonRounds rounds;
    private final int width;
    private final Fr corner;

    private PoseidonGadget(Api api, Poseidon poseidon) {
        this.api = api;
        this.poseidon = poseidon;
        this.rounds = poseidon.rounds();
        this.width = rounds.constants().width();
        this.corner = Fr.read(rounds.constants().mds(), 0);
    }

    /**
     * @param api of the circuit
     * @param inputs 1 to 16, of any values
     * @return their digest, as a wire of its own
     * @throws IllegalArgumentException if there are none or more than 16
     */
    public static Var hash(Api api, Var... inputs) {
        return new PoseidonGadget(api, Poseidon.ofInputs(inputs.length)).digest(inputs);
    }

    /**
     * 3·(8t + R_P) constraints for t elements; 3 less for each that is a constant.
     *
     * @param api of the circuit
     * @param state 2 to 17 elements of any values
     * @return the permuted state, as many; sums, but for the first
     * @throws IllegalArgumentException if there are fewer elements or more
     */
    public static Var[] permute(Api api, Var... state) {
        return new PoseidonGadget(api, Poseidon.ofWidth(state.length)).permuted(state);
    }

    private Var digest(Var[] inputs) {
        Var[] state = new Var[width];
        state[0] = api.constant(0);
        System.arraycopy(inputs, 0, state, 1, inputs.length);
        return api.withTwin(new PoseidonTwin(rounds, true), state, () -> lastRound(beforeLastRound(state)));
    }

    private Var[] permuted(Var[] initial) {
        Var[] state = initial.clone();
        long[] none = new long[FrLimbs.LIMBS * width];
        return api.withTwin(
                new PoseidonTwin(rounds, false),
                state,
                () -> fullRound(beforeLastRound(state), rounds.constants().mds(), none, 0));
    }

    private Var[] beforeLastRound(Var[] initial) {
        long[] drawn = rounds.constants().roundConstants();
        int last = FULL_ROUNDS + rounds.constants().partialRounds() - 1;
        int half = FULL_ROUNDS / 2;
        Var[] state = new Var[width];
        for (int i = 0; i < width; i++) {
            state[i] = initial[i].plus(element(drawn, i));
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
        return state;
    }

    private static Fr element(long[] limbs, int index) {
        return Fr.read(limbs, FrLimbs.LIMBS * index);
    }

    private Var fourthPower(Var x) {
        return api.square(api.square(x));
    }

    /** From S-box inputs to those of the next round: matrix·x⁵ + constants. */
    private Var[] fullRound(Var[] state, long[] matrix, long[] constants, int firstConstant) {
        Var[] powers = powersButLast(state);
        Var[] next = new Var[width];
        Var rest = rowOfMatrix(powers, matrix, 0, element(constants, firstConstant));
        Fr weight = element(matrix, width - 1);
        next[0] = lastPowerPlus(state, weight, rest);
        powers[width - 1] = next[0].minus(rest).times(weight.inverse());
        for (int i = 1; i < width; i++) {
            Var sum = rowOfMatrix(powers, matrix, i, element(constants, firstConstant + i));
            next[i] = sum.plus(powers[width - 1].times(element(matrix, width * i + width - 1)));
        }
        return next;
    }

    /** Element 0 of matrix·x⁵, as one wire. */
    private Var lastRound(Var[] state) {
        long[] mds = rounds.constants().mds();
        Var rest = rowOfMatrix(powersButLast(state), mds, 0, Fr.ZERO);
        return lastPowerPlus(state, element(mds, width - 1), rest);
    }

    private Var[] powersButLast(Var[] state) {
        Var[] powers = new Var[width];
        for (int i = 0; i < width - 1; i++) {
            powers[i] = api.mul(fourthPower(state[i]), state[i]);
        }
        return powers;
    }

    /** weight·x⁵ + rest for the last element x: element 0 of the next state, whose wire takes the place of the power's. */
    private Var lastPowerPlus(Var[] state, Fr weight, Var rest) {
        Var last = state[width - 1];
        return api.mulAdd(fourthPower(last), last.times(weight), rest);
    }

    /** One row times all powers but the last, plus a constant. */
    private Var rowOfMatrix(Var[] powers, long[] matrix, int row, Fr constant) {
        Var[] terms = new Var[width];
        for (int j = 0; j < width - 1; j++) {
            terms[j] = powers[j].times(element(matrix, width * row + j));
        }
        terms[width - 1] = api.constant(constant);
        return api.sum(terms);
    }

    /** From the first partial round's state, constant included, to the S-box inputs of the full round after the last one. */
    private void partialRounds(Var[] state) {
        PoseidonPartialSums sums = poseidon.partialSums();
        int count = rounds.constants().partialRounds();
        Var[] before = state.clone();
        Var[] inputs = new Var[count];
        for (int k = 0; k < count; k++) {
            Var power = fourthPower(state[0]);
            inputs[k] = api.mulAdd(power, state[0].times(corner), partialSum(sums.ofRound(k), before, inputs));
            state[0] = inputs[k];
        }
        for (int i = 1; i < width; i++) {
            state[i] = partialSum(sums.ofElement(i), before, inputs);
        }
    }

    private Var partialSum(Fr[] weights, Var[] before, Var[] inputs) {
        Var ofState = api.constant(weights[0]);
        for (int i = 1; i < width; i++) {
            ofState = ofState.plus(before[i], weights[i]);
        }
        int count = weights.length - width;
        Var[] terms = new Var[1 + count];
        Fr[] factors = new Fr[1 + count];
        terms[0] = ofState;
        factors[0] = Fr.ONE;
        System.arraycopy(inputs, 0, terms, 1, count);
        System.arraycopy(weights, width, factors, 1, count);
        return api.weightedSum(terms, factors);
    }
}

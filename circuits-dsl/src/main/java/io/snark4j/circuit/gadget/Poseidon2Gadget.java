package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.Arrays;

/**
 * Constrains what {@link Poseidon2} computes. Three constraints an S-box, all linear work free: 3·(8t + 56) constraints, that is 216, 240 and 264
 * for 2, 3 and 4 elements. There are no hints, and every wire is determined by the inputs.
 *
 * <p>In partial rounds the elements that never meet an S-box grow by one term a round. As in {@link PoseidonGadget} the wire of a round is the
 * next S-box's input and not the power, so that the long sums stand in C alone, which a prover does not pay for. In full rounds the wires are
 * the powers themselves.
 */
public final class Poseidon2Gadget {
    private final Api api;
    private final Poseidon2 poseidon;
    private final int width;
    private int nextConstant;

    private Poseidon2Gadget(Api api, int width) {
        this.api = api;
        this.width = width;
        poseidon = Poseidon2.ofWidth(width);
    }

    /**
     * @param api of the circuit
     * @param state 2, 3 or 4 elements
     * @return the state after the permutation
     * @throws IllegalArgumentException if it has another size
     */
    public static Var[] permute(Api api, Var... state) {
        return new Poseidon2Gadget(api, state.length).permuted(state);
    }

    /**
     * @param api of the circuit
     * @param left any value
     * @param right any value
     * @return {@link Poseidon2#compress} of them; 216 constraints
     */
    public static Var compress(Api api, Var left, Var right) {
        return permute(api, left, right)[0].plus(left);
    }

    private Var[] permuted(Var[] input) {
        Var[] state = external(input);
        for (int round = 0; round < Poseidon2.FULL_ROUNDS / 2; round++) {
            state = fullRound(state);
        }
        partialRounds(state);
        for (int round = 0; round < Poseidon2.FULL_ROUNDS / 2; round++) {
            state = fullRound(state);
        }
        return state;
    }

    private Fr constant() {
        return poseidon.constant(nextConstant++);
    }

    private Var fourthPower(Var x) {
        return api.square(api.square(x));
    }

    private Var[] fullRound(Var[] state) {
        Var[] powers = new Var[width];
        for (int i = 0; i < width; i++) {
            Var base = state[i].plus(constant());
            powers[i] = api.mul(fourthPower(base), base);
        }
        return external(powers);
    }

    private Var[] external(Var[] state) {
        Var[] product = new Var[width];
        for (int i = 0; i < width; i++) {
            Var[] terms = new Var[width];
            for (int j = 0; j < width; j++) {
                terms[j] = state[j].times(poseidon.externalMatrix(i, j));
            }
            product[i] = api.sum(terms);
        }
        return product;
    }

    /**
     * With x the S-box's input and s the sum of the other elements, the first element becomes d0·x⁵ + s, and with the next round's constant added that is the
     * wire; the others become x⁵ + s + (d − 1)·themselves. The last wire gets no constant.
     */
    private void partialRounds(Var[] state) {
        Fr weight = poseidon.diagonal(0);
        Fr inverse = weight.inverse();
        state[0] = state[0].plus(constant());
        for (int round = 0; round < Poseidon2.PARTIAL_ROUNDS; round++) {
            Var others = api.sum(Arrays.copyOfRange(state, 1, width));
            Var rest = round + 1 < Poseidon2.PARTIAL_ROUNDS ? others.plus(constant()) : others;
            Var next = api.mulAdd(fourthPower(state[0]), state[0].times(weight), rest);
            Var sum = next.minus(rest).times(inverse).plus(others);
            for (int i = 1; i < width; i++) {
                state[i] = sum.plus(state[i].times(poseidon.diagonal(i).sub(Fr.ONE)));
            }
            state[0] = next;
        }
    }
}

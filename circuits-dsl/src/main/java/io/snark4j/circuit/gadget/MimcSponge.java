package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import java.util.ArrayList;
import java.util.List;

/**
 * circomlib's MiMC-Feistel with exponent 5 and 220 rounds, and its sponge. Values equal circomlibjs'. Source: Albrecht, Grassi,
 * Rechberger, Roy, Tiessen, "MiMC", ASIACRYPT 2016, section 2.1. Not constant time.
 */
public final class MimcSponge {
    static final int ROUNDS = 220;
    static final Fr[] CONSTANTS = MimcConstants.of("mimcsponge", ROUNDS);

    static {
        CONSTANTS[ROUNDS - 1] = Fr.ZERO;
    }

    private MimcSponge() {}

    /**
     * @param left half, which the sponge adds its inputs to
     * @param right half, which it keeps hidden
     */
    public record State(Fr left, Fr right) {}

    /**
     * Rounds (left, right) ← (right + (left + key + constant)^5, left), the last one without the change of sides.
     *
     * @param state any values
     * @param key any value
     * @return the state after 220 rounds; circomlibjs calls it {@code hash}
     */
    public static State permute(State state, Fr key) {
        Fr active = state.left();
        Fr passive = state.right();
        for (Fr constant : CONSTANTS) {
            Fr base = active.add(key).add(constant);
            Fr changed = passive.add(base.square().square().mul(base));
            passive = active;
            active = changed;
        }
        // The last round's change of sides is undone.
        return new State(passive, active);
    }

    /**
     * Adds each input to the left half and permutes. The number of inputs is not hashed in.
     *
     * @param key any value, 0 for no key
     * @param outputs number of outputs, at least 1
     * @param inputs any number
     * @return the outputs; circomlibjs calls it {@code multiHash}
     * @throws IllegalArgumentException if no output is asked for
     */
    public static List<Fr> hash(Fr key, int outputs, Fr... inputs) {
        requireOutputs(outputs);
        State state = new State(Fr.ZERO, Fr.ZERO);
        for (Fr input : inputs) {
            state = permute(new State(state.left().add(input), state.right()), key);
        }
        List<Fr> results = new ArrayList<>(List.of(state.left()));
        while (results.size() < outputs) {
            state = permute(state, key);
            results.add(state.left());
        }
        return results;
    }

    static void requireOutputs(int outputs) {
        if (outputs < 1) {
            throw new IllegalArgumentException("MiMC sponge with " + outputs + " outputs, expected at least 1");
        }
    }
}

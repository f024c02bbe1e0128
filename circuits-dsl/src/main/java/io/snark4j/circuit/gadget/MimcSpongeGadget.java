package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import java.util.ArrayList;
import java.util.List;

/** Constrains what {@link MimcSponge} computes. There are no hints, and every wire is determined by the inputs. */
public final class MimcSpongeGadget {
    private MimcSpongeGadget() {}

    /**
     * @param left half
     * @param right half
     */
    public record State(Var left, Var right) {}

    /**
     * @param api of the circuit
     * @param state any values
     * @param key any value
     * @return the state after 220 rounds; 660 constraints, 3 a round
     */
    public static State permute(Api api, State state, Var key) {
        Var active = state.left();
        Var passive = state.right();
        for (int round = 0; round < MimcSponge.ROUNDS; round++) {
            Var base = api.sum(active, key, api.constant(MimcSponge.CONSTANTS[round]));
            Var changed = api.mulAdd(api.square(api.square(base)), base, passive);
            passive = active;
            active = changed;
        }
        return new State(passive, active);
    }

    /**
     * @param api of the circuit
     * @param key any value
     * @param outputs number of outputs, at least 1
     * @param inputs any number
     * @return the outputs; 660 constraints for each input and 658 for each output but one, fewer where a constant meets a constant
     * @throws IllegalArgumentException if no output is asked for
     */
    public static List<Var> hash(Api api, Var key, int outputs, Var... inputs) {
        MimcSponge.requireOutputs(outputs);
        State state = new State(api.constant(0), api.constant(0));
        for (Var input : inputs) {
            state = permute(api, new State(state.left().plus(input), state.right()), key);
        }
        List<Var> results = new ArrayList<>(List.of(state.left()));
        while (results.size() < outputs) {
            state = permute(api, state, key);
            results.add(state.left());
        }
        return results;
    }
}

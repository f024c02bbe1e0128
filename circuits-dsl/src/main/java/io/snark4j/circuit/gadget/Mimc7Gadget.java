package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;

/** Constrains what {@link Mimc7} computes. There are no hints, and every wire is determined by the inputs. */
public final class Mimc7Gadget {
    private Mimc7Gadget() {}

    /**
     * @param api of the circuit
     * @param x plain text
     * @param key any value
     * @return the cipher text, a wire of its own; 364 constraints, 4 a round
     */
    public static Var encrypt(Api api, Var x, Var key) {
        Var base = x.plus(key);
        for (int round = 0; round < Mimc7.ROUNDS; round++) {
            Var square = api.square(base);
            Var sixth = api.mul(api.square(square), square);
            // The next base as a wire: what is added to the seventh power stands in this one product.
            Fr constant = round + 1 < Mimc7.ROUNDS ? Mimc7.CONSTANTS[round + 1] : Fr.ZERO;
            base = api.mulAdd(sixth, base, key.plus(constant));
        }
        return base;
    }

    /**
     * @param api of the circuit
     * @param key any value
     * @param inputs any number
     * @return their digest; 364 constraints an input
     */
    public static Var hash(Api api, Var key, Var... inputs) {
        Var digest = key;
        for (Var input : inputs) {
            digest = api.sum(digest, input, encrypt(api, input, digest));
        }
        return digest;
    }
}

package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;

/** Constrains what {@link Rln} computes. */
public final class RlnGadget {
    private RlnGadget() {}

    /**
     * @param api of the circuit
     * @param secret any value
     * @param scope any value
     * @param index to be kept below 2^32 by the caller, or one secret has more tickets than meant
     * @return slope of the ticket's line, P3(secret, scope, index); 261 constraints
     */
    public static Var slope(Api api, Var secret, Var scope, Var index) {
        return PoseidonGadget.hash(api, secret, scope, index);
    }

    /**
     * @param api of the circuit
     * @param slope of the ticket's line
     * @return its nullifier, P1(slope); 213 constraints
     */
    public static Var nullifier(Api api, Var slope) {
        return PoseidonGadget.hash(api, slope);
    }

    /**
     * @param api of the circuit
     * @param secret any value
     * @param slope of the ticket's line
     * @param x not 0, or the share is the secret; left to whoever chose x, and to the verifier
     * @return the share's y, secret + slope·x; 1 constraint
     */
    public static Var share(Api api, Var secret, Var slope, Var x) {
        return api.mulAdd(slope, x, secret);
    }
}

package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import java.util.ArrayList;
import java.util.List;

/**
 * A number below 2^256 as an input of a circuit: two halves, which keep public inputs few. A record with components {@code low} and {@code high},
 * such as {@link Uint256}, is its value.
 *
 * @param low number mod 2^128
 * @param high ⌊number / 2^128⌋
 */
public record Uint256Var(Var low, Var high) {
    /** @return a placeholder for an input of a prototype */
    public static Uint256Var input() {
        return new Uint256Var(Var.input(), Var.input());
    }

    /**
     * 256 constraints.
     *
     * @param api of the circuit
     * @return the bits, the lowest first; each half is asserted to be below 2^128
     */
    public List<Var> bits(Api api) {
        List<Var> bits = new ArrayList<>(List.of(api.toBits(low, Uint256.HALF_BITS)));
        bits.addAll(List.of(api.toBits(high, Uint256.HALF_BITS)));
        return bits;
    }
}

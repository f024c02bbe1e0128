package io.snark4j.benchmarks;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.field.Fr;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * h(i + 1) = Poseidon(h(i), key(i)) from a public start: rows of a real circuit, as many as wanted.
 *
 * @param start first value
 * @param keys one a link, 240 constraints each
 */
record PoseidonChain(@Public Var start, List<Var> keys) implements Circuit {
    private static final int CONSTRAINTS_A_LINK = 240;

    /** The longest chain of so many constraints at most, rows of the public input and the constant counted. */
    static PoseidonChain ofConstraints(int most) {
        return new PoseidonChain(Var.input(), List.of(Var.array((most - 2) / CONSTRAINTS_A_LINK)));
    }

    /** Values for a chain, all different. */
    Map<String, Object> inputs() {
        List<Fr> values =
                IntStream.range(0, keys.size()).mapToObj(i -> Fr.of(i + 5)).toList();
        return Map.of("start", 3, "keys", values);
    }

    @Override
    public void define(Api api) {
        Var hash = start;
        for (Var key : keys) {
            hash = PoseidonGadget.hash(api, hash, key);
        }
    }
}

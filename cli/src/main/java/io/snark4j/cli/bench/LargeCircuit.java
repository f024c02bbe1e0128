package io.snark4j.cli.bench;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.PoseidonGadget;

/**
 * So many hashes of two inputs, each of the last digest and x: what large circuits mostly consist of, and the longest sums.
 *
 * @param digest the last
 * @param x hashed again and again
 * @param hashes parameter
 */
public record LargeCircuit(@Public Var digest, Var x, int hashes) implements Circuit {
    private static final int CONSTRAINTS_OF_HASH = 240;

    /** As many hashes as fit. */
    static LargeCircuit ofConstraints(int constraints) {
        return new LargeCircuit(Var.input(), Var.input(), constraints / CONSTRAINTS_OF_HASH);
    }

    @Override
    public void define(Api api) {
        Var last = x;
        for (int i = 0; i < hashes; i++) {
            last = PoseidonGadget.hash(api, last, x);
        }
        api.assertEqual(last, digest);
    }
}

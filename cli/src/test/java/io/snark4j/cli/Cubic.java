package io.snark4j.cli;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;

/** Knows an x with x³ + x + 5 = y: the smallest circuit that says something. */
public record Cubic(@Public Var y, Var x) implements Circuit {
    @Override
    public void define(Api api) {
        api.assertEqual(y, x.times(x).times(x).plus(x).plus(5));
    }
}

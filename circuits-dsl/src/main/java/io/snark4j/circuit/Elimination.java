package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wires that equalities took away, each with what it equals: a combination of earlier wires. */
final class Elimination {
    private final Map<Integer, LinearCombination> replacements = new HashMap<>();
    private final BitSet wires = new BitSet();

    boolean isEmpty() {
        return replacements.isEmpty();
    }

    boolean contains(int wire) {
        return wires.get(wire);
    }

    @Nullable
    LinearCombination replacement(int wire) {
        return replacements.get(wire);
    }

    /**
     * Takes away the latest wire of a combination that is to be zero.
     *
     * @param zero holds no wire that was taken away
     * @return the wire
     */
    int eliminateLatest(LinearCombination zero) {
        int latest = zero.highestWire();
        Fr coefficient = zero.coefficient(zero.size() - 1);
        LinearCombination others = zero.minus(LinearCombination.of(latest, coefficient));
        wires.set(latest);
        replacements.put(latest, others.times(coefficient.neg().inverse()));
        return latest;
    }

    /** The same value without the wires that were taken away. */
    LinearCombination substituted(LinearCombination combination) {
        LinearCombination result = combination;
        int term = result.size() - 1;
        while (!isEmpty() && term >= 0) {
            int wire = result.wire(term);
            LinearCombination replacement = replacements.get(wire);
            if (replacement != null) {
                Fr coefficient = result.coefficient(term);
                result = result.minus(LinearCombination.of(wire, coefficient)).plus(replacement, coefficient);
                term = result.size();
            }
            term = Math.min(term, result.size()) - 1;
        }
        return result;
    }
}

package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.Optional;

/**
 * A sum of 32-bit words that is not yet reduced: a combination of bits with the bounds of its value as an integer. Adding is free; only {@link #word}
 * costs, once for the whole sum. Immutable.
 *
 * @param value the sum; negative ones stand for value + r
 * @param lowest the smallest value as an integer
 * @param highest the largest value as an integer
 */
record WordSum(Var value, long lowest, long highest) {
    private static final int WIDTH = 32;
    private static final long MODULUS = 1L << WIDTH;

    static WordSum of(Api api, int word) {
        long value = Integer.toUnsignedLong(word);
        return new WordSum(api.constant(value), value, value);
    }

    /** The value of 32 booleans, the lowest first. */
    static WordSum of(Api api, Var[] word) {
        long lowest = 0;
        long variable = 0;
        for (int i = 0; i < WIDTH; i++) {
            Optional<Fr> constant = word[i].constantValue();
            if (constant.isEmpty()) {
                variable |= 1L << i;
            } else if (constant.get().isOne()) {
                lowest |= 1L << i;
            }
        }
        return new WordSum(Words.value(api, word), lowest, lowest | variable);
    }

    WordSum plus(WordSum other) {
        return new WordSum(
                value.plus(other.value), Math.addExact(lowest, other.lowest), Math.addExact(highest, other.highest));
    }

    WordSum minus(WordSum other) {
        return new WordSum(
                value.minus(other.value),
                Math.subtractExact(lowest, other.highest),
                Math.subtractExact(highest, other.lowest));
    }

    /**
     * The sum modulo 2^32 as 32 booleans. A multiple of 2^32 makes it non-negative; then one constraint for each bit that it can have. Its
     * bits are unique, far below r, and those above the lowest 32 are the carry, which is dropped.
     */
    Var[] word(Api api) {
        long shift = -Math.floorDiv(lowest, MODULUS) * MODULUS;
        int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(highest + shift));
        Var[] decomposed = api.toBits(value.plus(shift), bits);
        Var[] word = Words.constant(api, 0, WIDTH);
        System.arraycopy(decomposed, 0, word, 0, Math.min(bits, WIDTH));
        return word;
    }
}

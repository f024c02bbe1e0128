package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.Arrays;

/**
 * Constrains what {@link Table#at} computes, and choices among variables. There are no hints, and every wire is determined by the index.
 *
 * <p>A value is a multilinear polynomial of the index bits, whose products of two and more bits cost 2^n − n − 1 constraints, shared by all
 * tables of one index, and whose sums are free. One table is cheaper in two steps: by its lowest k bits so, 2^k − k − 1 constraints, which makes 2^(n−k)
 * candidates without further cost, and among these by a tree of 2^(n−k) − 1 choices for each table. The k with the lowest sum is taken:
 *
 * <pre>
 * bits of the index    2  3  4   5   6   7   8
 * one table            1  2  4   7  11  18  26
 * two tables           1  3  6  10  17  25  40
 * </pre>
 */
public final class TableGadget {
    private static final int MAX_BITS = 16;

    private TableGadget() {}

    /**
     * @param api of the circuit
     * @param index its bits, the lowest first, 1 to 16; each boolean, asserted unless known
     * @param tables each of 2^n values for n bits
     * @return the value of each table at that index; min over k of 2^k − k − 1 + tables·(2^(n−k) − 1) constraints at most
     * @throws IllegalArgumentException if a table has another size
     */
    public static Var[] lookup(Api api, Var[] index, Table... tables) {
        requireBits(index.length);
        for (Table table : tables) {
            if (table.indexBits() != index.length) {
                throw new IllegalArgumentException(
                        "table of " + table.values().size() + " values but an index of " + index.length + " bits");
            }
        }
        assertBooleans(api, index);
        int low = cheapestSplit(index.length, tables.length);
        Var[] products = products(api, Arrays.copyOf(index, low));
        Var[] high = Arrays.copyOfRange(index, low, index.length);
        Var[] results = new Var[tables.length];
        for (int t = 0; t < tables.length; t++) {
            Var[] candidates = new Var[1 << high.length];
            for (int block = 0; block < candidates.length; block++) {
                candidates[block] = weighted(api, tables[t].polynomial(block, low), products);
            }
            results[t] = chosen(api, high, candidates);
        }
        return results;
    }

    /**
     * @param api of the circuit
     * @param index its bits, the lowest first, 1 to 16; each boolean, asserted unless known
     * @param values 2^n variables for n bits
     * @return the value at that index; 2^n − 1 constraints
     * @throws IllegalArgumentException if there are more or fewer values
     */
    public static Var select(Api api, Var[] index, Var... values) {
        requireBits(index.length);
        if (values.length != 1 << index.length) {
            throw new IllegalArgumentException(values.length + " values but an index of " + index.length + " bits");
        }
        assertBooleans(api, index);
        return chosen(api, index, values);
    }

    private static void requireBits(int bits) {
        if (bits < 1 || bits > MAX_BITS) {
            throw new IllegalArgumentException("index of " + bits + " bits, expected 1 to " + MAX_BITS);
        }
    }

    private static void assertBooleans(Api api, Var[] bits) {
        for (Var bit : bits) {
            api.assertBoolean(bit);
        }
    }

    private static int cheapestSplit(int bits, int tables) {
        int best = bits;
        for (int low = bits; low >= 0; low--) {
            best = cost(low, bits, tables) < cost(best, bits, tables) ? low : best;
        }
        return best;
    }

    private static long cost(int low, int bits, int tables) {
        return (1L << low) - low - 1 + tables * ((1L << (bits - low)) - 1);
    }

    /** The product of each set of bits, at the index whose bits are the set. */
    private static Var[] products(Api api, Var[] bits) {
        Var[] products = new Var[1 << bits.length];
        products[0] = api.constant(1);
        for (int set = 1; set < products.length; set++) {
            int highest = Integer.highestOneBit(set);
            products[set] = api.mul(products[set ^ highest], bits[Integer.numberOfTrailingZeros(highest)]);
        }
        return products;
    }

    private static Var weighted(Api api, Fr[] coefficients, Var[] products) {
        Var[] terms = new Var[products.length];
        Arrays.setAll(terms, set -> products[set].times(coefficients[set]));
        return api.sum(terms);
    }

    /** As {@link #select} for bits that are boolean: halves the candidates bit by bit, from the lowest. */
    static Var chosen(Api api, Var[] bits, Var[] candidates) {
        Var[] left = candidates;
        for (Var bit : bits) {
            Var[] from = left;
            left = new Var[from.length / 2];
            Arrays.setAll(left, i -> api.mulAdd(bit, from[2 * i + 1].minus(from[2 * i]), from[2 * i]));
        }
        return left[0];
    }
}

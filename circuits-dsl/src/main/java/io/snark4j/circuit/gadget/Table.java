package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import java.util.Arrays;
import java.util.List;

/**
 * A table of 2^n constants.
 *
 * @param values as many as a power of two, from index 0
 */
public record Table(List<Fr> values) {
    /**
     * Copies the values.
     *
     * @throws IllegalArgumentException if their number is not a power of two
     */
    public Table {
        values = List.copyOf(values);
        if (Integer.bitCount(values.size()) != 1) {
            throw new IllegalArgumentException("table of " + values.size() + " values, expected a power of two");
        }
    }

    /**
     * @param values small numbers, as many as a power of two
     * @return their table
     */
    public static Table of(long... values) {
        return new Table(Arrays.stream(values).mapToObj(Fr::of).toList());
    }

    /** @return n, the bits of an index */
    public int indexBits() {
        return Integer.numberOfTrailingZeros(values.size());
    }

    /**
     * @param index in [0, 2^n)
     * @return the value there
     */
    public Fr at(int index) {
        return values.get(index);
    }

    /**
     * With the lowest bits b_0, …, b_(k−1) of the index variable and the others fixed, a value is the polynomial Σ c_S·Π b_i over the sets S of bits,
     * i in S; its coefficients by inclusion and exclusion.
     *
     * @param block the other bits
     * @param bits k
     * @return c_S at the index whose bits are S
     */
    Fr[] polynomial(int block, int bits) {
        Fr[] coefficients = values.subList(block << bits, (block + 1) << bits).toArray(Fr[]::new);
        for (int bit = 1; bit < coefficients.length; bit <<= 1) {
            for (int set = 0; set < coefficients.length; set++) {
                if ((set & bit) != 0) {
                    coefficients[set] = coefficients[set].sub(coefficients[set ^ bit]);
                }
            }
        }
        return coefficients;
    }
}

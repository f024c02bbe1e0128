package io.snark4j.field;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A mutable vector of scalar field elements in one {@code long[]}: element i is the 4 limbs from 4i, little-endian, Montgomery form with
 * R = 2^255, in [0, r). Owned by whoever made it; not safe for concurrent writes to the same element. A new vector holds zeros.
 */
public final class FrVector {
    /** Longs per element. */
    public static final int LIMBS = 4;

    private static final int MAXIMUM_SIZE = Integer.MAX_VALUE / LIMBS;

    private final int size;
    private final long[] limbs;

    /**
     * @param size number of elements, in [0, 2^29)
     * @throws IllegalArgumentException if the size is outside that range
     */
    public FrVector(int size) {
        if (size < 0 || size > MAXIMUM_SIZE) {
            throw new IllegalArgumentException("vector of " + size + " elements, expected 0 to " + MAXIMUM_SIZE);
        }
        this.size = size;
        limbs = new long[LIMBS * size];
    }

    /**
     * @param elements copied
     * @return a new vector
     */
    public static FrVector of(Fr... elements) {
        return copyOf(Arrays.asList(elements));
    }

    /**
     * @param elements copied
     * @return a new vector
     */
    public static FrVector copyOf(List<Fr> elements) {
        FrVector vector = new FrVector(elements.size());
        int i = 0;
        for (Fr element : elements) {
            vector.set(i++, element);
        }
        return vector;
    }

    /** @return number of elements */
    public int size() {
        return size;
    }

    /** @return the backing array itself, of 4·size longs, for hot code; writing to it writes to this vector */
    public long[] limbs() {
        return limbs;
    }

    /**
     * @param i index in [0, size)
     * @return element i
     * @throws IndexOutOfBoundsException if i is outside the vector
     */
    public Fr get(int i) {
        return Fr.read(limbs, LIMBS * Objects.checkIndex(i, size));
    }

    /**
     * @param i index in [0, size)
     * @param value new element i
     * @throws IndexOutOfBoundsException if i is outside the vector
     */
    public void set(int i, Fr value) {
        value.write(limbs, LIMBS * Objects.checkIndex(i, size));
    }

    /**
     * Sets every element.
     *
     * @param value new value of all
     */
    public void fill(Fr value) {
        for (int i = 0; i < size; i++) {
            value.write(limbs, LIMBS * i);
        }
    }

    /**
     * @param from first index
     * @param to one past the last index
     * @return a copy of elements [from, to)
     * @throws IndexOutOfBoundsException if the range leaves the vector
     */
    public FrVector slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        FrVector copy = new FrVector(to - from);
        System.arraycopy(limbs, LIMBS * from, copy.limbs, 0, copy.limbs.length);
        return copy;
    }

    /** Zeroes every element; for secrets that are no longer needed. */
    public void clear() {
        Arrays.fill(limbs, 0);
    }

    /** @return the size only: a vector may hold a witness */
    @Override
    public String toString() {
        return "FrVector of " + size + " elements";
    }
}

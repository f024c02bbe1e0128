package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The different values among the coefficients of a .zkey, each with an index, in the form of the file; the first two are 1 and −1. Open
 * addressing; the hash has a random part, so that no file can be made to collide. Not thread-safe.
 */
final class CoefficientTable {
    private static final int LIMBS = 4;
    /** c·2^512 times this, by a Montgomery product with R = 2^255, is c in Montgomery form: 2^512·2^-257·2^255/2^255 = 2^255. */
    private static final Fr FROM_FILE = Fr.TWO.pow(257).inverse();

    private final long[] factors =
            new SplittableRandom().longs(LIMBS).map(factor -> factor | 1).toArray();
    /** Index + 1 of the value of each slot, 0 for none; a power of two, at most half of them taken. */
    private int[] slots = new int[256];

    private long[] values = new long[LIMBS * 128];
    private int size;

    CoefficientTable() {
        long[] units = new long[3 * LIMBS];
        Fr.TWO.pow(257).write(units, 0);
        FrLimbs.neg(units, LIMBS, units, 0);
        indexOf(units, 0);
        indexOf(units, LIMBS);
    }

    /** The index of a value, a new one if it is new; −1 if it is new and not below r. */
    int indexOf(long[] words, int at) {
        int slot = slot(words, at);
        while (slots[slot] != 0) {
            if (FrLimbs.equal(values, LIMBS * (slots[slot] - 1), words, at)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if (!FrLimbs.isReduced(words, at)) {
            return -1;
        }
        if (LIMBS * (size + 1) > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(2L * values.length, Integer.MAX_VALUE - 8));
        }
        FrLimbs.copy(values, LIMBS * size, words, at);
        slots[slot] = ++size;
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    /** The new index of each index of {@code other}, whose values are taken in. */
    int[] merge(CoefficientTable other) {
        int[] renamed = new int[other.size];
        for (int i = 0; i < other.size; i++) {
            renamed[i] = indexOf(other.values, LIMBS * i);
        }
        return renamed;
    }

    /** All values in Montgomery form. In scalar code: a key is read before vector kernels are compiled. */
    FrVector toMontgomery() {
        var out = new FrVector(size);
        long[] factor = new long[LIMBS];
        FROM_FILE.write(factor, 0);
        for (int i = 0; i < size; i++) {
            FrLimbs.mul(out.limbs(), LIMBS * i, values, LIMBS * i, factor, 0);
        }
        return out;
    }

    private void grow() {
        slots = new int[Math.multiplyExact(2, slots.length)];
        for (int i = 0; i < size; i++) {
            int slot = slot(values, LIMBS * i);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i + 1;
        }
    }

    /** The high bits of a sum of products, each with its own odd factor. */
    private int slot(long[] words, int at) {
        long hash = words[at] * factors[0]
                + Long.rotateLeft(words[at + 1], 16) * factors[1]
                + Long.rotateLeft(words[at + 2], 32) * factors[2]
                + Long.rotateLeft(words[at + 3], 48) * factors[3];
        hash ^= hash >>> 32;
        return (int) ((hash * factors[0]) >>> 33) & (slots.length - 1);
    }
}

package io.snark4j.r1cs;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import java.util.Arrays;

/** Distinct coefficients, numbered in the order in which they come. Number 0 is 1 and number 1 is −1. Not thread-safe. */
final class CoefficientTable {
    static final int ONE = 0;
    static final int MINUS_ONE = 1;

    private static final int LIMBS = FrVector.LIMBS;
    private static final int EMPTY = 0;

    /** Open addressing: number + 1 of a coefficient; a power of two, at most half full. */
    private int[] slots = new int[64];

    private long[] limbs = new long[LIMBS * 16];
    private int size;

    CoefficientTable() {
        long[] units = new long[2 * LIMBS];
        Fr.ONE.write(units, LIMBS * ONE);
        Fr.ONE.neg().write(units, LIMBS * MINUS_ONE);
        indexOf(units, LIMBS * ONE);
        indexOf(units, LIMBS * MINUS_ONE);
    }

    /** The number of a coefficient, which is given one if it is new. */
    int indexOf(long[] coefficient, int at) {
        int slot = slotOf(coefficient, at);
        if (slots[slot] != EMPTY) {
            return slots[slot] - 1;
        }
        if (LIMBS * (size + 1) > limbs.length) {
            limbs = Arrays.copyOf(limbs, 2 * limbs.length);
        }
        FrLimbs.copy(limbs, LIMBS * size, coefficient, at);
        slots[slot] = ++size;
        if (2 * size > slots.length) {
            rehash();
        }
        return size - 1;
    }

    /** Whether that number is this coefficient's. */
    boolean holds(int index, long[] coefficient, int at) {
        return FrLimbs.equal(limbs, LIMBS * index, coefficient, at);
    }

    FrVector toVector() {
        FrVector vector = new FrVector(size);
        System.arraycopy(limbs, 0, vector.limbs(), 0, LIMBS * size);
        return vector;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        for (int i = 0; i < size; i++) {
            slots[slotOf(limbs, LIMBS * i)] = i + 1;
        }
    }

    /** Where a coefficient stands, or the empty slot where it would. */
    private int slotOf(long[] coefficient, int at) {
        long mixed =
                coefficient[at] + 31 * (coefficient[at + 1] + 31 * (coefficient[at + 2] + 31 * coefficient[at + 3]));
        mixed *= 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed >>> Integer.SIZE) & slots.length - 1;
        while (slots[slot] != EMPTY && !holds(slots[slot] - 1, coefficient, at)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}

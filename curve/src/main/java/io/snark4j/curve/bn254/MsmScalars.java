package io.snark4j.curve.bn254;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The scalars of a multi-scalar multiplication, sorted for it: zeros are dropped, ±1 set apart, the rest brought to plain form
 * below r/2 (the point is subtracted instead). Vartime. Takes 40 bytes a scalar.
 */
final class MsmScalars {
    private static final int LIMBS = FrLimbs.LIMBS;
    private static final int MAXIMUM_WINDOW = 16;

    private static final long[] ORDER = limbs(Fr.MODULUS);
    private static final long[] HALF_ORDER = limbs(Fr.MODULUS.shiftRight(1));

    private final long[] plain;
    private final int[] entries;
    private final int[] units;
    private int count;
    private int unitCount;
    private final long[] union = new long[LIMBS];

    /** Sorts n scalars from an offset; scalar from + i belongs to point firstPoint + i. */
    MsmScalars(FrVector scalars, int from, int n, int firstPoint, Work work) {
        plain = new long[n * LIMBS];
        entries = new int[n];
        long[] source = scalars.limbs();
        work.forEachRange(n, 1024, (first, end) -> {
            for (int i = first; i < end; i++) {
                FrLimbs.toPlain(plain, i * LIMBS, source, (from + i) * LIMBS);
            }
        });
        int[] found = new int[n];
        for (int i = 0; i < n; i++) {
            sort(i, firstPoint + i, found);
        }
        units = found;
    }

    /** Overwrites the copies of the scalars, which may be secret. */
    void clear() {
        Arrays.fill(plain, 0L);
    }

    private void sort(int i, int point, int[] found) {
        int at = i * LIMBS;
        int entry = 2 * point;
        if (isAbove(at, HALF_ORDER)) {
            negate(at);
            entry++;
        }
        long high = plain[at + 1] | plain[at + 2] | plain[at + 3];
        if (high == 0 && plain[at] == 0) {
            return;
        }
        if (high == 0 && plain[at] == 1) {
            found[unitCount++] = entry;
            return;
        }
        for (int k = 0; k < LIMBS; k++) {
            union[k] |= plain[at + k];
            plain[count * LIMBS + k] = plain[at + k];
        }
        entries[count++] = entry;
    }

    private boolean isAbove(int at, long[] bound) {
        for (int k = LIMBS - 1; k > 0; k--) {
            if (plain[at + k] != bound[k]) {
                return Long.compareUnsigned(plain[at + k], bound[k]) > 0;
            }
        }
        return Long.compareUnsigned(plain[at], bound[0]) > 0;
    }

    private void negate(int at) {
        long borrow = 0;
        for (int k = 0; k < LIMBS; k++) {
            long difference = ORDER[k] - plain[at + k];
            long next = Long.compareUnsigned(ORDER[k], plain[at + k]) < 0 || (difference == 0 && borrow != 0) ? 1 : 0;
            plain[at + k] = difference - borrow;
            borrow = next;
        }
    }

    /** The scalars that are neither zero nor ±1. */
    int count() {
        return count;
    }

    /** For each of them twice the index of its point, plus 1 if that is to be subtracted. */
    int[] entries() {
        return entries;
    }

    /** The scalars that are ±1. */
    int unitCount() {
        return unitCount;
    }

    /** Their entries, in the first {@link #unitCount} places. */
    int[] units() {
        return units;
    }

    /** Their absolute values, plain, {@link FrLimbs#LIMBS} limbs each; before {@link #cut}. */
    long[] plain() {
        return plain;
    }

    /** The bits of the longest absolute value. */
    int bits() {
        for (int k = LIMBS - 1; k >= 0; k--) {
            if (union[k] != 0) {
                return 64 * k + 64 - Long.numberOfLeadingZeros(union[k]);
            }
        }
        return 0;
    }

    /** Chooses the window and prepares every scalar for its digits. */
    SignedDigits cut() {
        int bits = bits();
        SignedDigits digits = new SignedDigits(cheapestWindow(count, bits), bits);
        for (int i = 0; i < count; i++) {
            digits.prepare(plain, i * LIMBS);
        }
        return digits;
    }

    // Additions: every scalar once a window, every bucket twice to reduce, and some hundred for the last sums.
    private static int cheapestWindow(int n, int bits) {
        int best = 2;
        long least = Long.MAX_VALUE;
        for (int c = 2; c <= MAXIMUM_WINDOW; c++) {
            long each = n + (2L << (c - 1)) + (6L << (c / 2)) + 2L * c;
            long cost = SignedDigits.windows(c, bits) * each;
            if (cost < least) {
                least = cost;
                best = c;
            }
        }
        return best;
    }

    private static long[] limbs(BigInteger value) {
        long[] limbs = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = value.shiftRight(64 * i).longValue();
        }
        return limbs;
    }
}

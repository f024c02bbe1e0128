package io.snark4j.curve.bn254;

import io.snark4j.field.FieldKernels;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;

/**
 * Scalars made ready for multi-scalar multiplications, once for any number of point vectors and any ranges of them: zeros are
 * dropped, ±1 set apart, the rest brought to plain form below r/2 (the point is subtracted instead). Takes 40 bytes a scalar.
 *
 * <p>Reading a vector writes; after that any number of threads may take sums at once. An object may be used for one vector after
 * another, which saves its allocation. It holds copies of the scalars, which may be secret: {@link #clear} overwrites
 * them. Vartime.
 *
 * <pre>{@code
 * try (MsmScalars scalars = MsmScalars.of(witness, work)) {
 *     G1Affine a = G1Msm.msm(pointsA, scalars, work);
 *     G2Affine b = G2Msm.msm(pointsB, scalars, work);
 * }
 * }</pre>
 */
public final class MsmScalars implements AutoCloseable {
    private static final int LIMBS = FrLimbs.LIMBS;
    private static final int BITS = 64 * LIMBS;

    /** Scalars brought to plain form at a time: their limbs stay in the first-level cache. */
    private static final int BLOCK = 256;

    /** Fewer are not worth another thread. */
    private static final int SECTION = 8192;

    private static final long[] ORDER = limbs(Fr.MODULUS);

    private final int capacity;

    /** Limb k of the i-th scalar that is neither zero nor ±1, at k·capacity + i: a window's digits need one or two limbs. */
    private final long[] plain;

    private final int[] entries;
    private final int[] units;
    private final int[] longer = new int[BITS + 1];
    private int size;
    private int count;
    private int unitCount;

    /**
     * Room for vectors of up to so many scalars.
     *
     * @param capacity at least 0, at most 2^29 − 1
     * @throws IllegalArgumentException if the capacity is not in that range
     */
    public MsmScalars(int capacity) {
        if (capacity < 0 || capacity >= 1 << 29) {
            throw new IllegalArgumentException("MsmScalars: capacity " + capacity + " is not in [0, 2^29)");
        }
        this.capacity = capacity;
        this.plain = new long[capacity * LIMBS];
        this.entries = new int[capacity];
        this.units = new int[capacity];
    }

    /**
     * The scalars of a vector.
     *
     * @param scalars any
     * @param work threads and cancellation
     * @return a new object of the vector's size
     */
    public static MsmScalars of(FrVector scalars, Work work) {
        MsmScalars ready = new MsmScalars(scalars.size());
        ready.read(scalars, 0, scalars.size(), work);
        return ready;
    }

    /**
     * Replaces what this object holds.
     *
     * @param scalars any
     * @param from index of the first to be read
     * @param n how many, at most the capacity
     * @param work threads and cancellation
     * @throws IndexOutOfBoundsException if the range leaves the vector
     * @throws IllegalArgumentException if there is no room for n scalars
     */
    public void read(FrVector scalars, int from, int n, Work work) {
        Objects.checkFromIndexSize(from, n, scalars.size());
        if (n > capacity) {
            throw new IllegalArgumentException("MsmScalars: " + n + " scalars, room for " + capacity);
        }
        clear();
        size = n;
        Section[] sections = new Section[Math.clamp(n / SECTION, 1, work.threads())];
        work.forEachRange(sections.length, 1, (first, end) -> {
            for (int s = first; s < end; s++) {
                sections[s] = new Section((int) ((long) n * s / sections.length));
                sections[s].sort(scalars.limbs(), from, (int) ((long) n * (s + 1) / sections.length));
            }
        });
        for (Section section : sections) {
            section.join();
        }
        for (int bits = BITS - 1; bits >= 0; bits--) {
            longer[bits] += longer[bits + 1];
        }
    }

    /** Overwrites the copies of the scalars, and what was learnt of them. */
    public void clear() {
        for (int k = 0; k < LIMBS; k++) {
            Arrays.fill(plain, k * capacity, k * capacity + size, 0L);
        }
        Arrays.fill(entries, 0, size, 0);
        Arrays.fill(units, 0, size, 0);
        Arrays.fill(longer, 0);
        size = 0;
        count = 0;
        unitCount = 0;
    }

    /** {@link #clear}. */
    @Override
    public void close() {
        clear();
    }

    /**
     * The scalars read, zeros included.
     *
     * @return how many
     */
    public int size() {
        return size;
    }

    /** The size and nothing else. */
    @Override
    public String toString() {
        return "MsmScalars[" + size + "]";
    }

    /** The scalars that are neither zero nor ±1. */
    int count() {
        return count;
    }

    /** For each of them twice its index, plus 1 if the point is to be subtracted; ascending. */
    int[] entries() {
        return entries;
    }

    /** The scalars that are ±1. */
    int unitCount() {
        return unitCount;
    }

    /** Their entries, in the first {@link #unitCount} places; ascending. */
    int[] units() {
        return units;
    }

    /** The absolute values of those that are neither zero nor ±1: limb k of the i-th is at k·{@link #stride} + i. */
    long[] plain() {
        return plain;
    }

    /** From one limb to the next. */
    int stride() {
        return capacity;
    }

    /** How many absolute values have at least so many bits. */
    int countOfBits(int bits) {
        return bits > BITS ? 0 : longer[bits];
    }

    /** The bits of the longest absolute value. */
    int bits() {
        int bits = BITS;
        while (bits > 0 && longer[bits] == 0) {
            bits--;
        }
        return bits;
    }

    private static long[] limbs(BigInteger value) {
        long[] limbs = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = value.shiftRight(64 * i).longValue();
        }
        return limbs;
    }

    /** What one thread reads: a range, whose scalars are put down where it begins until the ranges are joined. */
    private final class Section {
        private final int first;
        private final int[] ofBits = new int[BITS + 1];
        private int kept;
        private int ones;

        Section(int first) {
            this.first = first;
        }

        void sort(long[] scalars, int from, int end) {
            long[] block = new long[BLOCK * LIMBS];
            for (int i = first; i < end; i += BLOCK) {
                int n = Math.min(BLOCK, end - i);
                FieldKernels.fr().toPlain(block, 0, scalars, (from + i) * LIMBS, n);
                for (int k = 0; k < n; k++) {
                    sort(i + k, block[k * LIMBS], block[k * LIMBS + 1], block[k * LIMBS + 2], block[k * LIMBS + 3]);
                }
            }
            Arrays.fill(block, 0L);
        }

        private void sort(int index, long a0, long a1, long a2, long a3) {
            if ((a0 | a1 | a2 | a3) == 0) {
                return;
            }
            long b0 = ORDER[0] - a0;
            long borrow = borrow(ORDER[0], a0, b0);
            long b1 = ORDER[1] - a1 - borrow;
            borrow = borrow(ORDER[1], a1, b1);
            long b2 = ORDER[2] - a2 - borrow;
            borrow = borrow(ORDER[2], a2, b2);
            long b3 = ORDER[3] - a3 - borrow;
            // Whether r − k is smaller than k: r is odd, so that they differ. Without a branch, for half of them are.
            borrow = borrow(b0, a0, b0 - a0);
            borrow = borrow(b1, a1, b1 - a1 - borrow);
            borrow = borrow(b2, a2, b2 - a2 - borrow);
            long negate = -borrow(b3, a3, b3 - a3 - borrow);
            a0 ^= (a0 ^ b0) & negate;
            a1 ^= (a1 ^ b1) & negate;
            a2 ^= (a2 ^ b2) & negate;
            a3 ^= (a3 ^ b3) & negate;
            int entry = 2 * index - (int) negate;
            if (a0 == 1 && (a1 | a2 | a3) == 0) {
                units[first + ones++] = entry;
            } else {
                keep(entry, a0, a1, a2, a3);
            }
        }

        private void keep(int entry, long a0, long a1, long a2, long a3) {
            int at = first + kept++;
            entries[at] = entry;
            plain[at] = a0;
            plain[at + capacity] = a1;
            plain[at + 2 * capacity] = a2;
            plain[at + 3 * capacity] = a3;
            long top = a3;
            int bits = BITS;
            if (top == 0) {
                top = a2 != 0 ? a2 : (a1 != 0 ? a1 : a0);
                bits = a2 != 0 ? 192 : (a1 != 0 ? 128 : 64);
            }
            ofBits[bits - Long.numberOfLeadingZeros(top)]++;
        }

        // 1 if a − b − borrow, of which d is what is left modulo 2^64, is negative.
        private static long borrow(long a, long b, long d) {
            return ((~a & b) | ((~a | b) & d)) >>> 63;
        }

        void join() {
            for (int k = 0; k < LIMBS; k++) {
                System.arraycopy(plain, k * capacity + first, plain, k * capacity + count, kept);
            }
            System.arraycopy(entries, first, entries, count, kept);
            System.arraycopy(units, first, units, unitCount, ones);
            count += kept;
            unitCount += ones;
            for (int i = 0; i <= BITS; i++) {
                longer[i] += ofBits[i];
            }
        }
    }
}

package io.snark4j.field;

import java.util.Arrays;

/**
 * The square roots of unity by which the NTT splits polynomials. Node b of its tree stands for X^2h - C[b]², with children 2b for
 * X^h - C[b] and 2b + 1 for X^h + C[b]; node 0 has C = 1, node 1 (which splits X^2h + 1) C = i. Bit j of b contributes the factor of order
 * 2^(j+2): C[b] is the product of those factors over the bits that are set, so it does not depend on the depth, one table serves every
 * size, and C[b·2^d + i] = C[b·2^d]·C[i] for i below 2^d.
 *
 * <p>Inverses need no table: the angle of -1/C[b] is that of C[b] mirrored, at b with all bits below its highest one flipped.
 */
final class Twiddles {
    /** The table holds at most 2^21 elements: 64 MB for the whole process. Beyond, twiddles are products of two entries. */
    static final int LOG_TABLE = 21;

    private static final Object LOCK = new Object();

    private static volatile long[] table = initial();

    private Twiddles() {}

    private static long[] initial() {
        long[] one = new long[4];
        FrLimbs.setOne(one, 0);
        return one;
    }

    /** The table with at least the first min(2^log, 2^21) entries; grown by doubling and then kept. Costs a multiplication an entry. */
    static long[] atLeast(int log) {
        int size = 4 << Math.min(log, LOG_TABLE);
        if (table.length < size) {
            synchronized (LOCK) {
                if (table.length < size) {
                    table = grown(table, size);
                }
            }
        }
        return table;
    }

    private static long[] grown(long[] old, int size) {
        long[] grown = Arrays.copyOf(old, size);
        long[] factor = new long[4];
        for (int half = old.length; half < size; half *= 2) {
            int bit = Integer.numberOfTrailingZeros(half / 4);
            NttDomain.rootOfUnity(bit + 2).write(factor, 0);
            for (int i = 0; i < half; i += 4) {
                FrLimbs.mul(grown, half + i, grown, i, factor, 0);
            }
        }
        return grown;
    }

    /** The index whose entry is -1/C[b]; 0 for 0, where it is not. */
    static int mirror(int b) {
        return b == 0 ? 0 : b ^ (Integer.highestOneBit(b) - 1);
    }

    /** out[i] = C[first + i] for i in [0, n); first is a multiple of n, n a power of two within the table. */
    static void fill(long[] out, int o, long[] table, int first, int n) {
        int mask = (table.length / 4) - 1;
        FrLimbs.copy(out, o, table, 4 * (first & mask));
        long[] factor = new long[4];
        for (int rest = first & ~mask; rest != 0; rest &= rest - 1) {
            NttDomain.rootOfUnity(Integer.numberOfTrailingZeros(rest) + 2).write(factor, 0);
            FrLimbs.mul(out, o, out, o, factor, 0);
        }
        for (int i = 4; i < 4 * n; i += 4) {
            FrLimbs.mul(out, o + i, table, i, out, o);
        }
    }
}

// Generated from G1FixedBase.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many multiples of one point of G2, as setups need them. A table holds k·2^(c·i)·base for k in 1..2^(c−1); blocks of scalars
 * then go through the windows in step, with batched affine additions, so that the result is affine at once. Immutable,
 * thread-safe. Vartime: it leaks through time what the scalars are, to whoever can measure that.
 */
public final class G2FixedBase {
    private static final int AFFINE = G2Jacobian.AFFINE;
    private static final int DEFAULT_WIDTH = 8;
    private static final int MAXIMUM_WIDTH = 14;
    private static final int BITS = 254;
    private static final int BLOCK = 1024;

    private final SignedDigits digits;
    private final int multiples;
    private final long[] table;

    private G2FixedBase(G2Affine base, int width) {
        digits = new SignedDigits(width, BITS);
        multiples = 1 << (width - 1);
        table = new long[digits.windows() * multiples * AFFINE];
        firstMultiples(base);
        for (int m = 1; m < multiples; m *= 2) {
            doubleMultiples(m);
        }
    }

    /**
     * A table of moderate size (512 kB), built in some milliseconds.
     *
     * @param base on the curve
     * @return the table
     */
    public static G2FixedBase of(G2Affine base) {
        return new G2FixedBase(base, DEFAULT_WIDTH);
    }

    /**
     * A table whose size suits the number of scalars to come.
     *
     * @param base on the curve
     * @param expectedScalars how many multiples will be asked for in all
     * @return the table
     */
    public static G2FixedBase of(G2Affine base, long expectedScalars) {
        int best = 2;
        long least = Long.MAX_VALUE;
        for (int width = 2; width <= MAXIMUM_WIDTH; width++) {
            long cost = SignedDigits.windows(width, BITS) * (expectedScalars + (1L << (width - 1)));
            if (cost < least) {
                least = cost;
                best = width;
            }
        }
        return new G2FixedBase(base, best);
    }

    // The points 2^(c·i)·base, each at the head of its window's part of the table.
    private void firstMultiples(G2Affine base) {
        long[] s = new long[G2Jacobian.SCRATCH];
        int windows = digits.windows();
        long[] powers = new long[windows * G2Jacobian.LIMBS];
        long[] affine = new long[windows * AFFINE];
        base.write(affine, 0);
        G2Jacobian.fromAffine(powers, 0, affine, 0);
        for (int i = 1; i < windows; i++) {
            int at = i * G2Jacobian.LIMBS;
            G2Jacobian.copy(powers, at, powers, at - G2Jacobian.LIMBS);
            for (int k = 0; k < digits.width(); k++) {
                G2Jacobian.twice(powers, at, powers, at, s, 0);
            }
        }
        G2Jacobian.batchToAffine(affine, 0, powers, 0, windows, s, 0);
        for (int i = 0; i < windows; i++) {
            System.arraycopy(affine, i * AFFINE, table, i * multiples * AFFINE, AFFINE);
        }
    }

    // From the multiples 1..m of every window those up to 2m: k + m.
    private void doubleMultiples(int m) {
        G2BatchAdder adder = new G2BatchAdder(2 * BLOCK, BLOCK);
        int sums = digits.windows() * m;
        for (int first = 0; first < sums; first += BLOCK) {
            int end = Math.min(first + BLOCK, sums);
            for (int i = first; i < end; i++) {
                int window = i / m * multiples;
                adder.load(i - first, table, (window + i % m) * AFFINE, false);
                adder.load(i - first + BLOCK, table, (window + m - 1) * AFFINE, false);
                adder.pair(i - first, i - first + BLOCK);
            }
            adder.run();
            for (int i = first; i < end; i++) {
                adder.store(i - first, table, (i / m * multiples + m + i % m) * AFFINE);
            }
        }
    }

    /**
     * scalars[i]·base for every i.
     *
     * @param scalars any
     * @param work threads, progress and cancellation (per block of 1,024)
     * @return as many points
     */
    public G2Points mul(FrVector scalars, Work work) {
        G2Points products = new G2Points(scalars.size());
        AtomicInteger done = new AtomicInteger();
        work.forEachRange(scalars.size(), BLOCK / 4, (from, to) -> {
            G2BatchAdder adder = new G2BatchAdder(2 * BLOCK, BLOCK);
            long[] plain = new long[BLOCK * SignedDigits.LIMBS];
            for (int first = from; first < to; first += BLOCK) {
                work.check();
                int n = Math.min(BLOCK, to - first);
                mulBlock(products.limbs(), scalars.limbs(), first, n, plain, adder);
                work.progress().report("G2 fixed base", done.addAndGet(n), scalars.size());
            }
            // Scalars of a setup are powers of its toxic waste.
            Arrays.fill(plain, 0);
        });
        return products;
    }

    private void mulBlock(long[] out, long[] scalars, int first, int n, long[] plain, G2BatchAdder adder) {
        for (int i = 0; i < n; i++) {
            int at = i * SignedDigits.LIMBS;
            FrLimbs.toPlain(plain, at, scalars, (first + i) * FrLimbs.LIMBS);
            // Still zeros: infinity.
            adder.load(i, out, (first + i) * AFFINE, false);
        }
        for (int window = 0; window < digits.windows(); window++) {
            for (int i = 0; i < n; i++) {
                int digit = digits.digit(plain, i * SignedDigits.LIMBS, 1, window);
                if (digit != 0) {
                    int entry = window * multiples + Math.abs(digit) - 1;
                    adder.load(BLOCK + i, table, entry * AFFINE, digit < 0);
                    adder.pair(i, BLOCK + i);
                }
            }
            adder.run();
        }
        for (int i = 0; i < n; i++) {
            adder.store(i, out, (first + i) * AFFINE);
        }
    }
}

// Generated from G1Msm.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.FrVector;
import io.snark4j.field.ScratchPool;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Multi-scalar multiplication in G2: Σ scalars[i]·points[i], by Pippenger's bucket method (SIAM J. Comput. 9, 1980) with signed
 * digits and batched affine additions ({@link G2BucketSums}). Zero scalars cost their scan, ±1 one addition, and the number
 * of windows follows the longest scalar of the rest; zero digits of shorter ones cost a scan. Exact for infinity, repeated and
 * opposite points, too. Vartime: the time depends on the scalars.
 *
 * <p>Right for points of G2, whose order is r. A scalar k above r/2 is taken as k − r, the integer nearest to zero, which is the same
 * for them and only for them: points of the curve that lie outside the subgroup, where there are any, are multiplied by that integer.
 *
 * <p>Threads take windows, and parts of windows where there are more threads than windows. Progress and cancellation are per
 * window. Scratch is 40 bytes a scalar in all and 4 a thread, besides buckets.
 */
public final class G2Msm {
    private static final int LIMBS = G2Jacobian.LIMBS;

    /** Up to here interleaved multiplication is faster: the buckets' inversions do not pay. */
    private static final int SHORT = 96;

    /** Up to here scalar code is faster than lanes. */
    private static final int FEW_FOR_LANES = 200;

    private static final int MAXIMUM_WIDTH = 16;

    private static final ScratchPool<G2MsmTerms> TERMS = new ScratchPool<>(G2MsmTerms::new);

    private final G2MsmTerms terms;
    private final MsmScalars scalars;
    private final Work work;

    private G2Msm(G2MsmTerms terms, MsmScalars scalars, Work work) {
        this.terms = terms;
        this.scalars = scalars;
        this.work = work;
    }

    /**
     * Σ scalars[i]·points[i] over two vectors of one size.
     *
     * @param points on the curve; not checked here
     * @param scalars as many
     * @param work threads, progress and cancellation
     * @return the sum; infinity for no points
     * @throws IllegalArgumentException if the sizes differ
     */
    public static G2Affine msm(G2Points points, FrVector scalars, Work work) {
        if (points.size() != scalars.size()) {
            throw new IllegalArgumentException("msm: " + points.size() + " points but " + scalars.size() + " scalars");
        }
        return msm(points, 0, scalars, 0, points.size(), work);
    }

    /**
     * Σ scalars[firstScalar + i]·points[firstPoint + i] for i in [0, n).
     *
     * @param points on the curve; not checked here
     * @param firstPoint where the points begin
     * @param scalars the scalars
     * @param firstScalar where the scalars begin
     * @param n how many, at least 0
     * @param work threads, progress and cancellation
     * @return the sum; infinity for n = 0
     * @throws IndexOutOfBoundsException if a range leaves its vector
     */
    public static G2Affine msm(G2Points points, int firstPoint, FrVector scalars, int firstScalar, int n, Work work) {
        Objects.checkFromIndexSize(firstPoint, n, points.size());
        Objects.checkFromIndexSize(firstScalar, n, scalars.size());
        try (MsmScalars ready = new MsmScalars(n)) {
            ready.read(scalars, firstScalar, n, work);
            return msm(points, firstPoint, ready, 0, n, work);
        }
    }

    /**
     * Σ scalars[i]·points[i] over as many points as the scalars were made ready of.
     *
     * @param points on the curve; not checked here
     * @param scalars as many; may be used by other sums at the same time
     * @param work threads, progress and cancellation
     * @return the sum; infinity for no points
     * @throws IllegalArgumentException if the sizes differ
     */
    public static G2Affine msm(G2Points points, MsmScalars scalars, Work work) {
        if (points.size() != scalars.size()) {
            throw new IllegalArgumentException("msm: " + points.size() + " points but " + scalars.size() + " scalars");
        }
        return msm(points, 0, scalars, 0, points.size(), work);
    }

    /**
     * Σ scalars[firstScalar + i]·points[firstPoint + i] for i in [0, n).
     *
     * @param points on the curve; not checked here
     * @param firstPoint where the points begin
     * @param scalars ready; may be used by other sums at the same time
     * @param firstScalar where the scalars begin
     * @param n how many, at least 0
     * @param work threads, progress and cancellation
     * @return the sum; infinity for n = 0
     * @throws IndexOutOfBoundsException if a range leaves its vector
     */
    public static G2Affine msm(G2Points points, int firstPoint, MsmScalars scalars, int firstScalar, int n, Work work) {
        Objects.checkFromIndexSize(firstPoint, n, points.size());
        Objects.checkFromIndexSize(firstScalar, n, scalars.size());
        long[] sum = new long[LIMBS];
        G2MsmTerms terms = TERMS.take();
        try {
            terms.select(points.limbs(), firstPoint, scalars, firstScalar, n, work);
            new G2Msm(terms, scalars, work).sum(sum);
        } finally {
            terms.clear();
            TERMS.give(terms);
        }
        long[] affine = new long[G2Jacobian.AFFINE];
        G2Jacobian.toAffine(affine, 0, sum, 0, new long[G2Jacobian.SCRATCH], 0);
        return G2Affine.read(affine, 0);
    }

    private void sum(long[] out) {
        if (Lanes.COUNT > 0 && terms.count() + terms.unitCount() > FEW_FOR_LANES) {
            new G2LaneMsm(terms, scalars, work).sum(out);
        } else if (terms.count() > SHORT) {
            sumWindows(out);
        } else {
            sumShort(out);
        }
    }

    private void sumShort(long[] out) {
        int count = terms.count();
        long[] plain = new long[count * SignedDigits.LIMBS];
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            int position = terms.positions()[i];
            entries[i] = scalars.entries()[position] + terms.shift();
            for (int k = 0; k < SignedDigits.LIMBS; k++) {
                plain[i * SignedDigits.LIMBS + k] = scalars.plain()[k * scalars.stride() + position];
            }
        }
        G2ScalarMultiplication.sum(out, terms.points(), entries, plain, count);
        Arrays.fill(plain, 0L);
        long[] units = new long[LIMBS];
        sumUnits(units, 0);
        G2Jacobian.add(out, 0, out, 0, units, 0, new long[G2Jacobian.SCRATCH], 0);
    }

    private void sumWindows(long[] out) {
        int bits = scalars.bits();
        SignedDigits digits = new SignedDigits(cheapestWidth(terms.count(), bits), bits);
        int windows = digits.windows();
        int parts = Math.ceilDiv(work.threads(), windows);
        int tasks = windows * parts + 1;
        long[] sums = new long[tasks * LIMBS];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        work.forEachRange(Math.min(work.threads(), tasks), 1, (from, to) -> {
            int longest = Math.ceilDiv(terms.count(), parts);
            G2Window window = new G2Window(terms, scalars, digits, longest);
            for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
                work.check();
                if (task == windows * parts) {
                    sumUnits(sums, task * LIMBS);
                } else {
                    int first = (task % parts) * longest;
                    int last = Math.min(first + longest, terms.count());
                    window.sum(sums, task * LIMBS, task / parts, Math.min(first, last), last);
                }
                work.progress().report("G2 msm", done.incrementAndGet(), tasks);
            }
        });
        combine(out, sums, digits, parts);
    }

    // Additions: every scalar once a window, every bucket twice to reduce, and some hundred for the last sums.
    private static int cheapestWidth(int n, int bits) {
        int best = 2;
        long least = Long.MAX_VALUE;
        for (int c = 2; c <= MAXIMUM_WIDTH; c++) {
            long each = n + (2L << (c - 1)) + (6L << (c / 2)) + 2L * c;
            long cost = SignedDigits.windows(c, bits) * each;
            if (cost < least) {
                least = cost;
                best = c;
            }
        }
        return best;
    }

    private static void combine(long[] out, long[] sums, SignedDigits digits, int parts) {
        long[] s = new long[G2Jacobian.SCRATCH];
        G2Jacobian.setInfinity(out, 0);
        int units = digits.windows() * parts;
        for (int task = units - 1; task >= 0; task--) {
            if (task % parts == parts - 1) {
                for (int k = 0; k < digits.width(); k++) {
                    G2Jacobian.twice(out, 0, out, 0, s, 0);
                }
            }
            G2Jacobian.add(out, 0, out, 0, sums, task * LIMBS, s, 0);
        }
        G2Jacobian.add(out, 0, out, 0, sums, units * LIMBS, s, 0);
    }

    private void sumUnits(long[] out, int o) {
        G2Jacobian.setInfinity(out, o);
        if (terms.unitCount() == 0) {
            return;
        }
        long[] affine = new long[G2Jacobian.AFFINE];
        new G2BucketSums().sum(affine, terms.points(), terms.units(), new int[] {0, terms.unitCount()}, 1);
        G2Jacobian.fromAffine(out, o, affine, 0);
    }
}

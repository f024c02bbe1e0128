// Generated from G1Msm.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that file and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Multi-scalar multiplication in G2: Σ scalars[i]·points[i], by Pippenger's bucket method (SIAM J. Comput. 9, 1980) with signed
 * digits and batched affine additions ({@link G2BucketSums}). Zero scalars cost their scan, ±1 one addition, and the number
 * of windows follows the longest scalar of the rest; zero digits of shorter ones cost a scan. Exact for any input: infinity,
 * repeated and opposite points. Vartime: the time depends on the scalars.
 *
 * <p>Threads take windows, and parts of windows where there are more threads than windows. Progress and cancellation are per
 * window. Scratch is 40 bytes a scalar in all and 4 a thread, besides buckets.
 */
public final class G2Msm {
    private static final int LIMBS = G2Jacobian.LIMBS;

    /** Up to here interleaved multiplication is faster: the buckets' inversions do not pay. */
    private static final int SHORT = 96;

    private final long[] points;
    private final MsmScalars scalars;
    private final Work work;

    private G2Msm(long[] points, MsmScalars scalars, Work work) {
        this.points = points;
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
        MsmScalars sorted = new MsmScalars(scalars, firstScalar, n, firstPoint, work);
        long[] sum = new long[LIMBS];
        try {
            new G2Msm(points.limbs(), sorted, work).sum(sum);
        } finally {
            sorted.clear();
        }
        long[] affine = new long[G2Jacobian.AFFINE];
        G2Jacobian.toAffine(affine, 0, sum, 0, new long[G2Jacobian.SCRATCH], 0);
        return G2Affine.read(affine, 0);
    }

    private void sum(long[] out) {
        long[] s = new long[G2Jacobian.SCRATCH];
        if (scalars.count() > SHORT) {
            sumWindows(out, s);
            return;
        }
        G2ScalarMultiplication.sum(out, points, scalars.entries(), scalars.plain(), scalars.count());
        long[] units = new long[LIMBS];
        sumUnits(units, 0);
        G2Jacobian.add(out, 0, out, 0, units, 0, s, 0);
    }

    private void sumWindows(long[] out, long[] s) {
        SignedDigits digits = scalars.cut();
        int windows = digits.windows();
        int parts = Math.ceilDiv(work.threads(), windows);
        int tasks = windows * parts + 1;
        long[] sums = new long[tasks * LIMBS];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        work.forEachRange(Math.min(work.threads(), tasks), 1, (from, to) -> {
            int longest = Math.ceilDiv(scalars.count(), parts);
            G2Window window = new G2Window(points, scalars, digits, longest);
            for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
                work.check();
                if (task == windows * parts) {
                    sumUnits(sums, task * LIMBS);
                } else {
                    int first = (task % parts) * longest;
                    int last = Math.min(first + longest, scalars.count());
                    window.sum(sums, task * LIMBS, task / parts, Math.min(first, last), last);
                }
                work.progress().report("G2 msm", done.incrementAndGet(), tasks);
            }
        });
        combine(out, sums, digits, parts, s);
    }

    private static void combine(long[] out, long[] sums, SignedDigits digits, int parts, long[] s) {
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
        if (scalars.unitCount() == 0) {
            return;
        }
        long[] affine = new long[G2Jacobian.AFFINE];
        new G2BucketSums().sum(affine, points, scalars.units(), new int[] {0, scalars.unitCount()}, 1);
        G2Jacobian.fromAffine(out, o, affine, 0);
    }
}

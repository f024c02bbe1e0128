// Generated from G1LaneMsm.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.ScratchPool;
import io.snark4j.field.Work;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A sum in lanes: tasks as {@link MsmLayout} cuts them, claimed by threads one after the other, then one pass over the bits of the scalars,
 * the highest first.
 */
final class G2LaneMsm {
    private static final int AFFINE = G2Jacobian.AFFINE;
    private static final ScratchPool<G2LaneWorker> WORKERS = new ScratchPool<>(G2LaneWorker::new);

    private final G2MsmTerms terms;
    private final MsmScalars scalars;
    private final Work work;
    private final SignedDigits digits;
    private final MsmLayout layout;
    private final int indexBits;
    private final G2LaneTotals totals;

    G2LaneMsm(G2MsmTerms terms, MsmScalars scalars, Work work) {
        this.terms = terms;
        this.scalars = scalars;
        this.work = work;
        this.layout = MsmLayout.of(scalars, terms.count(), terms.unitCount(), work.threads());
        this.digits = new SignedDigits(layout.width(), scalars.bits());
        int points = terms.points().length / AFFINE;
        this.indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(points - 1);
        this.totals = new G2LaneTotals(layout.allOutputs());
    }

    /** The sum, Jacobian. */
    void sum(long[] out) {
        int tasks = layout.tasks();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        work.forEachRange(Math.min(work.threads(), tasks), 1, (from, to) -> {
            G2LaneWorker worker = WORKERS.take();
            try {
                for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
                    work.check();
                    run(worker, task);
                    work.progress().report("G2 msm", done.incrementAndGet(), tasks);
                }
            } finally {
                worker.clear();
                WORKERS.give(worker);
            }
        });
        G2LaneWorker worker = WORKERS.take();
        long[] sums;
        try {
            sums = totals.sum(worker.adder());
        } finally {
            worker.clear();
            WORKERS.give(worker);
        }
        combine(out, sums);
    }

    private void run(G2LaneWorker worker, int task) {
        int unit = task - layout.windowTasks();
        if (unit >= 0) {
            int from = (int) ((long) terms.unitCount() * unit / layout.unitTasks());
            int to = (int) ((long) terms.unitCount() * (unit + 1) / layout.unitTasks());
            worker.sumUnits(terms, from, to, totals, layout.unitOutput(unit));
            return;
        }
        int part = task % layout.parts();
        int window = task / layout.parts() * layout.group();
        int windows = Math.min(layout.group(), layout.windows() - window);
        int buckets = layout.buckets();
        worker.sumWindows(terms, scalars, digits, window, windows, part * buckets, buckets, indexBits);
        for (int w = 0; w < windows; w++) {
            worker.collect(w, buckets, totals, layout.output(window + w, part));
        }
    }

    // A part's outputs weigh 2^0, 2^1, ...
    // The last one, the sum of its buckets, weighs 1 more than the number of its first.
    private void combine(long[] out, long[] sums) {
        long[] s = new long[G2Jacobian.SCRATCH];
        int bits = layout.outputs() - 1;
        G2Jacobian.setInfinity(out, 0);
        for (int window = layout.windows() - 1; window >= 0; window--) {
            for (int bit = layout.width() - 1; bit >= 0; bit--) {
                G2Jacobian.twice(out, 0, out, 0, s, 0);
                for (int part = 0; part < layout.parts(); part++) {
                    int output = layout.output(window, part);
                    if (bit < bits) {
                        G2Jacobian.addAffine(out, 0, out, 0, sums, (output + bit) * AFFINE, s, 0);
                    } else if ((part >> (bit - bits) & 1) != 0) {
                        G2Jacobian.addAffine(out, 0, out, 0, sums, (output + bits) * AFFINE, s, 0);
                    }
                    if (bit == 0) {
                        G2Jacobian.addAffine(out, 0, out, 0, sums, (output + bits) * AFFINE, s, 0);
                    }
                }
            }
        }
        for (int task = 0; task < layout.unitTasks(); task++) {
            G2Jacobian.addAffine(out, 0, out, 0, sums, layout.unitOutput(task) * AFFINE, s, 0);
        }
    }
}

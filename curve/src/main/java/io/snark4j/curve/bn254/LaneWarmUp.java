package io.snark4j.curve.bn254;

import io.snark4j.field.Fp12Limbs;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When pairings, one or a batch, go over to lanes. Vector code is very slow until C2 has compiled it: a first pairing took 330 ms instead of
 * the 5 of cold scalar code and the next forty 30 each, a first batch of 64 proofs 1.9 s instead of 0.08. So the first are scalar; then a thread of
 * its own runs the work in lanes until that is faster, and from there on everyone uses them. A program that verifies one proof never sees
 * a vector.
 */
final class LaneWarmUp {
    /** Single pairings; both halves of one are counted. */
    static final LaneWarmUp PAIRING = new LaneWarmUp("pairing", 32, new Pairings());

    /** Batches, counted by pairs. */
    static final LaneWarmUp BATCH = new LaneWarmUp("batch", 256, new Batches());

    /** What is timed against each other; the same amount of work. */
    private interface Contest {
        void runScalar();

        void runInLanes();
    }

    /** Runs in a row that must be faster than scalar code. */
    private static final int RUNS = 8;

    /** Until then it has become faster, or it does not on this machine. */
    private static final long LIMIT_NANOS = 10_000_000_000L;

    /** Units that are worth compiling for at once. */
    private static final int LARGE = 4096;

    private final String name;
    private final int scalarUnits;
    private final Contest contest;
    private final AtomicInteger units = new AtomicInteger();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean ready;

    private LaneWarmUp(String name, int scalarUnits, Contest contest) {
        this.name = name;
        this.scalarUnits = scalarUnits;
        this.contest = contest;
    }

    /** {@return whether lanes are in use} */
    boolean isReady() {
        return ready;
    }

    /** Whether lanes are in use, or so much work is to be done that they pay even so. */
    boolean isReadyFor(int work) {
        return ready || (Lanes.COUNT > 0 && work >= LARGE);
    }

    /** As {@link #isReadyFor}; counts the work. */
    boolean useLanes(int more) {
        if (isReadyFor(more) || Lanes.COUNT == 0) {
            return Lanes.COUNT > 0;
        }
        int before = units.getAndUpdate(done -> Math.min(done + more, scalarUnits));
        if (before < scalarUnits && before + more >= scalarUnits) {
            Thread.ofPlatform().daemon().name("snark4j-" + name + "-warm-up").start(this::run);
        }
        return false;
    }

    /** Warms up on this thread, once in a JVM; returns when lanes are in use or given up, at once where another thread is at it. */
    void run() {
        if (Lanes.COUNT > 0 && !ready && begun.compareAndSet(false, true)) {
            ready = becomesFaster();
        }
    }

    private boolean becomesFaster() {
        long end = System.nanoTime() + LIMIT_NANOS;
        long scalar = Long.MAX_VALUE;
        int faster = 0;
        while (faster < RUNS && System.nanoTime() < end) {
            scalar = Math.min(scalar, time(contest::runScalar));
            faster = time(contest::runInLanes) < scalar ? faster + 1 : 0;
        }
        return faster == RUNS;
    }

    private static long time(Runnable run) {
        long start = System.nanoTime();
        run.run();
        return System.nanoTime() - start;
    }

    /** A pairing of the generators, lines drawn. */
    private static final class Pairings implements Contest {
        private final long[] f = new long[Fp12Limbs.LIMBS];

        @Override
        public void runScalar() {
            var loop = new MillerLoop(1);
            loop.add(G1Affine.GENERATOR, G2Prepared.of(G2Affine.GENERATOR));
            loop.runScalar(f);
            FinalExponentiation.applyScalar(f);
        }

        @Override
        public void runInLanes() {
            long[] p = new long[G1Jacobian.AFFINE];
            G1Affine.GENERATOR.write(p, 0);
            long[] q = new long[G2Jacobian.AFFINE];
            G2Affine.GENERATOR.write(q, 0);
            var pairing = new PairingLanes();
            pairing.millerLoop(f, p, LineLanes.draw(q));
            pairing.finalExponentiation(f);
        }
    }

    /** A few pairs in every lane, and multiplications. */
    private static final class Batches implements Contest {
        private static final Work ALONE = Work.ofThreads(1);
        private static final int SEGMENT = 4;

        @Override
        public void runScalar() {
            run(false);
        }

        @Override
        public void runInLanes() {
            run(true);
        }

        private static void run(boolean lanes) {
            int size = SEGMENT * Lanes.COUNT;
            var p = new G1Points(size);
            var q = new G2Points(size);
            for (int i = 0; i < size; i++) {
                p.set(i, G1Affine.GENERATOR);
                q.set(i, G2Affine.GENERATOR);
            }
            RandomScalars.of128Bits(size, new SplittableRandom(1)).multiply(p, p, ALONE, lanes);
            MillerBatch.run(p, q, SEGMENT, ALONE, lanes);
        }
    }
}

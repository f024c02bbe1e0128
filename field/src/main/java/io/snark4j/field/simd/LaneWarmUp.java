package io.snark4j.field.simd;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When some kind of work goes over to lanes. Vector code is very slow until C2 has compiled it: a first pairing took 330 ms instead of
 * the 5 of cold scalar code and the next forty 30 each, a first batch of 64 proofs 1.9 s instead of 0.08. So the first are scalar; then a thread of
 * its own runs the work in lanes until that is faster, and from there on everyone uses them. A program that verifies one proof never sees
 * a vector. On a machine so busy that nothing can be told in time, or where lanes are no faster, it is tried again after four times as much work. Thread-safe.
 */
public final class LaneWarmUp {
    /** What is timed against each other; the same amount of work. */
    public interface Contest {
        /** Does it in scalar code. */
        void runScalar();

        /** Does it in lanes. Called only where there are any. */
        void runInLanes();
    }

    /** Until then it has become faster, or it is given up for now. */
    private static final long LIMIT_NANOS = 20_000_000_000L;

    private static final int MORE_WORK = 4;

    /** Units that are worth compiling for at once. */
    private static final int LARGE = 4096;

    private final String name;
    private final Contest contest;
    private final AtomicInteger units = new AtomicInteger();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final long limitNanos;
    private volatile int scalarUnits;
    private volatile boolean ready;

    /**
     * @param name of the work, for its thread
     * @param scalarUnits of work that are done before it begins
     * @param contest that lanes must win
     */
    public LaneWarmUp(String name, int scalarUnits, Contest contest) {
        this(name, scalarUnits, contest, LIMIT_NANOS);
    }

    /** Scalar code for so many units; then the contest, for so long at most. */
    LaneWarmUp(String name, int scalarUnits, Contest contest, long limitNanos) {
        this.name = name;
        this.scalarUnits = scalarUnits;
        this.contest = contest;
        this.limitNanos = limitNanos;
    }

    /** {@return whether lanes are in use} */
    public boolean isReady() {
        return ready;
    }

    /**
     * @param work units that are to be done
     * @return whether lanes are in use, or are worth compiling for so much at once
     */
    public boolean isReadyFor(int work) {
        return ready || (Lanes.COUNT > 0 && work >= LARGE);
    }

    /**
     * As {@link #isReadyFor}; counts the work.
     *
     * @param more units that are to be done
     * @return whether to do them in lanes
     */
    public boolean useLanes(int more) {
        if (isReadyFor(more) || Lanes.COUNT == 0) {
            return Lanes.COUNT > 0;
        }
        int enough = scalarUnits;
        int before = units.getAndUpdate(done -> Math.min(done + more, enough));
        if (before < enough && before + more >= enough) {
            Thread.ofPlatform().daemon().name("snark4j-" + name + "-warm-up").start(this::run);
        }
        return false;
    }

    /** Warms up on this thread; returns when lanes are in use or given up for now, at once where another thread is at it. */
    public void run() {
        if (Lanes.COUNT == 0 || ready || !begun.compareAndSet(false, true)) {
            return;
        }
        ready = becomesFaster();
        if (!ready) {
            scalarUnits = Math.max(scalarUnits, scalarUnits * MORE_WORK);
            // In this order: a thread that was started by the work counted in between must not find that this one is
            // still at it.
            begun.set(false);
            units.set(0);
        }
    }

    private boolean becomesFaster() {
        long end = System.nanoTime() + limitNanos;
        var score = new Score();
        while (System.nanoTime() < end) {
            long scalar = time(contest::runScalar);
            if (score.isDecidedBy(scalar, time(contest::runInLanes))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Rounds that lanes won, less those that they lost. Both run in each round, since other work on the machine, which takes the processor away now and then,
     * makes a round of lanes now and then slower than the best of scalar code ever was: measured against that, or in a row, lanes never won on a busy server.
     */
    static final class Score {
        private static final int ENOUGH = 8;

        private int ahead;

        boolean isDecidedBy(long scalarNanos, long laneNanos) {
            ahead = laneNanos < scalarNanos ? ahead + 1 : Math.max(0, ahead - 1);
            return ahead == ENOUGH;
        }
    }

    private static long time(Runnable run) {
        long start = System.nanoTime();
        run.run();
        return System.nanoTime() - start;
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.Fp12Limbs;
import io.snark4j.field.simd.Lanes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When single pairings go over to lanes. Vector code is very slow until C2 has compiled it (a first pairing took 330 ms instead of the 5 of cold
 * scalar code, the next forty 30 each), so the first calls are scalar; then a thread of its own runs pairings in lanes until they are
 * faster, and from there on everyone uses them. A program that verifies one proof never sees a vector.
 */
final class PairingWarmUp {
    /** Calls that say that there will be more: about 0.1 s of scalar code. */
    private static final int SCALAR_CALLS = 32;

    /** Runs in a row that must be faster than scalar code. */
    private static final int RUNS = 8;

    /** Until then it has become faster, or it does not on this machine. */
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static volatile boolean ready;

    private final long[] p = new long[G1Jacobian.AFFINE];
    private final long[] q = new long[G2Jacobian.AFFINE];
    private final long[] f = new long[Fp12Limbs.LIMBS];

    private PairingWarmUp() {
        G1Affine.GENERATOR.write(p, 0);
        G2Affine.GENERATOR.write(q, 0);
    }

    /** {@return whether lanes are in use} */
    static boolean isReady() {
        return ready;
    }

    /** Whether the caller had best use lanes; counts the call. */
    static boolean useLanes() {
        if (ready) {
            return true;
        }
        if (Lanes.COUNT > 0 && CALLS.get() < SCALAR_CALLS && CALLS.incrementAndGet() == SCALAR_CALLS) {
            Thread.ofPlatform().daemon().name("snark4j-pairing-warm-up").start(PairingWarmUp::run);
        }
        return false;
    }

    /** Warms up on this thread, once in a JVM; returns when lanes are in use or have been given up, or at once where another thread is at it. */
    static void run() {
        if (Lanes.COUNT > 0 && BEGUN.compareAndSet(false, true)) {
            ready = new PairingWarmUp().becomesFaster();
        }
    }

    private boolean becomesFaster() {
        long end = System.nanoTime() + LIMIT_NANOS;
        long scalar = Long.MAX_VALUE;
        int faster = 0;
        while (faster < RUNS && System.nanoTime() < end) {
            scalar = Math.min(scalar, time(this::runScalar));
            faster = time(this::runLanes) < scalar ? faster + 1 : 0;
        }
        return faster == RUNS;
    }

    private static long time(Runnable run) {
        long start = System.nanoTime();
        run.run();
        return System.nanoTime() - start;
    }

    private void runScalar() {
        var loop = new MillerLoop(1);
        loop.add(G1Affine.GENERATOR, G2Prepared.of(G2Affine.GENERATOR));
        loop.runScalar(f);
        FinalExponentiation.applyScalar(f);
    }

    private void runLanes() {
        var pairing = new PairingLanes();
        pairing.millerLoop(f, p, LineLanes.draw(q));
        pairing.finalExponentiation(f);
    }
}

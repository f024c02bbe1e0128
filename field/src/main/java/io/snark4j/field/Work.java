package io.snark4j.field;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a long computation is to run: on how many threads, who hears of its progress, and who may cancel it. Immutable; may be shared.
 *
 * @param threads at most this many threads work at once, the caller's included; at least 1
 * @param progress hears about phases
 * @param cancelled asked per phase and per window; once it answers true the computation ends with {@link CancellationException}
 */
public record Work(int threads, Progress progress, BooleanSupplier cancelled) {
    // Unbounded on purpose: a range task may itself split work, and a bounded pool would then wait for itself. Idle
    // threads end after a
    // minute; daemons do not keep the JVM alive.
    private static final ExecutorService POOL = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("snark4j-", 0).factory());

    /** Bound on the threads of a crew, which share the ranges of all its phases. */
    private static final ScopedValue<Crew> CREW = ScopedValue.newInstance();

    /** All processors, silent, never cancelled. */
    public static final Work DEFAULT = ofThreads(Runtime.getRuntime().availableProcessors());

    /** A task over the half-open range [from, to) of indices. */
    @FunctionalInterface
    public interface RangeTask {
        /**
         * @param from first index
         * @param to one past the last index
         */
        void run(int from, int to);
    }

    /** @throws IllegalArgumentException if threads is less than 1 */
    public Work {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + ", must be at least 1");
        }
    }

    /**
     * Silent work that is never cancelled.
     *
     * @param threads at least 1
     * @return options with that many threads
     */
    public static Work ofThreads(int threads) {
        return new Work(threads, Progress.SILENT, () -> false);
    }

    /**
     * To be called between phases and windows.
     *
     * @throws CancellationException if the computation was cancelled
     */
    public void check() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("cancelled by the caller");
        }
    }

    /**
     * Splits [0, n) into at most {@link #threads} ranges of nearly equal length, none shorter than {@code minimumChunk} unless n is, runs
     * the task on all of them at once (the caller takes the first) and returns when all have ended. Ranges do not overlap. With one range
     * no other thread is touched.
     *
     * @param n number of indices, at least 0; with 0 the task is not run
     * @param minimumChunk at least 1
     * @param task runs on several threads at once
     * @throws CancellationException if cancelled before the start
     */
    public void forEachRange(int n, int minimumChunk, RangeTask task) {
        check();
        if (n < 0 || minimumChunk < 1) {
            throw new IllegalArgumentException("range of " + n + " indices in chunks of at least " + minimumChunk);
        }
        int ranges = Math.clamp(n / minimumChunk, 1, threads);
        if (ranges == 1) {
            if (n > 0) {
                task.run(0, n);
            }
            return;
        }
        if (CREW.isBound()) {
            rethrow(CREW.get()
                    .runRanges(IntStream.range(0, ranges)
                            .mapToObj(i ->
                                    (Runnable) () -> task.run(boundary(n, i, ranges), boundary(n, i + 1, ranges)))
                            .toList()));
            return;
        }
        List<Future<?>> others = new ArrayList<>(ranges - 1);
        Throwable failure = null;
        try {
            // Where no thread is to be had, submit throws: what already runs is awaited all the same.
            for (int i = 1; i < ranges; i++) {
                int from = boundary(n, i, ranges);
                int to = boundary(n, i + 1, ranges);
                others.add(POOL.submit(() -> task.run(from, to)));
            }
            task.run(0, boundary(n, 1, ranges));
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        rethrow(awaitAll(others, failure));
    }

    /**
     * Runs phases that do not depend on each other on at most {@link #threads} threads in all, the caller's included, and returns when all
     * have ended. A thread begins a phase that nobody has begun, in the given order, so the longest belongs first; when there is none left
     * it takes ranges of the running ones' {@link #forEachRange}. With one thread the phases run one after another.
     *
     * @param phases each may split its work with this object or one like it
     * @throws CancellationException if cancelled before the start or by a phase
     * @throws RuntimeException what the first phase to fail threw; phases not begun by then are left out
     */
    public void forEachPhase(List<? extends Runnable> phases) {
        check();
        if (CREW.isBound()) {
            rethrow(CREW.get().runPhases(phases));
            return;
        }
        if (threads == 1) {
            phases.forEach(Runnable::run);
            return;
        }
        var crew = new Crew();
        ScopedValue.Carrier member = ScopedValue.where(CREW, crew);
        try {
            for (int i = 1; i < threads; i++) {
                var _ = POOL.submit(() -> member.run(crew::serve));
            }
            rethrow(member.call(() -> crew.runPhases(phases)));
        } finally {
            crew.dismiss();
        }
    }

    private static int boundary(int n, int i, int ranges) {
        return (int) ((long) n * i / ranges);
    }

    // Never returns before every range has ended: they write into the caller's arrays.
    private static @Nullable Throwable awaitAll(List<Future<?>> futures, @Nullable Throwable first) {
        Throwable failure = first;
        boolean interrupted = false;
        for (Future<?> future : futures) {
            boolean ended = false;
            while (!ended) {
                try {
                    future.get();
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    failure = failure == null ? e.getCause() : failure;
                    ended = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return failure;
    }

    private static void rethrow(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException("a range task threw a checked exception", failure);
        }
    }
}

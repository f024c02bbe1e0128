package io.snark4j.field;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one computation that has several phases. Phases, and the ranges into which a phase splits its work, are offered
 * here; a member without work begins a phase that nobody has begun, or else joins a running one by taking one of its ranges, and
 * who waits for his ranges works meanwhile. So no member waits while there is something to do, and no more threads work than the
 * crew has. The lock is held to take a task and to report its end, not while it runs.
 *
 * <p>Waiting ends, because a task waits only for tasks that it offered itself: of all that wait, the one begun last waits for tasks
 * that nobody has begun, which it takes, or that were begun after it and so run.
 */
final class Crew {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Batches with tasks that nobody has begun, in the order of their offering. */
    private final Deque<Batch> phases = new ArrayDeque<>();

    private final Deque<Batch> ranges = new ArrayDeque<>();
    private boolean dismissed;

    /** Tasks that somebody waits for together. Guarded by the lock. */
    private static final class Batch {
        private final Deque<Runnable> waiting;
        private final boolean endsWithFailure;
        private int unfinished;
        private @Nullable Throwable failure;

        private Batch(List<? extends Runnable> tasks, boolean endsWithFailure) {
            this.waiting = new ArrayDeque<>(tasks);
            this.endsWithFailure = endsWithFailure;
            this.unfinished = tasks.size();
        }
    }

    /**
     * Runs phases, with what members help. Those that nobody has begun when one fails are left out.
     *
     * @return the first failure
     */
    @Nullable
    Throwable runPhases(List<? extends Runnable> tasks) {
        return run(new Batch(tasks, true), phases);
    }

    /**
     * Runs all ranges, with what members help, the caller the first.
     *
     * @return the first failure
     */
    @Nullable
    Throwable runRanges(List<? extends Runnable> tasks) {
        return run(new Batch(tasks, false), ranges);
    }

    private @Nullable Throwable run(Batch batch, Deque<Batch> queue) {
        lock.lock();
        try {
            if (batch.unfinished > 0) {
                queue.add(batch);
                changed.signalAll();
            }
            while (batch.unfinished > 0) {
                Batch next = next(batch);
                if (next == null) {
                    changed.awaitUninterruptibly();
                } else {
                    runNextOf(next);
                }
            }
            return batch.failure;
        } finally {
            lock.unlock();
        }
    }

    /** A member's life: works until the crew is dismissed. */
    void serve() {
        lock.lock();
        try {
            while (!dismissed) {
                Batch next = next(null);
                if (next == null) {
                    changed.awaitUninterruptibly();
                } else {
                    runNextOf(next);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends the members away; to be called when no batch runs. */
    void dismiss() {
        lock.lock();
        try {
            dismissed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One's own batch, or else a phase's, or else that which was offered first, of those with tasks that nobody has begun. */
    private @Nullable Batch next(@Nullable Batch own) {
        if (own != null && !own.waiting.isEmpty()) {
            return own;
        }
        Batch phase = phases.peekFirst();
        return phase == null ? ranges.peekFirst() : phase;
    }

    private void runNextOf(Batch batch) {
        Runnable task = batch.waiting.removeFirst();
        if (batch.waiting.isEmpty()) {
            phases.remove(batch);
            ranges.remove(batch);
        }
        @Nullable Throwable failure = null;
        if (!batch.endsWithFailure || batch.failure == null) {
            failure = runUnlocked(task);
        }
        batch.failure = batch.failure == null ? failure : batch.failure;
        if (--batch.unfinished == 0) {
            changed.signalAll();
        }
    }

    private @Nullable Throwable runUnlocked(Runnable task) {
        lock.unlock();
        try {
            task.run();
            return null;
        } catch (Throwable failure) {
            return failure;
        } finally {
            lock.lock();
        }
    }
}

package io.snark4j.credits.wallet;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Hands out notes, each to one call at a time, the first who waits first. Thread-safe. */
final class NoteQueue {
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition returned = lock.newCondition();
    private final Set<Integer> busy = new HashSet<>();
    private final Supplier<List<Integer>> usable;

    /** The notes that can pay now, those to be taken first in front. */
    NoteQueue(Supplier<List<Integer>> usable) {
        this.usable = usable;
    }

    /** A note, or empty if none came back in time, or none can pay. */
    Optional<Integer> take(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (true) {
                Optional<Integer> free =
                        usable.get().stream().filter(id -> !busy.contains(id)).findFirst();
                if (free.isPresent()) {
                    busy.add(free.get());
                    return free;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0 || busy.isEmpty()) {
                    return Optional.empty();
                }
                // Notes become usable without being returned, too: an epoch passes, a backup is extended.
                returned.awaitNanos(Math.min(left, LOOK_AGAIN));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody has this note. */
    boolean isBusy(int id) {
        lock.lock();
        try {
            return busy.contains(id);
        } finally {
            lock.unlock();
        }
    }

    /** This note, if nobody has it. */
    boolean takeThis(int id) {
        lock.lock();
        try {
            return busy.add(id);
        } finally {
            lock.unlock();
        }
    }

    void give(int id) {
        lock.lock();
        try {
            busy.remove(id);
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

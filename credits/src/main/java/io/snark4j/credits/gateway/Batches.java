package io.snark4j.credits.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Does what waits in batches: alone a task costs what it costs, under load a fraction. The workers are virtual threads, as those are on which requests run, and let all of
 * these go on before they take the next batch: where processors are short, what comes meanwhile is done at once, and an idle gateway waits for nothing. On a thread of its own a worker
 * shared one processor evenly with the requests, and found 12 of 64 callers' proofs instead of nearly all. What a batch throws, each of its tasks throws. Thread-safe.
 *
 * @param <T> a task
 * @param <R> its result
 */
final class Batches<T, R> implements AutoCloseable {
    /** Tasks that a batch had best have at most: a processor is held for as long as it takes. */
    static final int LARGEST = 256;

    private static final int CAPACITY = 4_096;

    private record Waiting<T, R>(T task, CompletableFuture<R> result) {}

    private final IntSupplier largest;
    private final Function<List<T>, List<R>> work;
    private final BlockingQueue<Waiting<T, R>> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean closed;

    /**
     * @param name of the workers' threads
     * @param workers how many
     * @param largest tasks of a batch at most, asked for before each
     * @param work gives a result for each task, in their order
     */
    Batches(String name, int workers, IntSupplier largest, Function<List<T>, List<R>> work) {
        this.largest = largest;
        this.work = work;
        for (int i = 0; i < workers; i++) {
            this.workers.add(
                    Thread.ofVirtual().name("snark4j-" + name + "-" + i).start(this::run));
        }
    }

    /** {@return how many wait} */
    int size() {
        return queue.size();
    }

    /**
     * Waits for a task's result.
     *
     * @throws RefusedException OVERLOADED if too many wait, or it is closed
     */
    R run(T task) {
        var waiting = new Waiting<T, R>(task, new CompletableFuture<>());
        if (closed || !queue.offer(waiting)) {
            throw new RefusedException(Refusal.OVERLOADED);
        }
        if (closed) {
            // The last worker may have ended before it saw the task.
            waiting.result().completeExceptionally(new RefusedException(Refusal.OVERLOADED));
        }
        try {
            return waiting.result().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a matter of speed alone: without it batches are smaller
    private void run() {
        while (!closed) {
            List<Waiting<T, R>> batch = new ArrayList<>();
            try {
                batch.add(queue.take());
                Thread.yield();
            } catch (InterruptedException e) {
                break;
            }
            queue.drainTo(batch, largest.getAsInt() - 1);
            complete(batch);
        }
        queue.forEach(task -> task.result().completeExceptionally(new RefusedException(Refusal.OVERLOADED)));
    }

    @SuppressWarnings("IllegalCatch") // whatever it is, its tasks must not wait for ever, nor must those after them
    private void complete(List<Waiting<T, R>> batch) {
        try {
            List<R> results = work.apply(batch.stream().map(Waiting::task).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).result().complete(results.get(i));
            }
        } catch (Throwable e) {
            batch.forEach(task -> task.result().completeExceptionally(e));
        }
    }

    @Override
    public void close() {
        closed = true;
        workers.forEach(Thread::interrupt);
    }
}

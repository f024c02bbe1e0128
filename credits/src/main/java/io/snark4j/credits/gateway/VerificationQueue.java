package io.snark4j.credits.gateway;

import io.snark4j.field.Work;
import io.snark4j.groth16.BatchOptions;
import io.snark4j.groth16.BatchResult;
import io.snark4j.groth16.BatchVerifier;
import io.snark4j.groth16.Claim;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.VerifyingKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Verifies proofs in batches of what waits: alone a proof costs what it costs, under load a fraction. The verifiers are virtual threads, as those are on which requests
 * run, and let all of these go on before they take the next batch: where processors are short, what comes to be verified meanwhile is verified at once, and an idle gateway waits for
 * nothing. On a thread of its own a verifier shared one processor evenly with the requests, and found 12 of 64 callers' proofs instead of nearly all. A false proof costs its batch about
 * log2(n) more checks and never another proof's verdict; while false ones come, batches are halved down to one proof, so that a flood of them costs no more than
 * verifying each alone. Thread-safe.
 */
public final class VerificationQueue implements AutoCloseable {
    private static final int LARGEST_BATCH = 256;
    private static final int CAPACITY = 4_096;

    private record Task(Claim claim, CompletableFuture<Boolean> verdict) {}

    private final Function<List<Claim>, BatchResult> verifier;
    private final Metrics metrics;
    private final BlockingQueue<Task> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean closed;

    /**
     * @param key of the request circuit
     * @param threads that verify
     * @param metrics to count in
     */
    public VerificationQueue(VerifyingKey key, int threads, Metrics metrics) {
        this(
                BatchVerifier.of(PreparedVerifyingKey.of(key), BatchOptions.DEFAULT.withWork(Work.ofThreads(1)))
                        ::verify,
                threads,
                metrics);
    }

    /** Verifies by the given function, which may throw. */
    VerificationQueue(Function<List<Claim>, BatchResult> verifier, int threads, Metrics metrics) {
        this.verifier = verifier;
        this.metrics = metrics;
        metrics.gauge("verification_queue", queue::size);
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofVirtual().name("snark4j-verify-" + i).start(this::work));
        }
    }

    /**
     * Waits for a proof's verdict.
     *
     * @param claim a proof and its public inputs
     * @return whether it holds
     * @throws RefusedException OVERLOADED if too many wait, or the queue is closed
     * @throws CompletionException of what the verifier threw
     */
    public boolean verify(Claim claim) {
        Task task = new Task(claim, new CompletableFuture<>());
        if (closed || !queue.offer(task)) {
            throw new RefusedException(Refusal.OVERLOADED);
        }
        if (closed) {
            // The last worker may have ended before it saw the task.
            task.verdict().completeExceptionally(new RefusedException(Refusal.OVERLOADED));
        }
        try {
            return task.verdict().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw e;
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a matter of speed alone: without it batches are smaller
    private void work() {
        int largest = LARGEST_BATCH;
        while (!closed) {
            List<Task> batch = new ArrayList<>();
            try {
                batch.add(queue.take());
                Thread.yield();
            } catch (InterruptedException e) {
                break;
            }
            queue.drainTo(batch, largest - 1);
            boolean clean = verify(batch);
            largest = clean ? Math.min(LARGEST_BATCH, 2 * largest) : Math.max(1, largest / 2);
        }
        queue.forEach(task -> task.verdict().completeExceptionally(new RefusedException(Refusal.OVERLOADED)));
    }

    private boolean verify(List<Task> batch) {
        try {
            Set<Integer> invalid = new HashSet<>(
                    verifier.apply(batch.stream().map(Task::claim).toList()).invalid());
            metrics.count("verification_batches");
            metrics.count("proofs", "verdict", "valid", batch.size() - invalid.size());
            metrics.count("proofs", "verdict", "invalid", invalid.size());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).verdict().complete(!invalid.contains(i));
            }
            return invalid.isEmpty();
        } catch (Throwable e) {
            // An error, too: a worker that ends leaves every caller waiting.
            batch.forEach(task -> task.verdict().completeExceptionally(e));
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        workers.forEach(Thread::interrupt);
    }
}

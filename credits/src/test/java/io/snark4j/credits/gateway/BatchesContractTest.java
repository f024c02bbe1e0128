package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchesContractTest {
    private static List<Integer> doubled(List<Integer> tasks) {
        return tasks.stream().map(n -> 2 * n).toList();
    }

    /** What waits while a batch is worked on is the next batch, as far as one may go. */
    @Test
    void whatWaitsIsDoneTogetherAndEachGetsItsOwn() throws Exception {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Batches<Integer, Integer> batches = new Batches<>("test", 1, () -> 8, tasks -> {
                    sizes.add(tasks.size());
                    first.countDown();
                    await(go);
                    return doubled(tasks);
                })) {
            List<Future<Integer>> results = new ArrayList<>(List.of(callers.submit(() -> batches.run(0))));
            first.await();
            IntStream.range(1, 20).forEach(n -> results.add(callers.submit(() -> batches.run(n))));
            while (batches.size() < 19) {
                Thread.sleep(1);
            }
            go.countDown();
            for (int n = 0; n < 20; n++) {
                assertThat(results.get(n).get()).isEqualTo(2 * n);
            }
        }
        assertThat(sizes).containsExactly(1, 8, 8, 3);
    }

    /** An error too, which would otherwise end the worker and leave all who come after waiting. */
    @Test
    void whatABatchThrowsItsTasksThrowAndTheNextOneIsDone() {
        try (Batches<Integer, Integer> batches = new Batches<>("test", 1, () -> 8, tasks -> {
            if (tasks.contains(1)) {
                throw new OutOfMemoryError("as it were");
            }
            if (tasks.contains(2)) {
                throw new IllegalArgumentException("two");
            }
            return doubled(tasks);
        })) {
            assertThatThrownBy(() -> batches.run(1)).hasRootCauseInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(() -> batches.run(2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("two");
            assertThat(batches.run(3)).isEqualTo(6);
        }
    }

    @Test
    void whatIsClosedIsOverloadedAndSoIsWhatStillWaits() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Batches<Integer, Integer> batches = new Batches<>("test", 1, () -> 1, tasks -> {
            first.countDown();
            await(go);
            return doubled(tasks);
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> running = callers.submit(() -> batches.run(1));
            first.await();
            Future<Integer> waiting = callers.submit(() -> batches.run(2));
            while (batches.size() < 1) {
                Thread.sleep(1);
            }
            batches.close();
            go.countDown();
            assertThat(running.get()).isEqualTo(2);
            assertThatThrownBy(waiting::get)
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasRootCauseMessage(new RefusedException(Refusal.OVERLOADED).getMessage());
            assertThatThrownBy(() -> batches.run(3)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void moreThanMayWaitAreRefused() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Batches<Integer, Integer> batches = new Batches<>("test", 1, () -> 256, tasks -> {
                    first.countDown();
                    await(go);
                    return doubled(tasks);
                })) {
            List<Future<Integer>> results = new ArrayList<>(List.of(callers.submit(() -> batches.run(0))));
            first.await();
            IntStream.rangeClosed(1, 4_096).forEach(n -> results.add(callers.submit(() -> batches.run(n))));
            while (batches.size() < 4_096) {
                Thread.sleep(1);
            }
            assertThatThrownBy(() -> batches.run(-1)).isInstanceOf(RefusedException.class);
            go.countDown();
            for (int n = 0; n <= 4_096; n++) {
                assertThat(results.get(n).get()).isEqualTo(2 * n);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}

package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkContractTest {
    @Test
    void everyIndexIsVisitedOnce() {
        for (int threads = 1; threads <= 5; threads++) {
            for (int n : new int[] {0, 1, 2, 7, 100}) {
                for (int chunk : new int[] {1, 3, 200}) {
                    AtomicIntegerArray visits = new AtomicIntegerArray(n);
                    AtomicInteger ranges = new AtomicInteger();
                    Work.ofThreads(threads).forEachRange(n, chunk, (from, to) -> {
                        ranges.incrementAndGet();
                        for (int i = from; i < to; i++) {
                            visits.incrementAndGet(i);
                        }
                    });
                    for (int i = 0; i < n; i++) {
                        assertThat(visits.get(i)).isEqualTo(1);
                    }
                    assertThat(ranges.get()).isEqualTo(n == 0 ? 0 : Math.clamp(n / chunk, 1, threads));
                }
            }
        }
    }

    @Test
    void failuresReachTheCallerAfterAllRangesEnded() {
        AtomicInteger ended = new AtomicInteger();
        for (int failing = 0; failing < 3; failing++) {
            int first = failing;
            ended.set(0);
            assertThatThrownBy(() -> Work.ofThreads(3).forEachRange(3, 1, (from, to) -> {
                        if (from != first) {
                            pause();
                        }
                        ended.incrementAndGet();
                        if (from == first) {
                            throw new IllegalStateException("range " + from);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("range " + first);
            assertThat(ended.get()).isEqualTo(3);
        }
    }

    /** An interrupt neither lets ranges outlive the call nor is it lost. */
    @Test
    void anInterruptedCallerStillWaitsForAllRanges() {
        AtomicInteger ended = new AtomicInteger();
        Thread.currentThread().interrupt();
        try {
            Work.ofThreads(3).forEachRange(3, 1, (from, to) -> {
                if (from != 0) {
                    pause();
                }
                ended.incrementAndGet();
            });
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(ended.get()).isEqualTo(3);
    }

    // Long enough that a caller who does not wait would be noticed.
    private static void pause() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a range was interrupted", e);
        }
    }

    @Test
    void rangesMaySplitFurther() {
        AtomicInteger sum = new AtomicInteger();
        Work work = Work.ofThreads(4);
        work.forEachRange(8, 1, (from, to) -> work.forEachRange(to - from, 1, (a, b) -> sum.addAndGet(b - a)));
        assertThat(sum.get()).isEqualTo(8);
    }

    @Test
    void cancellationAndNonsenseAreRefused() {
        Work cancelled = new Work(1, Progress.SILENT, () -> true);
        assertThatThrownBy(cancelled::check).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> cancelled.forEachRange(1, 1, (from, to) -> {}))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> Work.ofThreads(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> Work.ofThreads(1).forEachRange(-1, 1, (from, to) -> {}))
                .hasMessageContaining("-1");
    }
}

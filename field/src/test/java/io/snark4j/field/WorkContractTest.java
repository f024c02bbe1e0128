package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final int PHASES = 7;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9})
    void everyPhaseRunsOnceOnNoMoreThreadsThanAllowed(int threads) {
        Work work = Work.ofThreads(threads);
        AtomicIntegerArray visits = new AtomicIntegerArray(PHASES);
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        work.forEachPhase(phases(phase -> work.forEachRange(5, 1, (from, to) -> {
            most.accumulateAndGet(busy.incrementAndGet(), Math::max);
            pause();
            visits.addAndGet(phase, to - from);
            busy.decrementAndGet();
        })));
        for (int phase = 0; phase < PHASES; phase++) {
            assertThat(visits.get(phase)).isEqualTo(5);
        }
        assertThat(most.get()).isBetween(Math.min(threads, 2), threads);
    }

    /** One phase is left: the thread without a phase takes its ranges, and both meet at a barrier that one alone would not pass. */
    @Test
    void aThreadWithoutAPhaseTakesRangesOfOthers() {
        Work work = Work.ofThreads(2);
        CountDownLatch both = new CountDownLatch(2);
        work.forEachPhase(List.of(
                () -> work.forEachRange(2, 1, (from, to) -> {
                    both.countDown();
                    awaitOther(both);
                }),
                () -> {}));
        assertThat(both.getCount()).isZero();
    }

    @Test
    void phasesOfPhasesShareTheCrew() {
        Work work = Work.ofThreads(3);
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger leaves = new AtomicInteger();
        work.forEachPhase(phases(outer -> work.forEachPhase(phases(inner -> work.forEachRange(4, 1, (from, to) -> {
            most.accumulateAndGet(busy.incrementAndGet(), Math::max);
            leaves.addAndGet(to - from);
            busy.decrementAndGet();
        })))));
        assertThat(leaves.get()).isEqualTo(PHASES * PHASES * 4);
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aPhaseThatFailsEndsTheRestAndReachesTheCaller(int threads) {
        Work work = Work.ofThreads(threads);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> work.forEachPhase(phases(phase -> {
                    begun.incrementAndGet();
                    running.incrementAndGet();
                    try {
                        if (phase == 0) {
                            work.forEachRange(2, 1, (from, to) -> {
                                throw new IllegalStateException("phase 0");
                            });
                        }
                        pause();
                    } finally {
                        running.decrementAndGet();
                    }
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("phase 0");
        assertThat(running.get()).as("nothing outlives the call").isZero();
        assertThat(begun.get()).isLessThanOrEqualTo(threads);
        AtomicInteger after = new AtomicInteger();
        work.forEachPhase(phases(phase -> after.incrementAndGet()));
        assertThat(after.get()).isEqualTo(PHASES);
    }

    @Test
    void cancelledPhasesDoNotBegin() {
        Work cancelled = new Work(2, Progress.SILENT, () -> true);
        assertThatThrownBy(() -> cancelled.forEachPhase(phases(phase -> {
                    throw new AssertionError("phase " + phase + " began");
                })))
                .isInstanceOf(CancellationException.class);
        Work.ofThreads(2).forEachPhase(List.of());
    }

    private static List<Runnable> phases(IntConsumer phase) {
        return IntStream.range(0, PHASES)
                .mapToObj(i -> (Runnable) () -> phase.accept(i))
                .toList();
    }

    private static void awaitOther(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a range was interrupted", e);
        }
    }
}

package io.snark4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Medians, and how long is warmed up. */
class SamplesContractTest {
    @Test
    void theMedianIsTheMiddle() {
        assertThat(new Samples(5, 1, 9).median()).isEqualTo(5);
        assertThat(new Samples(8, 5, 1, 9).median()).isEqualTo(6.5);
        assertThat(new Samples(4).median()).isEqualTo(4);
        assertThat(new Samples(8, 2, 6).dividedBy(2).ascending()).containsExactly(1, 3, 4);
        assertThatThrownBy(Samples::new).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsSlowIsCalledOnceASample() throws Exception {
        var calls = new AtomicInteger();
        Samples samples = new Stopwatch(3, 0).measure(() -> {
            Thread.sleep(2);
            return calls.incrementAndGet();
        });
        assertThat(samples.count()).isEqualTo(3);
        assertThat(calls).hasValue(3);
        assertThat(samples.least()).isGreaterThan(1.9e6);
    }

    @Test
    void whatIsQuickIsRepeated() throws Exception {
        var calls = new AtomicInteger();
        new Stopwatch(2, 50_000_000).measure(calls::incrementAndGet);
        assertThat(calls.get()).isGreaterThan(1000);
    }
}

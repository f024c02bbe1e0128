package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.gateway.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a gateway does by the way. */
class UpkeepContractTest {
    @Test
    void aJobThatRunsOutOfMemoryIsDoneAgain() throws InterruptedException {
        CountDownLatch turns = new CountDownLatch(3);
        try (TestGateway test = TestGateway.started()) {
            Runnable job = () -> {
                turns.countDown();
                throw new OutOfMemoryError("told to");
            };
            test.gateway.startUpkeep(Duration.ofMillis(5), List.of(job));
            assertThat(turns.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(test.gateway.metrics().toText()).contains("upkeep_failures_total");
        }
    }

    private static long keptBytes(TestGateway test) {
        return test.gateway
                .metrics()
                .toText()
                .lines()
                .filter(line -> line.startsWith("snark4j_gateway_kept_answer_bytes "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    /** Also where nobody calls any more. */
    @Test
    void answersAreForgottenAfterTenMinutes() throws InterruptedException {
        TestGateway test = new TestGateway(TestDatabase.Kind.SQLITE);
        test.operation = new GatewayConfig.Operation(
                Duration.ofMillis(60), Duration.ofSeconds(5), 3, Set.of("policy"), 1, 1 << 20);
        test.start();
        try (test) {
            test.send(test.wallet(1).chat("one"));
            test.gateway.startUpkeep(Duration.ofSeconds(1), List.of());
            Thread.sleep(Duration.ofMillis(200));
            assertThat(keptBytes(test)).isPositive();
            test.clock.advance(Duration.ofMinutes(11));
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (keptBytes(test) > 0) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(10);
            }
        }
    }
}

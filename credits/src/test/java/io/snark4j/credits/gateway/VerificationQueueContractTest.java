package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.groth16.BatchResult;
import io.snark4j.groth16.Claim;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class VerificationQueueContractTest {
    private static final Claim CLAIM =
            new TestWallet(deployment(), 1).chat("one").claim();

    private static TestWallet.Deployment deployment() {
        return new TestWallet.Deployment(
                TestGateway.ORIGIN,
                TestGateway.VAULT.scope(),
                TestGateway.C_MAX,
                TestGateway.ROOT,
                new TestGateway.Chain().keys);
    }

    @Test
    void aVerifierThatRunsOutOfMemoryGoesOn() {
        AtomicInteger calls = new AtomicInteger();
        try (VerificationQueue queue = new VerificationQueue(
                claims -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("told to");
                    }
                    return new BatchResult(claims.size(), List.of());
                },
                1,
                new Metrics())) {
            assertThatThrownBy(() -> queue.verify(CLAIM))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(OutOfMemoryError.class);
            assertThat(queue.verify(CLAIM)).isTrue();
        }
    }

    /** One proof is being verified, another waits behind it, and the gateway stops. */
    @Test
    void whoWaitsWhenTheQueueClosesIsToldThatItIsOverloaded() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Metrics metrics = new Metrics();
        VerificationQueue queue = new VerificationQueue(
                claims -> {
                    begun.countDown();
                    awaitUninterruptibly(end);
                    return new BatchResult(claims.size(), List.of());
                },
                1,
                metrics);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> queue.verify(CLAIM), callers);
            begun.await();
            var second = callers.submit(() -> queue.verify(CLAIM));
            while (!metrics.toText().contains("verification_queue 1")) {
                Thread.sleep(Duration.ofMillis(5));
            }
            queue.close();
            end.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.OVERLOADED));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

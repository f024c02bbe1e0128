package io.snark4j.credits.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.gateway.TestGateway;
import io.snark4j.credits.gateway.TestWallet;
import io.snark4j.credits.gateway.Upstream;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.ticket.Outcome;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that run when the operator stops a gateway: a restart refunds nothing that was delivered. */
class GatewayStopContractTest {
    private static final byte[] EVENT = "data: {\"choices\":[]}\n\n".getBytes(StandardCharsets.UTF_8);

    /** Sends an event every 50 ms, whatever its deadline, until it is told to end. */
    private static final class SlowUpstream implements Upstream {
        private final CountDownLatch begun = new CountDownLatch(3);
        private volatile boolean ends;

        @Override
        public Ending call(Call call, Listener listener) {
            listener.begin(200, "text/event-stream");
            try {
                while (!ends) {
                    if (!listener.bytes(EVENT, EVENT.length)) {
                        return Ending.CUT;
                    }
                    begun.countDown();
                    Thread.sleep(50);
                }
                return Ending.COMPLETE;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Ending.CUT;
            }
        }

        @Override
        public Optional<Report> report(String idempotencyKey) {
            return Optional.empty();
        }
    }

    private final SlowUpstream upstream = new SlowUpstream();

    private HttpHarness serving(TestDatabase.Kind kind, Duration drain) {
        TestGateway test = new TestGateway(kind);
        test.upstream = upstream;
        test.start();
        return new HttpHarness(test, drain);
    }

    private static TestWallet.Request stream(TestGateway test, long seed) {
        return test.wallet(seed).request("/v1/chat/completions", TestWallet.chatBody("one", true));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.Kind.class)
    void whatStillRunsAfterTheDrainIsChargedAsMetered(TestDatabase.Kind kind) throws Exception {
        try (HttpHarness http = serving(kind, Duration.ofMillis(100))) {
            TestWallet.Request request = stream(http.test, 5);
            CompletableFuture<HttpResponse<InputStream>> answer =
                    http.client.sendAsync(http.of(request), HttpResponse.BodyHandlers.ofInputStream());
            upstream.begun.await();
            http.server.close();
            assertThat(answer.join().statusCode()).isEqualTo(200);
            TicketRecord record =
                    http.test.store.find(request.ticket.nullifier()).orElseThrow();
            assertThat(record).isInstanceOfSatisfying(TicketRecord.Settled.class, settled -> {
                assertThat(settled.answer().outcome()).isEqualTo(Outcome.SERVED);
                // Three events at least, 3 units each, and the request: no refund in full.
                assertThat(settled.answer().settlement().refund()).isLessThan(BigInteger.valueOf(985));
            });
            http.test.clock.advance(Duration.ofSeconds(31));
            assertThat(http.test.gateway.recover()).isZero();
            assertThat(http.test.store.deadOwners()).isZero();
        }
    }

    @Test
    void whatEndsWithinTheDrainIsAnsweredAndNothingNewAdmitted() throws Exception {
        try (HttpHarness http = serving(TestDatabase.Kind.SQLITE, Duration.ofMinutes(5))) {
            TestWallet.Request request = stream(http.test, 5);
            CompletableFuture<HttpResponse<String>> answer =
                    http.client.sendAsync(http.of(request), HttpResponse.BodyHandlers.ofString());
            upstream.begun.await();
            Thread stopping = Thread.ofPlatform().start(http.server::close);
            HttpResponse<String> health = http.get("/health");
            while (health.statusCode() == 200) {
                health = http.get("/health");
            }
            assertThat(health.body()).contains("stopping");
            TestWallet.Request late = stream(http.test, 6);
            assertThat(http.send(late).body()).contains("out_of_service");
            assertThat(http.test.store.find(late.ticket.nullifier())).isEmpty();
            upstream.ends = true;
            stopping.join();
            assertThat(answer.join().body()).contains("credit-settlement");
        }
    }
}

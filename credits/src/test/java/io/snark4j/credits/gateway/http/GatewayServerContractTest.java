package io.snark4j.credits.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.gateway.CreditGateway;
import io.snark4j.credits.gateway.TestGateway;
import io.snark4j.credits.gateway.TestWallet;
import io.snark4j.credits.gateway.Upstream;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.SignedTerms;
import io.snark4j.credits.ticket.Terms;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayServerContractTest {
    private HttpHarness http;
    private TestGateway test;
    private TestWallet wallet;

    @BeforeEach
    void start() {
        TestGateway gateway = new TestGateway(TestDatabase.Kind.SQLITE);
        gateway.limits = new Terms.Limits(
                2_000, Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofMillis(900), Duration.ofMinutes(10));
        gateway.start();
        http = new HttpHarness(gateway);
        test = gateway;
        wallet = test.wallet(1);
    }

    @AfterEach
    void stop() {
        http.close();
    }

    private static ApiError error(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return ApiError.fromJson(response.body());
    }

    /** What the JVM or a library throws without a trace is answered like any other fault. */
    @Test
    void aFaultWithoutAStackTraceIsAnswered() throws Exception {
        Upstream failing = new Upstream() {
            @Override
            public Ending call(Call call, Listener listener) {
                throw new RuntimeException("told to", null, false, false) {};
            }

            @Override
            public Optional<Report> report(String idempotencyKey) {
                return Optional.empty();
            }
        };
        TestGateway gateway = new TestGateway(TestDatabase.Kind.SQLITE);
        gateway.upstream = failing;
        gateway.start();
        try (HttpHarness harness = new HttpHarness(gateway)) {
            HttpResponse<String> response = harness.send(gateway.wallet(1).chat("one"));
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("internal_error").doesNotContain("told to");
        }
    }

    @Test
    void anAnswerComesWithItsSettlement() throws Exception {
        for (String[] call : new String[][] {
            {"/v1/chat/completions", TestWallet.chatBody("one two", false), "\"content\":\"one two\""},
            {"/v1/completions", "{\"model\":\"echo\",\"prompt\":\"one two\"}", "\"text\":\"one two\""},
            {"/v1/responses", "{\"model\":\"echo\",\"input\":\"one two\"}", "\"text\":\"one two\""},
            {"/v1/embeddings", "{\"model\":\"echo\",\"input\":\"one two\"}", "\"embedding\":[7]"}
        }) {
            TestWallet.Request request = wallet.request(call[0], call[1]);
            HttpResponse<String> response = http.send(request);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.body()).contains(call[2]);
            SettledTicket settled = HttpHarness.settled(response);
            assertThat(settled.outcome()).isEqualTo(Outcome.SERVED);
            assertThat(settled.settlement().refund())
                    .isEqualTo(call[0].endsWith("embeddings") ? 1_000 - 7 : 1_000 - 13);
            request.settled(settled);
        }
    }

    @Test
    void eventsPassAsTheyComeAndTheLastIsTheSettlement() throws Exception {
        test.echo.delay(Duration.ofMillis(100));
        TestWallet.Request request = wallet.request("/v1/chat/completions", TestWallet.chatBody("one two three", true));
        HttpResponse<InputStream> response =
                http.client.send(http.of(request), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).contains("one ");
            // The rest is not there yet.
            assertThat(test.store.find(request.ticket.nullifier())).get().isInstanceOf(TicketRecord.Reserved.class);
            List<String> rest = lines.lines().filter(line -> !line.isEmpty()).toList();
            assertThat(rest).hasSize(6).element(3).isEqualTo("data: [DONE]");
            assertThat(rest.get(4)).isEqualTo("event: credit-settlement");
            request.settled(SettledTicket.fromEventData(rest.get(5).substring(6)));
        }
        HttpResponse<String> again = http.send(request);
        assertThat(again.body()).contains("one ", "two ", "three ", "[DONE]", "credit-settlement");
    }

    @Test
    void aCallerWhoHangsUpIsChargedAsMeteredAndMayHaveTheRest() throws Exception {
        test.echo.delay(Duration.ofMillis(60));
        TestWallet.Request request =
                wallet.request("/v1/chat/completions", TestWallet.chatBody("one two three four five", true));
        HttpResponse<InputStream> response =
                http.client.send(http.of(request), HttpResponse.BodyHandlers.ofInputStream());
        response.body().read();
        response.body().close();
        HttpResponse<String> again = http.send(request);
        assertThat(again.body()).contains("five ", "credit-settlement");
        TicketRecord.Settled settled = (TicketRecord.Settled)
                test.store.find(request.ticket.nullifier()).orElseThrow();
        assertThat(settled.answer().settlement().refund()).isEqualTo(1_000 - 25);
        request.settled(settled.answer());
    }

    @Test
    void theDeadlineCutsAndChargesAsMetered() throws Exception {
        test.echo.delay(Duration.ofMillis(350));
        TestWallet.Request streamed =
                wallet.request("/v1/chat/completions", TestWallet.chatBody("one two three four five", true));
        HttpResponse<String> response = http.send(streamed);
        assertThat(response.body()).contains("one ", "credit-settlement").doesNotContain("[DONE]", "five ");
        TicketRecord.Settled settled = (TicketRecord.Settled)
                test.store.find(streamed.ticket.nullifier()).orElseThrow();
        assertThat(settled.answer().settlement().refund()).isBetween(bi(1_000 - 100), bi(1_000 - 5 - 3));
        streamed.settled(settled.answer());
        test.echo.delay(Duration.ofSeconds(2));
        TestWallet.Request whole = wallet.chat("one");
        HttpResponse<String> late = http.send(whole);
        assertThat(late.statusCode()).isEqualTo(502);
        assertThat(error(late).code()).isEqualTo("upstream_failed");
        assertThat(HttpHarness.settled(late).settlement().refund()).isBetween(bi(900), bi(999));
        whole.settled(HttpHarness.settled(late));
    }

    private static java.math.BigInteger bi(long value) {
        return java.math.BigInteger.valueOf(value);
    }

    @Test
    void aRetryAtASecondGatewayWaitsForTheFirst() throws Exception {
        test.echo.delay(Duration.ofMillis(100));
        TestWallet.Request request = wallet.request("/v1/chat/completions", TestWallet.chatBody("one two three", true));
        try (CreditGateway second = test.another(test.store);
                GatewayServer other = HttpHarness.serve(second)) {
            CompletableFuture<HttpResponse<String>> first =
                    http.client.sendAsync(http.of(request), HttpResponse.BodyHandlers.ofString());
            while (test.store.find(request.ticket.nullifier()).isEmpty()) {
                Thread.sleep(5);
            }
            HttpRequest again = HttpRequest.newBuilder(java.net.URI.create(
                            "http://127.0.0.1:" + other.address().getPort() + request.path))
                    .header("Authorization", request.ticket.toHeader())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request.body))
                    .build();
            HttpResponse<String> elsewhere = http.send(again);
            // Its body is with the first.
            assertThat(elsewhere.statusCode()).isEqualTo(410);
            assertThat(first.join().body())
                    .contains(HttpHarness.settled(elsewhere).toText());
        }
    }

    @Test
    void whatIsNoCallOfTheGatewayIsRefusedByOneError() throws Exception {
        TestWallet.Request request = wallet.chat("one");
        String ticket = request.ticket.toHeader();
        byte[] long1 = new byte[2_001];
        Object[][] cases = {
            {http.post(request.path, ticket, long1), 413, "body_too_large"},
            {http.post(request.path, ticket, new byte[900_000]), 413, "body_too_large"},
            {http.post(request.path + "?a=b", ticket, request.body), 400, "malformed_request"},
            {http.post("/v1/files", ticket, request.body), 404, "not_found"},
            {http.post("/v1/models", ticket, request.body), 405, "method_not_allowed"},
            {http.post(request.path, "Bearer sk-1", request.body), 401, "missing_ticket"},
            {http.post(request.path, "Credit AAAA", request.body), 400, "malformed_ticket"},
            {http.post(request.path, ticket, request.body).header("Authorization", ticket), 401, "missing_ticket"},
            {HttpRequest.newBuilder(http.uri(request.path)).header("Authorization", ticket), 405, "method_not_allowed"},
            {
                HttpRequest.newBuilder(http.uri(request.path)).POST(HttpRequest.BodyPublishers.noBody()),
                401,
                "missing_ticket"
            },
            {HttpRequest.newBuilder(http.uri("/credits/v1/refunds/1")), 200, ""},
            {HttpRequest.newBuilder(http.uri("/credits/v1/refunds/999999999999")), 404, "not_found"},
            {HttpRequest.newBuilder(http.uri("/credits/v1/refunds/x")), 404, "not_found"},
            {http.post("/credits/v1/settlement", ticket, "{}".getBytes()), 400, "malformed_request"},
            {http.post("/credits/v1/settlement", ticket, sha(request)), 404, "unknown_ticket"},
        };
        for (Object[] c : cases) {
            HttpRequest sent = ((HttpRequest.Builder) c[0]).build();
            HttpResponse<String> response = http.send(sent);
            assertThat(response.statusCode()).as(sent.uri() + " " + c[2]).isEqualTo(c[1]);
            if ((int) c[1] != 200) {
                assertThat(error(response).code()).isEqualTo(c[2]);
            }
        }
        assertThat(test.store.find(request.ticket.nullifier())).isEmpty();
        assertThat(http.send(request).statusCode()).isEqualTo(200);
    }

    private static byte[] sha(TestWallet.Request request) {
        return ("{\"sha256\":\"" + request.digest + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aSlowSenderIsCutOff() throws Exception {
        TestWallet.Request request = wallet.chat("one");
        try (Socket socket = new Socket("127.0.0.1", http.server.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + request.path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\nAuthorization: "
                            + request.ticket.toHeader() + "\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
            long start = System.nanoTime();
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
            assertThat(status).contains("408");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(test.store.find(request.ticket.nullifier())).isEmpty();
    }

    @Test
    void settlementAndCancelAreAnswered() throws Exception {
        TestWallet.Request request = wallet.chat("one");
        HttpResponse<String> cancelled =
                http.send(http.post("/credits/v1/cancel", request.ticket.toHeader(), sha(request))
                        .build());
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(cancelled.body()).contains("\"outcome\":\"cancelled\"");
        HttpResponse<String> known =
                http.send(http.post("/credits/v1/settlement", request.ticket.toHeader(), sha(request))
                        .build());
        assertThat(HttpHarness.settled(known)).isEqualTo(HttpHarness.settled(cancelled));
    }

    @Test
    void termsModelsRefundsHealthAndMetricsArePublished() throws Exception {
        Terms terms = SignedTerms.fromJson(http.get("/credits/v1/terms").body()).verify(TestGateway.KEY.publicKey());
        assertThat(terms.cMax()).isEqualTo(TestGateway.C_MAX);
        assertThat(terms.origin()).isEqualTo(TestGateway.ORIGIN);
        assertThat(terms.model("echo")).contains(EchoUpstream.price());
        assertThat(http.get("/v1/models").body()).contains("\"id\":\"echo\"");
        assertThat(http.get("/health").statusCode()).isEqualTo(200);

        TestWallet.Request request = wallet.chat("one");
        SettledTicket settled = HttpHarness.settled(http.send(request));
        long epoch = test.clock.instant().getEpochSecond() / 1_800;
        assertThat(http.get("/credits/v1/refunds").body()).contains("\"epochs\":[]");
        assertThat(http.get("/credits/v1/refunds/" + epoch).statusCode()).isEqualTo(404);
        test.clock.advance(Duration.ofMinutes(33));
        assertThat(http.get("/credits/v1/refunds").body()).contains("\"epochs\":[" + epoch + "]");
        HttpResponse<byte[]> table = http.client.send(
                HttpRequest.newBuilder(http.uri("/credits/v1/refunds/" + epoch)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(RefundTable.fromBytes(table.body()).rows()).singleElement().satisfies(row -> {
            assertThat(row.nullifier()).isEqualTo(request.ticket.nullifier());
            assertThat(row.settlement()).isEqualTo(settled.settlement());
        });

        assertThat(http.get("/metrics").body())
                .contains(
                        "snark4j_gateway_settled_total{outcome=\"served\"} 1\n",
                        "snark4j_gateway_proofs_total{verdict=\"valid\"} 1\n",
                        "# TYPE snark4j_gateway_in_service gauge\nsnark4j_gateway_in_service 1\n");
        test.chain.current = false;
        assertThat(http.get("/health").statusCode()).isEqualTo(503);
        assertThat(http.get("/metrics").body()).contains("snark4j_gateway_vault_current 0\n");
    }
}

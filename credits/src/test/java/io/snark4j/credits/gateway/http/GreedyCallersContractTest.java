package io.snark4j.credits.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.gateway.TestGateway;
import io.snark4j.credits.gateway.TestWallet;
import io.snark4j.credits.gateway.Upstream;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers who take more of the gateway than they pay for: what the others get, and what a request costs, is not theirs to change. */
class GreedyCallersContractTest {
    private static final byte[] EVENT =
            ("data: {\"choices\":[\"" + "a".repeat(8_000) + "\"]}\n\n").getBytes(StandardCharsets.UTF_8);
    private static final byte[] LAST =
            "data: {\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":100}}\n\n".getBytes(StandardCharsets.UTF_8);
    /** 24 MB: more than the sockets of both sides hold. */
    private static final int EVENTS = 3_000;

    /** A long stream, once it is let go. */
    private static final class LongUpstream implements Upstream {
        private final CountDownLatch go = new CountDownLatch(1);

        @Override
        public Ending call(Call call, Listener listener) {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Ending.NONE;
            }
            listener.begin(200, "text/event-stream");
            boolean wanted = true;
            for (int i = 0; i < EVENTS && wanted; i++) {
                wanted = listener.bytes(EVENT, EVENT.length);
            }
            return wanted && listener.bytes(LAST, LAST.length) ? Ending.COMPLETE : Ending.CUT;
        }

        @Override
        public Optional<Report> report(String idempotencyKey) {
            return Optional.empty();
        }
    }

    private final LongUpstream upstream = new LongUpstream();
    private TestGateway test;
    private HttpHarness http;

    @BeforeEach
    void start() {
        test = new TestGateway(TestDatabase.Kind.SQLITE);
        test.upstream = upstream;
        test.start();
        http = new HttpHarness(test, Duration.ofSeconds(20), Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        upstream.go.countDown();
        http.close();
    }

    private TestWallet.Request stream(long seed) {
        return test.wallet(seed).request("/v1/chat/completions", TestWallet.chatBody("one", true));
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), http.server.address().getPort()));
        return socket;
    }

    private static void send(Socket socket, TestWallet.Request request, int length, byte[] body) throws IOException {
        String head = "POST " + request.path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + length
                + "\r\nAuthorization: " + request.ticket.toHeader() + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
    }

    private static String readAll(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    private TicketRecord.Settled settled(TestWallet.Request request) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            Optional<TicketRecord> record = test.store.find(request.ticket.nullifier());
            if (record.orElse(null) instanceof TicketRecord.Settled settled) {
                return settled;
            }
            assertThat(System.nanoTime()).as("still %s", record).isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void aCallerWhoDoesNotReadIsChargedForAllAndMayReadItLater() throws Exception {
        upstream.go.countDown();
        TestWallet.Request request = stream(5);
        try (Socket socket = connected()) {
            send(socket, request, request.body.length, request.body);
            TicketRecord.Settled settled = settled(request);
            assertThat(settled.answer().outcome()).isEqualTo(Outcome.SERVED);
            assertThat(settled.answer().settlement().refund()).isEqualTo(1_000 - 5 - 1 - 3 * 100);
            assertThat(readAll(socket.getInputStream()))
                    .endsWith("\r\n0\r\n\r\n")
                    .contains(settled.answer().toEvent())
                    .hasSizeGreaterThan(EVENTS * EVENT.length + LAST.length);
        }
    }

    /** As many copies as the server runs requests: one waits, the others are told to ask again, and whoever pays is served. */
    @Test
    void copiesOfARunningRequestTakeNobodysPlace() throws Exception {
        TestWallet.Request slow = stream(5);
        CompletableFuture<HttpResponse<String>> first =
                http.client.sendAsync(http.of(slow), HttpResponse.BodyHandlers.ofString());
        while (test.store.find(slow.ticket.nullifier()).isEmpty()) {
            Thread.sleep(5);
        }
        List<CompletableFuture<HttpResponse<String>>> copies = new ArrayList<>();
        for (int i = 0; i < HttpHarness.RUNNING; i++) {
            copies.add(http.client.sendAsync(http.of(slow), HttpResponse.BodyHandlers.ofString()));
        }
        for (int left = HttpHarness.RUNNING; left > 1; left--) {
            CompletableFuture.anyOf(copies.toArray(CompletableFuture[]::new)).join();
            CompletableFuture<HttpResponse<String>> turnedAway = copies.stream()
                    .filter(CompletableFuture::isDone)
                    .findFirst()
                    .orElseThrow();
            // Overloaded where all come in the same moment, for which each needs a place.
            assertThat(ApiError.fromJson(turnedAway.join().body()).code()).isIn("still_running", "overloaded");
            copies.remove(turnedAway);
        }
        TestWallet.Request paying = stream(6);
        CompletableFuture<HttpResponse<String>> second =
                http.client.sendAsync(http.of(paying), HttpResponse.BodyHandlers.ofString());
        while (test.store.find(paying.ticket.nullifier()).isEmpty()) {
            assertThat(second).isNotDone();
            Thread.sleep(5);
        }
        upstream.go.countDown();
        assertThat(first.join().body()).contains("credit-settlement");
        assertThat(second.join().body()).contains("credit-settlement");
        assertThat(HttpHarness.settled(copies.getFirst().join()))
                .isEqualTo(settled(slow).answer());
    }

    /** A sender who stops in the middle of a long body uses the room for those up; short requests need none. */
    @Test
    void aLongBodyThatDoesNotEndLeavesRoomForShortOnes() throws Exception {
        upstream.go.countDown();
        TestWallet.Request request = stream(5);
        byte[] tooLong = new byte[100_000];
        try (Socket parked = parkedBeside(request, tooLong)) {
            assertThat(parked.getInputStream().available()).isZero();
            TestWallet.Request other = stream(6);
            assertThat(http.send(other).body()).contains("credit-settlement");
        }
        // Gone, it gave the room back.
        assertThat(untilAnswered("invalid_proof", request, tooLong)).startsWith("HTTP/1.1 403");
    }

    /** A sender in the middle of a body for which all room is taken; a long body beside it is refused. */
    private Socket parkedBeside(TestWallet.Request request, byte[] body) throws Exception {
        for (int i = 0; i < 50; i++) {
            Socket parked = connected();
            send(parked, request, 500_000, new byte[(16 << 10) + HttpHarness.BODY_BYTES - 1]);
            while (parked.getInputStream().available() == 0) {
                String answer = answer(request, body);
                if (answer.contains("overloaded")) {
                    assertThat(answer).startsWith("HTTP/1.1 503");
                    return parked;
                }
            }
            // The other one came while this one's room was being taken, so that this one was refused.
            parked.close();
        }
        throw new AssertionError("never overloaded");
    }

    private String answer(TestWallet.Request request, byte[] body) throws Exception {
        try (Socket socket = connected()) {
            send(socket, request, body.length, body);
            return readAll(socket.getInputStream());
        }
    }

    private String untilAnswered(String code, TestWallet.Request request, byte[] body) throws Exception {
        for (int i = 0; i < 200; i++) {
            String answer = answer(request, body);
            if (answer.contains(code)) {
                return answer;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("never " + code);
    }
}

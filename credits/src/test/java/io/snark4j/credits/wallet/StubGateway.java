package io.snark4j.credits.wallet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.SignedTerms;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider that speaks the wire, forgets nothing and misbehaves on demand. It does not verify proofs. Whoever shows it one nullifier with two x or two states fails the
 * test.
 */
final class StubGateway implements AutoCloseable {
    /** What it does with the next call. */
    enum Mood {
        ANSWER,
        /** Settles, and closes the connection without a word. */
        HANG_UP_AFTER_SETTLING,
        /** Settles nothing, and closes the connection. */
        HANG_UP,
        /** Settles, streams the first event of the answer, and closes the connection. */
        CUT,
        /** Settles, and has not kept the answer. */
        FORGET,
        /** Keeps the share and refuses. */
        WITHHOLD,
        /** Answers without a settlement. */
        KEEP_SETTLEMENT,
        /** A settlement by another key. */
        FORGE,
        STALE_ROOT,
        /** Reads the request, and says nothing more until the test is over. */
        STALL,
        /** Settles, says the first half of the answer, and nothing more until the test is over. */
        STALL_MIDWAY
    }

    /** What it saw of one connection. */
    record Seen(int port, Map<String, List<String>> headers, String path, byte[] body) {}

    static final BigInteger REFUND = BigInteger.valueOf(60);

    final ConcurrentLinkedDeque<Mood> moods = new ConcurrentLinkedDeque<>();
    final List<Seen> seen = new ArrayList<>();
    final Map<Fr, Fr> points = new ConcurrentHashMap<>();
    final List<String> violations = new ArrayList<>();
    final AtomicInteger ran = new AtomicInteger();
    volatile String answer =
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,"
                    + "\"completion_tokens\":2,\"total_tokens\":5}}";
    volatile String events = "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{\"content\":\"lo.\"}}]}\n\n"
            + "data: [DONE]\n\n";
    private final Map<Fr, BabyJubjubPoint> states = new ConcurrentHashMap<>();
    private final Map<Fr, SettledTicket> settled = new ConcurrentHashMap<>();
    private final EddsaPoseidon.PrivateKey key = TestWallets.providerKey(1);
    private final HttpServer server;
    private final VaultTerms vault;
    private final CountDownLatch over = new CountDownLatch(1);
    volatile Terms.Limits limits = Terms.Limits.DEFAULT;
    /** What stands behind the terms. */
    volatile String afterTerms = "";

    volatile BigInteger outputPrice = BigInteger.valueOf(1_000);
    volatile EddsaPoseidon.PrivateKey termsKey = key;

    StubGateway(VaultTerms vault) throws IOException {
        this.vault = vault;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try {
                handle(exchange);
            } catch (RuntimeException e) {
                violations.add(e.toString());
                throw e;
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Terms terms() {
        return new Terms(
                origin(),
                vault.chainId(),
                vault.vault(),
                vault.scope(),
                vault.cMax(),
                TestWallets.keys(),
                HexFormat.of().formatHex(vault.requestKeyHash()),
                limits,
                List.of(new ModelPrice("small", BigInteger.TEN, outputPrice, BigInteger.ONE, 4096)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        synchronized (seen) {
            seen.add(new Seen(exchange.getRemoteAddress().getPort(), exchange.getRequestHeaders(), path, body));
        }
        if (path.equals(GatewayLink.TERMS_PATH)) {
            if (moods.peek() == Mood.STALL || moods.peek() == Mood.STALL_MIDWAY) {
                stall(exchange, moods.poll() == Mood.STALL_MIDWAY);
            }
            send(exchange, 200, SignedTerms.sign(terms(), termsKey).toJson() + afterTerms);
            return;
        }
        Ticket ticket = Ticket.fromHeader(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean cancel = path.equals(GatewayLink.CANCEL_PATH);
        RequestDigest digest = cancel
                ? RequestDigest.parse(
                        new JsonMapper().readTree(body).path("sha256").asString())
                : RequestDigest.of(origin(), "POST", path, body);
        note(ticket, digest.point(ticket.nonce(), vault.scope()));
        Mood mood = moods.isEmpty() ? Mood.ANSWER : moods.poll();
        act(exchange, ticket, cancel, mood, new String(body, StandardCharsets.UTF_8).contains("\"stream\":true"));
    }

    private void note(Ticket ticket, Fr x) {
        Fr known = points.putIfAbsent(ticket.nullifier(), x);
        BabyJubjubPoint state = states.putIfAbsent(ticket.nullifier(), ticket.state());
        if (known != null && !known.equals(x) || state != null && !state.equals(ticket.state())) {
            violations.add("a nullifier with two x or two states");
        }
    }

    private SettledTicket settle(Ticket ticket, boolean cancel) {
        return settled.computeIfAbsent(ticket.nullifier(), nullifier -> {
            if (!cancel) {
                ran.incrementAndGet();
            }
            BigInteger refund = cancel ? vault.cMax() : REFUND;
            return new SettledTicket(
                    cancel ? Outcome.CANCELLED : Outcome.SERVED,
                    Settlement.sign(key, vault.scope(), ticket.state(), refund));
        });
    }

    private void act(HttpExchange exchange, Ticket ticket, boolean cancel, Mood mood, boolean stream)
            throws IOException {
        switch (mood) {
            case ANSWER -> answer(exchange, settle(ticket, cancel), stream);
            case HANG_UP_AFTER_SETTLING -> settle(ticket, cancel);
            case HANG_UP -> {}
            case CUT -> {
                settle(ticket, cancel);
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 1000);
                String half = events.substring(0, events.indexOf("\n\n") + 2);
                exchange.getResponseBody().write(half.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
            case FORGET -> {
                exchange.getResponseHeaders()
                        .set(SettledTicket.HEADER, settle(ticket, cancel).toText());
                send(exchange, 410, new ApiError("e", "gone", "body_gone").toJson());
            }
            case WITHHOLD -> send(exchange, 403, new ApiError("policy_error", "no", "policy_violation").toJson());
            case KEEP_SETTLEMENT -> send(exchange, 200, answer);
            case FORGE -> {
                Settlement forged =
                        Settlement.sign(TestWallets.providerKey(2), vault.scope(), ticket.state(), vault.cMax());
                answer(exchange, new SettledTicket(Outcome.SERVED, forged), stream);
            }
            case STALL -> stall(exchange, false);
            case STALL_MIDWAY -> {
                settle(ticket, cancel);
                stall(exchange, true);
            }
            case STALE_ROOT -> send(exchange, 409, new ApiError("e", "stale", "stale_root").toJson());
        }
    }

    private void stall(HttpExchange exchange, boolean midway) throws IOException {
        if (midway) {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void answer(HttpExchange exchange, SettledTicket settlement, boolean stream) throws IOException {
        if (!stream) {
            exchange.getResponseHeaders().set(SettledTicket.HEADER, settlement.toText());
            send(exchange, 200, answer);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write((events + settlement.toEvent()).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    List<Seen> paid() {
        synchronized (seen) {
            return seen.stream()
                    .filter(call -> !call.path().equals(GatewayLink.TERMS_PATH))
                    .toList();
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}

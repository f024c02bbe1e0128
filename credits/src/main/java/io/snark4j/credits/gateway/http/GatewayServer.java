package io.snark4j.credits.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snark4j.credits.gateway.CallDesk;
import io.snark4j.credits.gateway.CreditGateway;
import io.snark4j.credits.gateway.RefundTables;
import io.snark4j.credits.gateway.Refusal;
import io.snark4j.credits.gateway.RefusedException;
import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.PaidEndpoint;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.field.MalformedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway's HTTP server, a virtual thread a request. Paid paths are OpenAI's; what the provider publishes is below {@code /credits/v1/}. It is to stand behind a
 * proxy that ends TLS. Limits on headers, connections and the time of a request are the JDK server's and hold for the whole process: they are set, unless the
 * operator has, before the first server is made.
 */
public final class GatewayServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GatewayServer.class.getName());
    private static final JsonMapper JSON = new JsonMapper();
    private static final String JSON_TYPE = "application/json";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int SMALL_BODY = 256;
    /** For a request that was cut off to be settled. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    static {
        Map.of(
                        // A ticket has 862 characters.
                        "sun.net.httpserver.maxReqHeaderSize", "16384",
                        "sun.net.httpserver.maxReqHeaders", "64",
                        // Headers and body, which has a limit of its own; who is slower is hung up on.
                        "sun.net.httpserver.maxReqTime", "30",
                        // Longer than a deadline and a retry's patience. Who reads slower holds a request, which a
                        // crash would refund.
                        "sun.net.httpserver.maxRspTime", "900",
                        "sun.net.httpserver.idleInterval", "30",
                        "jdk.httpserver.maxConnections", "8192",
                        // Events are small, and each is to be seen at once.
                        "sun.net.httpserver.nodelay", "true")
                .forEach((name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }

    private final CreditGateway gateway;
    private final Options options;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore running;
    private final RequestBodies bodies;
    private volatile boolean stopping;

    /**
     * @param address to listen on
     * @param bodyTime within which a body must arrive
     * @param running paid requests at most at a time
     * @param drain how long {@link #close} lets paid requests run on
     * @param bodyBytes of requests at most at a time, the first 16 KiB of each not counted
     */
    public record Options(InetSocketAddress address, Duration bodyTime, int running, Duration drain, int bodyBytes) {
        /**
         * @param address to listen on
         * @return 20 seconds for a body, 1,024 requests at a time, a minute to end them, 256 MiB or an eighth of the heap for their bodies
         */
        public static Options at(InetSocketAddress address) {
            long bodyBytes = Math.min(256 << 20, Runtime.getRuntime().maxMemory() / 8);
            return new Options(address, Duration.ofSeconds(20), 1_024, Duration.ofMinutes(1), (int) bodyBytes);
        }
    }

    private GatewayServer(CreditGateway gateway, Options options) throws IOException {
        this.gateway = gateway;
        this.options = options;
        this.running = new Semaphore(options.running());
        this.bodies = new RequestBodies(options.bodyBytes(), options.bodyTime());
        this.server = HttpServer.create(options.address(), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Listens.
     *
     * @param gateway that answers; stays the caller's to close
     * @param options of the server
     * @return the server, listening
     * @throws UncheckedIOException if the address is taken
     */
    public static GatewayServer start(CreditGateway gateway, Options options) {
        try {
            GatewayServer server = new GatewayServer(gateway, options);
            server.server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("gateway at " + options.address() + ": " + e.getMessage(), e);
        }
    }

    /** @return where it listens */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /**
     * Admits nothing more, waits for paid requests, and then cuts off those that still run: what upstream did for them is charged as metered. Left to a recovery
     * they would be refunded in full, at each restart, to whoever reads an answer but for its end.
     */
    @Override
    public void close() {
        stopping = true;
        try {
            if (running.tryAcquire(options.running(), options.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                running.release(options.running());
            }
            server.stop(0);
            threads.shutdownNow();
            boolean _ = threads.awaitTermination(SETTLING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            server.stop(0);
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange) {
        HttpAnswer answer = new HttpAnswer(exchange);
        String result = "answered";
        try {
            route(exchange, answer);
        } catch (RefusedException e) {
            result = e.refusal().code();
            fail(answer, e.refusal(), e.error());
        } catch (IOException e) {
            // The caller is gone before the request was whole: nobody to answer.
            result = "hung_up";
        } catch (RuntimeException e) {
            result = Refusal.FAULT.code();
            // Not the message: a parser's may hold a piece of the body.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "event=fault cause={0} at={1}",
                    e.getClass().getName(),
                    Stream.of(e.getStackTrace())
                            .findFirst()
                            .map(Object::toString)
                            .orElse("unknown"));
            fail(answer, Refusal.FAULT, new RefusedException(Refusal.FAULT, Refusal.FAULT.message()).error());
        } finally {
            exchange.close();
        }
        gateway.metrics().count("requests", "result", result, 1);
        if (answer.isGone()) {
            gateway.metrics().count("hang_ups");
        }
    }

    private static void fail(HttpAnswer answer, Refusal refusal, ApiError error) {
        if (!answer.hasBegun()) {
            answer.error(refusal.status(), error);
        }
    }

    private void route(HttpExchange exchange, HttpAnswer answer) throws IOException {
        String path = String.valueOf(exchange.getRequestURI().getRawPath());
        if (PaidEndpoint.of(path).isPresent()) {
            require(exchange, "POST");
            paid(exchange, path, answer);
            return;
        }
        switch (path) {
            case "/v1/models" -> published(exchange, answer, OK, JSON_TYPE, bytes(models()));
            case "/health" -> {
                Optional<String> obstacle = stopping
                        ? Optional.of("stopping")
                        : gateway.obstacle().map(why -> why.name().toLowerCase(Locale.ROOT));
                Map<String, String> body = obstacle.map(why -> Map.of("status", "out_of_service", "reason", why))
                        .orElseGet(() -> Map.of("status", "ok"));
                int status = obstacle.isEmpty() ? OK : UNAVAILABLE;
                published(exchange, answer, status, JSON_TYPE, bytes(JSON.writeValueAsString(body)));
            }
            case "/metrics" ->
                published(
                        exchange,
                        answer,
                        OK,
                        "text/plain; version=0.0.4",
                        bytes(gateway.metrics().toText()));
            case "/credits/v1/terms" ->
                published(
                        exchange,
                        answer,
                        OK,
                        JSON_TYPE,
                        bytes(gateway.terms()
                                .orElseThrow(() ->
                                        new RefusedException(Refusal.OUT_OF_SERVICE, Refusal.OUT_OF_SERVICE.message()))
                                .toJson()));
            case "/credits/v1/settlement" -> {
                require(exchange, "POST");
                settled(answer, gateway.settlement(ticket(exchange), digest(exchange)));
            }
            case "/credits/v1/cancel" -> {
                require(exchange, "POST");
                settled(answer, gateway.cancel(ticket(exchange), digest(exchange)));
            }
            default -> refunds(exchange, path, answer);
        }
    }

    private void refunds(HttpExchange exchange, String path, HttpAnswer answer) {
        String prefix = "/credits/v1/refunds";
        if (path.equals(prefix)) {
            require(exchange, "GET");
            Map<String, Object> index = Map.of(
                    "epochSeconds",
                    gateway.config().limits().epoch().toSeconds(),
                    "epochs",
                    gateway.refundTables().epochs());
            published(exchange, answer, OK, JSON_TYPE, bytes(JSON.writeValueAsString(index)));
            return;
        }
        String epoch = path.startsWith(prefix + "/") ? path.substring(prefix.length() + 1) : "";
        if (!epoch.matches("[0-9]{1,12}")) {
            throw new RefusedException(Refusal.NOT_FOUND, Refusal.NOT_FOUND.message());
        }
        require(exchange, "GET");
        try (RefundTables.Download table = gateway.refundTables()
                .open(Long.parseLong(epoch))
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, Refusal.NOT_FOUND.message()))) {
            answer.table(table);
        }
    }

    private void paid(HttpExchange exchange, String path, HttpAnswer answer) throws IOException {
        if (exchange.getRequestURI().getRawQuery() != null) {
            throw new RefusedException(Refusal.MALFORMED_REQUEST, "a paid path takes no query");
        }
        Ticket ticket = ticket(exchange);
        try (RequestBodies.Body body =
                bodies.read(exchange, gateway.config().limits().maxBodyBytes())) {
            RequestDigest digest = RequestDigest.of(gateway.config().origin(), "POST", path, body.bytes());
            run(new CallDesk.PaidCall(ticket, path, body.bytes(), digest), answer);
        }
    }

    private void run(CallDesk.PaidCall call, HttpAnswer answer) {
        if (stopping) {
            throw new RefusedException(Refusal.OUT_OF_SERVICE, Refusal.OUT_OF_SERVICE.message());
        }
        if (!running.tryAcquire()) {
            throw new RefusedException(Refusal.OVERLOADED, Refusal.OVERLOADED.message());
        }
        try {
            gateway.handle(call, answer);
        } finally {
            running.release();
        }
    }

    private static Ticket ticket(HttpExchange exchange) {
        List<String> values = exchange.getRequestHeaders().get("Authorization");
        if (values == null
                || values.size() != 1
                || !values.getFirst().regionMatches(true, 0, Ticket.SCHEME + " ", 0, Ticket.SCHEME.length() + 1)) {
            throw new RefusedException(Refusal.NO_TICKET, Refusal.NO_TICKET.message());
        }
        try {
            return Ticket.fromHeader(values.getFirst());
        } catch (MalformedInputException e) {
            throw new RefusedException(Refusal.MALFORMED_TICKET, String.valueOf(e.getMessage()));
        }
    }

    private RequestDigest digest(HttpExchange exchange) throws IOException {
        try (RequestBodies.Body body = bodies.read(exchange, SMALL_BODY)) {
            return RequestDigest.parse(JSON.readTree(new String(body.bytes(), StandardCharsets.UTF_8))
                    .path("sha256")
                    .asString(""));
        } catch (JacksonException | MalformedInputException e) {
            throw new RefusedException(Refusal.MALFORMED_REQUEST, "expected {\"sha256\":\"<64 hex digits>\"}");
        }
    }

    private static void settled(HttpAnswer answer, SettledTicket settled) {
        Map<String, String> body = Map.of("outcome", settled.outcome().word(), "settlement", settled.toText());
        answer.whole(OK, JSON_TYPE, bytes(JSON.writeValueAsString(body)), settled);
    }

    private String models() {
        List<Map<String, Object>> models = gateway.config().models().stream()
                .map(price -> Map.<String, Object>of(
                        "id", price.model(), "object", "model", "owned_by", "gateway", "created", 0))
                .toList();
        return JSON.writeValueAsString(Map.of("object", "list", "data", models));
    }

    private static void published(
            HttpExchange exchange, HttpAnswer answer, int status, String contentType, byte[] body) {
        require(exchange, "GET");
        answer.plain(status, contentType, body);
    }

    private static void require(HttpExchange exchange, String method) {
        if (!exchange.getRequestMethod().equals(method)) {
            throw new RefusedException(Refusal.WRONG_METHOD, "the path takes " + method);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

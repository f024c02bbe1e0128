package io.snark4j.credits.wallet;

import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.SignedTerms;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.field.MalformedInputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way to a gateway. Each request has a connection of its own and a TLS context of its own: a connection that is used again, or a session that is resumed, would tell that two requests
 * are one wallet's. Through a SOCKS proxy each has a user of its own as well. It sends HTTP/1.1 with the same headers always, follows no redirect and keeps no cookie. A gateway that stops in the middle of its answer
 * holds its caller until the time for all of it is over. Thread-safe.
 */
final class GatewayLink {
    static final String TERMS_PATH = "/credits/v1/terms";
    static final String CANCEL_PATH = "/credits/v1/cancel";
    static final String REFUNDS_PATH = "/credits/v1/refunds";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration CONNECT_THROUGH_PROXY = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(90);

    private static final int MOST_TERMS_BYTES = 4 << 20;
    private static final int MOST_ANSWER_BYTES = 64 << 20;
    /** 1.5 million requests in one epoch. */
    private static final int MOST_TABLE_BYTES = 256 << 20;

    private final URI gateway;
    private final Optional<ProxyAddress> proxy;
    private final Duration patience;

    GatewayLink(Settings.Reach reach) {
        this(reach, SHORT);
    }

    /** With so much time for an answer that runs no request, its last byte included; a table of refunds has ten times as much. */
    GatewayLink(Settings.Reach reach, Duration patience) {
        this.gateway = URI.create(reach.gateway());
        this.proxy = ProxyAddress.parse(reach.proxy());
        this.patience = patience;
    }

    /** The way of one request: nothing of it is used again. */
    private final class Connection implements AutoCloseable {
        private final Optional<SocksTunnel> tunnel = proxy.filter(p -> p.kind() == ProxyAddress.Kind.SOCKS5)
                .map(socks -> new SocksTunnel(socks.resolved(), gateway));
        private final HttpClient client;
        private final Duration time;
        /** The timeout that HTTP clients know ends with the head of the answer. */
        private final Thread alarm;

        private volatile boolean expired;

        /** Closed when this time is over. */
        Connection(Duration time) {
            this.time = time;
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(proxy.isPresent() ? CONNECT_THROUGH_PROXY : CONNECT)
                    .sslContext(freshContext());
            tunnel.map(SocksTunnel::address)
                    .or(() -> proxy.map(ProxyAddress::resolved))
                    .ifPresent(address -> builder.proxy(ProxySelector.of(address)));
            this.client = builder.build();
            this.alarm = Thread.ofVirtual().name("gateway alarm").start(this::expire);
        }

        private void expire() {
            try {
                Thread.sleep(time);
                expired = true;
                disconnect();
            } catch (InterruptedException _) {
                // The answer is there.
            }
        }

        /** What the reader makes of the answer, read to its end in time. */
        <T> T send(HttpRequest request, Reader<T> reader) throws IOException {
            try {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream in = response.body()) {
                    return reader.read(response, in);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (IOException e) {
                throw new IOException(why(), e);
            }
        }

        private String why() {
            return expired
                    ? "no whole answer within " + time.toSeconds() + " s"
                    : tunnel.flatMap(SocksTunnel::failure).orElse("the connection failed");
        }

        @Override
        public void close() {
            alarm.interrupt();
            disconnect();
        }

        private void disconnect() {
            client.shutdownNow();
            tunnel.ifPresent(SocksTunnel::close);
        }
    }

    private interface Reader<T> {
        T read(HttpResponse<InputStream> response, InputStream in) throws IOException;
    }

    private static SSLContext freshContext() {
        try {
            SSLContext fresh = SSLContext.getInstance("TLS");
            fresh.init(null, null, null);
            return fresh;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).header("User-Agent", "snark4j");
    }

    /** The terms, not verified. */
    SignedTerms terms() {
        return SignedTerms.fromJson(new String(get(TERMS_PATH, patience, MOST_TERMS_BYTES), StandardCharsets.UTF_8));
    }

    /** All tables that there are, whole: to ask for some would say which are the wallet's. */
    List<RefundTable> refunds() {
        return index(get(REFUNDS_PATH, patience, MOST_TERMS_BYTES))
                .path("epochs")
                .valueStream()
                .map(epoch -> RefundTable.fromBytes(
                        get(REFUNDS_PATH + "/" + epoch.asLong(), patience.multipliedBy(10), MOST_TABLE_BYTES)))
                .toList();
    }

    private static JsonNode index(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new MalformedInputException("the gateway's list of refund tables is not JSON", e);
        }
    }

    private byte[] get(String path, Duration time, int mostBytes) {
        try (Connection connection = new Connection(time)) {
            return connection.send(request(path).GET().build(), (response, in) -> {
                if (response.statusCode() != 200) {
                    throw new WalletException("the gateway answers " + path + " with status " + response.statusCode());
                }
                byte[] body = in.readNBytes(mostBytes);
                if (in.read() >= 0) {
                    throw new WalletException(
                            "the gateway answers " + path + " with more than " + mostBytes + " bytes");
                }
                return body;
            });
        } catch (IOException e) {
            throw new WalletException(
                    "the gateway at " + gateway.getHost() + " cannot be reached: " + e.getMessage(), e);
        }
    }

    /** Sends a paid call, and waits until the deadline for all of its answer. It goes to the sink as it comes, the settlement apart. */
    GatewayAnswer call(String path, byte[] body, Ticket ticket, Duration deadline, AnswerSink sink) throws IOException {
        HttpRequest request = request(path)
                .header("Authorization", ticket.toHeader())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (Connection connection = new Connection(deadline)) {
            return connection.send(request, (response, in) -> answered(response, in, sink));
        }
    }

    private static GatewayAnswer answered(HttpResponse<InputStream> response, InputStream in, AnswerSink sink)
            throws IOException {
        int status = response.statusCode();
        String type = response.headers().firstValue("Content-Type").orElse("application/json");
        Optional<SettledTicket> settlement = response.headers()
                .firstValue(SettledTicket.HEADER)
                .flatMap(text -> parsed(() -> SettledTicket.fromText(text)));
        if (type.startsWith("text/event-stream")) {
            return streamed(status, type, new BufferedInputStream(in), sink);
        }
        byte[] body = in.readNBytes(MOST_ANSWER_BYTES);
        String code = status < 400 ? "" : code(body);
        // An answer without a settlement is no answer yet: it is not passed on, for the call goes on.
        if (settlement.isEmpty()) {
            return new GatewayAnswer(settlement, code);
        }
        deliver(() -> {
            try (OutputStream out = sink.begin(status, type)) {
                out.write(body);
            }
        });
        return new GatewayAnswer(settlement, code);
    }

    private interface Delivery {
        void run() throws IOException;
    }

    /** Whoever asked may be gone; the settlement counts all the same. */
    private static boolean deliver(Delivery delivery) {
        try {
            delivery.run();
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static GatewayAnswer streamed(int status, String type, InputStream in, AnswerSink sink) throws IOException {
        Optional<SettledTicket> settlement = Optional.empty();
        boolean delivered = true;
        OutputStream out = OutputStream.nullOutputStream();
        try {
            out = sink.begin(status, type);
        } catch (IOException _) {
            delivered = false;
        }
        try (OutputStream closing = out) {
            for (byte[] event = next(in); event.length > 0; event = next(in)) {
                Optional<SettledTicket> found = settlementOf(event);
                if (found.isPresent()) {
                    settlement = found;
                    continue;
                }
                byte[] passed = event;
                delivered = delivered
                        && deliver(() -> {
                            closing.write(passed);
                            closing.flush();
                        });
            }
        } catch (IOException e) {
            if (settlement.isEmpty()) {
                throw e;
            }
        }
        return new GatewayAnswer(settlement, "");
    }

    /** Up to the empty line that ends an event; empty at the end of the stream. */
    private static byte[] next(InputStream in) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        int last = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\r') {
                continue;
            }
            event.write(next);
            if (next == '\n' && last == '\n') {
                break;
            }
            if (event.size() > MOST_ANSWER_BYTES) {
                throw new IOException("an event of the gateway is longer than " + MOST_ANSWER_BYTES + " bytes");
            }
            last = next;
        }
        return event.toByteArray();
    }

    private static Optional<SettledTicket> settlementOf(byte[] event) {
        String text = new String(event, StandardCharsets.UTF_8);
        if (!text.startsWith("event: " + SettledTicket.EVENT + "\n")) {
            return Optional.empty();
        }
        return text.lines()
                .filter(line -> line.startsWith("data: "))
                .findFirst()
                .flatMap(line -> parsed(() -> SettledTicket.fromEventData(line.substring("data: ".length()))));
    }

    /** What does not parse is no settlement; the ticket stays open. */
    private static Optional<SettledTicket> parsed(java.util.function.Supplier<SettledTicket> parser) {
        try {
            return Optional.of(parser.get());
        } catch (MalformedInputException _) {
            return Optional.empty();
        }
    }

    private static String code(byte[] body) {
        try {
            return ApiError.fromJson(new String(body, StandardCharsets.UTF_8)).code();
        } catch (MalformedInputException _) {
            return "unknown";
        }
    }

    /** Asks to settle a ticket without running its request: for one whose body the gateway would not read. */
    GatewayAnswer cancel(Ticket ticket, String digest, AnswerSink sink) throws IOException {
        byte[] body = JSON.writeValueAsBytes(Map.of("sha256", digest));
        return call(CANCEL_PATH, body, ticket, patience, sink);
    }
}

package io.snark4j.credits.wallet.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snark4j.credits.ethereum.EthereumException;
import io.snark4j.credits.ticket.PaidEndpoint;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.credits.wallet.ChainView;
import io.snark4j.credits.wallet.Ledger;
import io.snark4j.credits.wallet.Spender;
import io.snark4j.credits.wallet.WalletException;
import io.snark4j.credits.wallet.store.StoreException;
import io.snark4j.field.MalformedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The wallet's HTTP server, a virtual thread a request, on 127.0.0.1 only. Endpoints: {@code /v1/chat/completions}, {@code /v1/completions}, {@code /v1/responses}, {@code
 * /v1/embeddings}, {@code /v1/models}; Ollama's {@code /api/chat} and {@code /api/generate}, and what its clients ask first; the page at {@code /} and what it shows at {@code /wallet/status}.
 *
 * <p>What the wallet itself refuses is 402, which clients do not repeat by themselves: a repetition would be another request, with another ticket.
 */
public final class WalletServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WalletServer.class.getName());
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int MOST_BODY_BYTES = 8 << 20;
    private static final int GRACE_SECONDS = 10;
    /** Whose endpoints these are: clients ask for what came later only where a later version answers. */
    private static final String OLLAMA_VERSION = "{\"version\":\"0.9.0\"}";

    static {
        // Events of a stream are small, and each is to be seen at once.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final Spender spender;
    private final WalletStatus status;
    private final Conversations conversations = new Conversations();
    private final StatusPage page = StatusPage.load();
    private final HttpServer server;
    private final LocalGuard guard;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * What the server serves.
     *
     * @param ledger of the wallet
     * @param spender that pays
     * @param chain that it looks at
     * @param terms of the vault
     * @param warnings what the owner should know now
     */
    public record Wallet(
            Ledger ledger, Spender spender, ChainView chain, VaultTerms terms, Supplier<List<String>> warnings) {}

    private WalletServer(Wallet wallet, int port, Optional<String> key) throws IOException {
        this.spender = wallet.spender();
        this.status = new WalletStatus(wallet);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        this.guard = new LocalGuard(server.getAddress().getPort(), key);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Listens.
     *
     * @param wallet to serve; stays the caller's to close
     * @param port to listen on, 0 for any
     * @param key that clients have to name as their API key; without one, every user of the machine can spend
     * @return the server, listening
     * @throws WalletException if the port is taken
     */
    public static WalletServer start(Wallet wallet, int port, Optional<String> key) {
        try {
            WalletServer server = new WalletServer(wallet, port, key);
            server.server.start();
            return server;
        } catch (IOException e) {
            throw new WalletException("port " + port + " of 127.0.0.1: " + e.getMessage(), e);
        }
    }

    /** @return the port */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        ClientAnswer answer = new ClientAnswer(exchange);
        try (exchange) {
            route(exchange, answer);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client hung up");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request failed", e);
            fail(answer, 500, "internal_error", "the wallet failed");
        }
    }

    private static void fail(ClientAnswer answer, int status, String code, String message) {
        if (answer.hasBegun()) {
            return;
        }
        try {
            answer.error(status, code, message);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client hung up");
        }
    }

    private void route(HttpExchange exchange, ClientAnswer answer) throws IOException {
        Optional<String> refusal =
                guard.refusal(exchange.getRemoteAddress().getAddress(), exchange.getRequestHeaders());
        if (refusal.isPresent()) {
            answer.error(403, "forbidden", refusal.get());
            return;
        }
        String path = String.valueOf(exchange.getRequestURI().getPath());
        if (exchange.getRequestMethod().equals("GET") && path.equals("/")) {
            page.answer(exchange);
            return;
        }
        if (exchange.getRequestMethod().equals("HEAD") && path.equals("/")) {
            // So Ollama's clients look whether anybody is there.
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        if (!guard.isAuthorized(exchange.getRequestHeaders())) {
            answer.error(401, "invalid_api_key", "expected Authorization: Bearer and the wallet's key");
            return;
        }
        try {
            serve(exchange.getRequestMethod() + " " + path, path, exchange, answer);
        } catch (WalletException e) {
            fail(answer, 402, "wallet_refused", String.valueOf(e.getMessage()));
        } catch (EthereumException | StoreException | MalformedInputException | UncheckedIOException e) {
            fail(answer, 402, "wallet_unable", String.valueOf(e.getMessage()));
        }
    }

    private void serve(String request, String path, HttpExchange exchange, ClientAnswer answer) throws IOException {
        switch (request) {
            case "GET /wallet/status" -> answer.whole(200, "application/json", status.status());
            case "GET /v1/models" -> answer.whole(200, "application/json", status.models());
            case "GET /api/tags" -> answer.whole(200, "application/json", status.tags());
            case "GET /api/version" -> answer.whole(200, "application/json", OLLAMA_VERSION);
            case "GET /api/ps" -> answer.whole(200, "application/json", "{\"models\":[]}");
            case "POST /api/show" -> show(OllamaRequest.model(body(exchange)), answer);
            case "POST /v1/responses" -> respond(body(exchange), answer);
            case "POST /api/chat" -> chat(body(exchange), OllamaAnswer.Form.CHAT, answer);
            case "POST /api/generate" -> chat(body(exchange), OllamaAnswer.Form.GENERATE, answer);
            case "POST /v1/chat/completions", "POST /v1/completions" -> complete(path, body(exchange), answer);
            default -> {
                if (PaidEndpoint.of(path).isEmpty()) {
                    answer.error(404, "not_found", "no such path");
                } else if (!exchange.getRequestMethod().equals("POST")) {
                    answer.error(405, "method_not_allowed", "the path takes POST");
                } else {
                    spender.call(path, bytes(exchange), answer);
                }
            }
        }
    }

    private void show(String model, ClientAnswer answer) throws IOException {
        Optional<String> shown = status.show(model);
        if (shown.isPresent()) {
            answer.whole(200, "application/json", shown.get());
        } else {
            answer.error(404, "not_found", "model '" + model + "' not found");
        }
    }

    private void chat(ObjectNode asked, OllamaAnswer.Form form, ClientAnswer answer) throws IOException {
        OllamaAnswer translation = new OllamaAnswer(form, OllamaRequest.model(asked));
        if (OllamaRequest.isLoad(asked)) {
            answer.whole(200, "application/json", translation.loaded());
            return;
        }
        byte[] request = JSON.writeValueAsBytes(OllamaRequest.translated(asked));
        spender.call("/v1/chat/completions", request, translation.into(answer));
    }

    private void complete(String path, ObjectNode asked, ClientAnswer answer) {
        JsonNode options = asked.remove("stream_options");
        boolean usage = options != null && options.path("include_usage").asBoolean(false);
        spender.call(path, JSON.writeValueAsBytes(asked), usage ? answer : new WithoutUsage(answer));
    }

    private void respond(ObjectNode asked, ClientAnswer answer) throws IOException {
        try {
            conversations.writeOut(asked);
        } catch (Conversations.UnknownResponse _) {
            answer.error(400, "previous_response_not_found", "the wallet does not remember that response");
            return;
        }
        boolean kept = asked.path("store").asBoolean(true);
        spender.call("/v1/responses", JSON.writeValueAsBytes(asked), answer);
        if (kept) {
            conversations.remember(asked, answer.copy(), answer.isStream());
        }
    }

    private static byte[] bytes(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
        if (bytes.length > MOST_BODY_BYTES) {
            throw new WalletException("the body is longer than " + MOST_BODY_BYTES + " bytes");
        }
        return bytes;
    }

    private static ObjectNode body(HttpExchange exchange) throws IOException {
        try {
            if (JSON.readTree(new String(bytes(exchange), StandardCharsets.UTF_8)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new WalletException("the body is not JSON", e);
        }
        throw new WalletException("the body is not a JSON object");
    }

    /** Takes no more calls, and waits some seconds for those that run: what they signed is safe in the journal either way. */
    @Override
    public void close() {
        server.stop(GRACE_SECONDS);
        threads.shutdownNow();
    }
}

package io.snark4j.credits.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hosted node: another node behind limits. */
final class LimitedNode implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final URI behind;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Most blocks in a question for logs. */
    volatile long mostBlocks = Long.MAX_VALUE;
    /** Questions for logs until it refuses all. */
    volatile long questionsLeft = Long.MAX_VALUE;
    /** Whether it knows the newest state alone. */
    volatile boolean pruned;

    /** Happens once, between the answer to the next call and that it is given. */
    volatile Runnable afterNextCall = () -> {};

    volatile long granted;
    volatile long refused;

    LimitedNode(URI behind) throws IOException {
        this.behind = behind;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = answer(question).getBytes(StandardCharsets.UTF_8);
            if (question.contains("\"eth_call\"")) {
                Runnable next = afterNextCall;
                afterNextCall = () -> {};
                next.run();
            }
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private String answer(String question) throws IOException {
        JsonNode json = JSON.readTree(question);
        if (isRefused(json)) {
            refused++;
            return "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"query returned more than"
                    + " 10000 results\"}}";
        }
        try {
            return client.send(
                            HttpRequest.newBuilder(behind)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(question))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private boolean isRefused(JsonNode json) {
        return switch (json.path("method").asString()) {
            case "eth_getLogs" -> {
                JsonNode filter = json.path("params").path(0);
                long blocks = number(filter.path("toBlock")) - number(filter.path("fromBlock")) + 1;
                boolean no = blocks > mostBlocks || questionsLeft-- <= 0;
                granted += no ? 0 : 1;
                yield no;
            }
            case "eth_getCode" -> pruned;
            default -> false;
        };
    }

    private static long number(JsonNode hex) {
        return Long.decode(hex.asString());
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}

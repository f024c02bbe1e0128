package io.snark4j.credits.ethereum;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON-RPC 2.0 over HTTP. Thread-safe; all share one connection pool. */
final class JsonRpc {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();
    /** What geth, anvil and others give a call that reverts. */
    private static final int REVERTED = 3;
    /** HTTP's 413. */
    private static final int CONTENT_TOO_LARGE = 413;

    private final URI endpoint;
    private final Duration timeout;
    private final AtomicLong ids = new AtomicLong();

    JsonRpc(URI endpoint) {
        this(endpoint, TIMEOUT);
    }

    /** With so much time for an answer, its last byte included. */
    JsonRpc(URI endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    /** The answer's result, null included. Throws RevertedException for a call that reverts, NodeRefusalException for other errors that the node reports, EthereumException if it reports nothing. */
    JsonNode request(String method, Object... parameters) {
        Map<String, Object> body =
                Map.of("jsonrpc", "2.0", "id", ids.incrementAndGet(), "method", method, "params", List.of(parameters));
        JsonNode answer = send(method, JSON.writeValueAsString(body));
        JsonNode error = answer.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            throw refusal(method, error);
        }
        JsonNode result = answer.get("result");
        if (result == null) {
            throw new EthereumException(method + ": neither result nor error");
        }
        return result;
    }

    private JsonNode send(String method, String body) {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        // The request's own timeout ends with the head of the answer: a node that stops in the middle would hold its
        // caller for ever.
        CompletableFuture<HttpResponse<String>> answer = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            HttpResponse<String> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() == CONTENT_TOO_LARGE) {
                throw new NodeRefusalException(method + ": the node says that this is too much");
            }
            return JSON.readTree(response.body());
        } catch (ExecutionException e) {
            throw failed(method, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | JacksonException e) {
            answer.cancel(true);
            throw failed(method, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new EthereumException(method + ": interrupted", e);
        }
    }

    /** Without the endpoint: its path or user often holds a key. */
    private EthereumException failed(String method, Throwable cause) {
        String why = switch (cause) {
            case TimeoutException _, HttpTimeoutException _ -> "no answer within " + timeout.toSeconds() + " s";
            case ConnectException _ -> "no connection";
            case JacksonException _ -> "no JSON";
            default -> cause.getClass().getSimpleName();
        };
        return new EthereumException("%s at %s: %s".formatted(method, endpoint.getHost(), why), cause);
    }

    private static EthereumException refusal(String method, JsonNode error) {
        String message = method + ": " + error.path("message").asString("no message");
        String data = error.path("data").asString("");
        boolean reverted = error.path("code").asInt(0) == REVERTED || message.contains("revert");
        if (!reverted) {
            return new NodeRefusalException(message);
        }
        boolean hex = data.length() % 2 == 0 && data.matches("0x[0-9a-fA-F]*");
        return new RevertedException(message, hex ? HexFormat.of().parseHex(data.substring(2)) : new byte[0]);
    }
}

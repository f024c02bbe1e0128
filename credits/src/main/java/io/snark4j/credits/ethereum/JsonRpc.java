package io.snark4j.credits.ethereum;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
    private final AtomicLong ids = new AtomicLong();

    JsonRpc(URI endpoint) {
        this.endpoint = endpoint;
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
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == CONTENT_TOO_LARGE) {
                throw new NodeRefusalException(method + ": the node says that this is too much");
            }
            return JSON.readTree(response.body());
        } catch (IOException | JacksonException e) {
            // Not the endpoint: its path or user often holds a key.
            throw new EthereumException(
                    "%s at %s: %s"
                            .formatted(method, endpoint.getHost(), e.getClass().getSimpleName()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EthereumException(method + ": interrupted", e);
        }
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

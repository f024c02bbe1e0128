package io.snark4j.credits.wallet.http;

import com.sun.net.httpserver.HttpExchange;
import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.wallet.AnswerSink;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An answer to a client. Keeps a copy of what passes, for who wants to remember it. */
final class ClientAnswer implements AnswerSink {
    /** Names the fields that were left out of a request. */
    static final String LEFT_OUT = "Snark4j-Left-Out";

    private static final JsonMapper JSON = new JsonMapper();
    /** Its clients read errors in another form. */
    private static final String OLLAMA = "/api/";

    private final HttpExchange exchange;
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
    private boolean begun;
    private String type = "";

    ClientAnswer(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void leftOut(List<String> fields) {
        if (!fields.isEmpty()) {
            exchange.getResponseHeaders().set(LEFT_OUT, String.join(" ", fields).replaceAll("[^A-Za-z0-9_. -]", "?"));
        }
    }

    @Override
    public OutputStream begin(int status, String contentType) throws IOException {
        begun = true;
        type = contentType;
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, 0);
        return new FilterOutputStream(exchange.getResponseBody()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                copy.write(bytes, offset, length);
            }

            // The exchange ends the answer, once all is done that a client who has the whole of it may count on.
            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    boolean hasBegun() {
        return begun;
    }

    boolean isStream() {
        return type.startsWith("text/event-stream");
    }

    String copy() {
        return copy.toString(StandardCharsets.UTF_8);
    }

    void error(int status, String code, String message) throws IOException {
        String json = exchange.getRequestURI().getPath().startsWith(OLLAMA)
                ? JSON.writeValueAsString(Map.of("error", message))
                : new ApiError("wallet_error", message, code).toJson();
        whole(status, "application/json", json);
    }

    void whole(int status, String contentType, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begun = true;
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}

package io.snark4j.credits.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import io.snark4j.credits.gateway.Answer;
import io.snark4j.credits.gateway.RefundTables;
import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.SettledTicket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An answer on a connection. Once the caller is gone, what is written is dropped. */
final class HttpAnswer implements Answer {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final int UNKNOWN_LENGTH = 0;
    private static final int NO_BODY = -1;

    private final HttpExchange exchange;
    private boolean begun;
    private boolean gone;

    HttpAnswer(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws IOException;
    }

    private void send(Sending sending) {
        if (gone) {
            return;
        }
        try {
            sending.run();
        } catch (IOException e) {
            gone = true;
        }
    }

    /** Whether a status was sent. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether the caller hung up. */
    boolean isGone() {
        return gone;
    }

    /** An answer without a settlement. */
    void plain(int status, String contentType, byte[] body) {
        send(() -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            begun = true;
            exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    /** A refund table, as it is read. */
    void table(RefundTables.Download table) {
        send(() -> {
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            begun = true;
            exchange.sendResponseHeaders(OK, table.length());
            try (OutputStream out = exchange.getResponseBody()) {
                table.writeTo(out);
            }
        });
    }

    void error(int status, ApiError error) {
        if (status == UNAVAILABLE) {
            exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
        }
        plain(status, "application/json", error.toJson().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void whole(int status, String contentType, byte[] body, SettledTicket settled) {
        exchange.getResponseHeaders().set(SettledTicket.HEADER, settled.toText());
        plain(status, contentType, body);
    }

    @Override
    public void refused(int status, ApiError error, SettledTicket settled) {
        exchange.getResponseHeaders().set(SettledTicket.HEADER, settled.toText());
        error(status, error);
    }

    @Override
    public void begin() {
        send(() -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            begun = true;
            exchange.sendResponseHeaders(OK, UNKNOWN_LENGTH);
        });
    }

    @Override
    public void bytes(byte[] bytes, int length) {
        send(() -> {
            exchange.getResponseBody().write(bytes, 0, length);
            exchange.getResponseBody().flush();
        });
    }

    @Override
    public void end(SettledTicket settled) {
        byte[] event = settled.toEvent().getBytes(StandardCharsets.UTF_8);
        bytes(event, event.length);
        breakOff();
    }

    @Override
    public void breakOff() {
        send(() -> exchange.getResponseBody().close());
    }
}

package io.snark4j.credits.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snark4j.credits.gateway.Upstream;
import io.snark4j.credits.gateway.http.EchoUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** The echo behind HTTP, outside of the gateway that dies, and counted by the nullifiers that it is called with. Each word takes a while. */
final class CountingUpstream implements AutoCloseable {
    private final EchoUpstream echo = new EchoUpstream();
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** Writes what the echo says; whoever has hung up costs what he costs all the same. */
    private record Listening(HttpExchange exchange) implements Upstream.Listener {
        @Override
        public void begin(int status, String contentType) {
            try {
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.sendResponseHeaders(status, 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean bytes(byte[] bytes, int length) {
            try {
                exchange.getResponseBody().write(bytes, 0, length);
                exchange.getResponseBody().flush();
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    CountingUpstream() {
        echo.delay(Duration.ofMillis(5));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                byte[] body = exchange.getRequestBody().readAllBytes();
                runs.merge(key, 1, Integer::sum);
                echo.call(
                        new Upstream.Call(exchange.getRequestURI().getPath(), body, key, Duration.ofSeconds(20)),
                        new Listening(exchange));
            }
        });
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often each request ran, by the 64 hex digits of its nullifier. */
    Map<String, Integer> runs() {
        return Map.copyOf(runs);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.snark4j.credits.wallet;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes questions on to a node, and may keep them for a while, or stand at a block. */
final class SlowNode implements AutoCloseable {
    private static final String LATEST = "\"latest\"";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile CountDownLatch thinking = new CountDownLatch(0);
    private volatile CountDownLatch asked = new CountDownLatch(0);
    private volatile String newest = LATEST;

    SlowNode(URI node) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] question = exchange.getRequestBody().readAllBytes();
                asked.countDown();
                thinking.await();
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(node)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(asOfNow(question)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** It answers nothing more until the latch is counted down. */
    CountDownLatch think() {
        asked = new CountDownLatch(1);
        thinking = new CountDownLatch(1);
        return thinking;
    }

    /** This is its newest block, as others' finalized one is; the state that it knows is newer. */
    void standAt(long block) {
        newest = "\"0x" + Long.toHexString(block) + "\"";
    }

    void goOn() {
        newest = LATEST;
    }

    private String asOfNow(byte[] question) {
        String text = new String(question, StandardCharsets.UTF_8);
        return text.contains("eth_getBlockByNumber") ? text.replace(LATEST, newest) : text;
    }

    void awaitAsked() throws InterruptedException {
        asked.await();
    }

    @Override
    public void close() {
        thinking.countDown();
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}

package io.snark4j.credits.gateway.http;

import io.snark4j.credits.gateway.CreditGateway;
import io.snark4j.credits.gateway.TestGateway;
import io.snark4j.credits.gateway.TestWallet;
import io.snark4j.credits.ticket.SettledTicket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A gateway behind HTTP, and a caller. */
final class HttpHarness implements AutoCloseable {
    static final Duration BODY_TIME = Duration.ofMillis(700);
    static final int RUNNING = 64;
    static final int BODY_BYTES = 128 << 10;

    final TestGateway test;
    final GatewayServer server;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpHarness(TestGateway test) {
        this(test, Duration.ofSeconds(2));
    }

    HttpHarness(TestGateway test, Duration drain) {
        this(test, BODY_TIME, drain);
    }

    HttpHarness(TestGateway test, Duration bodyTime, Duration drain) {
        this.test = test;
        this.server = serve(test.gateway, bodyTime, drain);
    }

    static GatewayServer serve(CreditGateway gateway) {
        return serve(gateway, BODY_TIME, Duration.ofSeconds(2));
    }

    private static GatewayServer serve(CreditGateway gateway, Duration bodyTime, Duration drain) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return GatewayServer.start(gateway, new GatewayServer.Options(address, bodyTime, RUNNING, drain, BODY_BYTES));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    HttpRequest.Builder post(String path, String authorization, byte[] body) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    HttpRequest of(TestWallet.Request request) {
        return post(request.path, request.ticket.toHeader(), request.body).build();
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(TestWallet.Request request) throws IOException, InterruptedException {
        return send(of(request));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    static SettledTicket settled(HttpResponse<?> response) {
        return SettledTicket.fromText(
                response.headers().firstValue(SettledTicket.HEADER).orElseThrow());
    }

    @Override
    public void close() {
        server.close();
        test.close();
    }
}

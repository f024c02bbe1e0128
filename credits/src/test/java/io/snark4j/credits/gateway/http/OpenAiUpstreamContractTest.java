package io.snark4j.credits.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.gateway.Upstream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that says what a test tells it to. */
class OpenAiUpstreamContractTest {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private long pauseMillis;
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException | InterruptedException e) {
                heard.add("broken");
            }
        });
    }

    private void answer(Socket socket) throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            heard.add(line);
            line = in.readLine();
        }
        OutputStream out = socket.getOutputStream();
        for (String part : parts) {
            out.write(part.getBytes(StandardCharsets.UTF_8));
            out.flush();
            Thread.sleep(pauseMillis);
        }
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static final class Heard implements Upstream.Listener {
        int status;
        String type = "";
        int most = Integer.MAX_VALUE;
        final ByteArrayOutputStream body = new ByteArrayOutputStream();

        @Override
        public void begin(int answerStatus, String contentType) {
            status = answerStatus;
            type = contentType;
        }

        @Override
        public boolean bytes(byte[] bytes, int length) {
            body.write(bytes, 0, length);
            return body.size() < most;
        }
    }

    private Upstream.Ending call(Heard listener, Duration deadline) {
        return call(server.getLocalPort(), listener, deadline);
    }

    private static Upstream.Ending call(int port, Heard listener, Duration deadline) {
        var upstream =
                new OpenAiUpstream(URI.create("http://127.0.0.1:" + port + "/base/"), Optional.of("sk-operator"));
        return upstream.call(
                new Upstream.Call("/v1/completions", "{}".getBytes(StandardCharsets.UTF_8), "00ff", deadline),
                listener);
    }

    private static String head(String status) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    }

    @Test
    void theOperatorsKeyAndTheIdempotencyKeyAreSent() {
        parts.addAll(List.of(head("200 OK"), "data: 1\n\n", "data: 2\n\n"));
        Heard listener = new Heard();
        assertThat(call(listener, Duration.ofSeconds(5))).isEqualTo(Upstream.Ending.COMPLETE);
        assertThat(listener.status).isEqualTo(200);
        assertThat(listener.type).isEqualTo("text/event-stream");
        assertThat(listener.body.toString()).isEqualTo("data: 1\n\ndata: 2\n\n");
        assertThat(heard)
                .contains(
                        "POST /base/v1/completions HTTP/1.1",
                        "Authorization: Bearer sk-operator",
                        "Idempotency-Key: 00ff");
    }

    @Test
    void theDeadlineCutsAStream() {
        parts.addAll(List.of(head("200 OK"), "data: 1\n\n", "data: 2\n\n", "data: 3\n\n"));
        pauseMillis = 400;
        Heard listener = new Heard();
        assertThat(call(listener, Duration.ofMillis(700))).isEqualTo(Upstream.Ending.CUT);
        assertThat(listener.body.toString()).contains("data: 1").doesNotContain("data: 3");
    }

    @Test
    void theDeadlineCutsSilence() {
        parts.add("HTTP/1.1 ");
        pauseMillis = 2_000;
        Heard listener = new Heard();
        assertThat(call(listener, Duration.ofMillis(300))).isEqualTo(Upstream.Ending.CUT);
        assertThat(listener.status).isZero();
    }

    @Test
    void aListenerThatHasEnoughEndsIt() {
        parts.addAll(List.of(head("200 OK"), "data: 1\n\n", "data: 2\n\n"));
        pauseMillis = 100;
        Heard listener = new Heard();
        listener.most = 1;
        assertThat(call(listener, Duration.ofSeconds(5))).isEqualTo(Upstream.Ending.CUT);
        assertThat(listener.body.toString()).isEqualTo("data: 1\n\n");
    }

    @Test
    void nobodyThereIsNoAnswer() throws IOException {
        server.close();
        Heard listener = new Heard();
        assertThat(call(listener, Duration.ofSeconds(5))).isEqualTo(Upstream.Ending.NONE);
    }

    /** Its queue of connections is full: it was never reached, and charges nothing. */
    @Test
    void aConnectionThatIsNeverMadeIsNoAnswer() throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                waiting.add(channel);
                channel.connect(full.getLocalSocketAddress());
            }
            Heard listener = new Heard();
            assertThat(call(full.getLocalPort(), listener, Duration.ofMillis(400)))
                    .isEqualTo(Upstream.Ending.NONE);
            assertThat(listener.status).isZero();
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }
}

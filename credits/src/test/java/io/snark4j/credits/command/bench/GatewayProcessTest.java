package io.snark4j.credits.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway in a process of its own, whose server has other limits than those of this process. */
class GatewayProcessTest {
    private static final int SLOW = 60;

    @TempDir
    private Path folder;

    private Process serve() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.net.httpserver.maxReqTime=2",
                        "-cp",
                        GatewayProcess.classPath(),
                        Main.class.getName(),
                        "credits",
                        "bench",
                        "serve",
                        "--folder",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Callers who send a byte of their headers now and then are hung up on, and keep nobody else from being served. */
    @Test
    void slowHeadersAreHungUpOn() throws Exception {
        Process process = serve();
        List<Socket> slow = new ArrayList<>();
        try {
            URI uri = URI.create(process.inputReader(StandardCharsets.UTF_8).readLine());
            var address = new InetSocketAddress(uri.getHost(), uri.getPort());
            for (int i = 0; i < SLOW; i++) {
                Socket socket = new Socket(address.getAddress(), address.getPort());
                socket.getOutputStream()
                        .write("POST /v1/chat/completions HTTP/1.1\r\nA".getBytes(StandardCharsets.US_ASCII));
                socket.setSoTimeout(10);
                slow.add(socket);
            }
            try (Caller caller = new Caller(address)) {
                caller.send(SimulatedDeployment.request(new SplittableRandom(1)));
            }
            long end = System.nanoTime() + 30_000_000_000L;
            long open = SLOW;
            while (open > 0 && System.nanoTime() < end) {
                open = slow.stream().filter(GatewayProcessTest::isOpen).count();
            }
            assertThat(open).as("slow callers after 30 s").isZero();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
            process.destroy();
        }
    }

    private static boolean isOpen(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theMeasurementRuns() {
        var out = new ByteArrayOutputStream();
        int status = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                false,
                "credits",
                "bench",
                "gateway",
                "--processor",
                "0",
                "--warm-up",
                "30",
                "--requests",
                "100");
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(status).as(text).isZero();
        assertThat(text).contains("64 callers: 100 requests in ", "100 proofs in ", "latency median ");
    }
}

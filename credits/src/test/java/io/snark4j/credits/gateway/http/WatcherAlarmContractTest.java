package io.snark4j.credits.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.command.bench.SimulatedProofs;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.gateway.GatewayConfig;
import io.snark4j.credits.gateway.TestWallet;
import io.snark4j.credits.gateway.VaultFollower;
import io.snark4j.credits.gateway.WatcherAlarm;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.VaultFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that takes questions and does not answer: the gateway stops serving by itself and says so, and goes on when the node does. */
@Tag("peers")
class WatcherAlarmContractTest {
    private static final Duration MAX_SILENCE = Duration.ofSeconds(4);
    private static final Duration TURN = Duration.ofMillis(50);
    private static final String ORIGIN = "http://gateway.test";

    /** Between the gateway and its node; holds back what passes while it is told to. */
    private static final class HoldingProxy implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final URI target;
        private volatile boolean holds;

        HoldingProxy(URI target) throws IOException {
            this.target = target;
            Thread.ofVirtual().start(this::accept);
        }

        URI endpoint() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        void accept() {
            while (!server.isClosed()) {
                try {
                    Socket near = server.accept();
                    Socket far = new Socket(target.getHost(), target.getPort());
                    Thread.ofVirtual().start(() -> pass(near, far));
                    Thread.ofVirtual().start(() -> pass(far, near));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void pass(Socket from, Socket to) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[8192];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    while (holds) {
                        Thread.sleep(10);
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException | InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static final class Lines extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private final Lines lines = new Lines();
    private final Logger logger = Logger.getLogger(WatcherAlarm.class.getName());
    private final HttpClient client = HttpClient.newHttpClient();
    private VaultFixture chain;
    private HoldingProxy proxy;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws IOException {
        logger.addHandler(lines);
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        chain = VaultFixture.believing(4, SimulatedProofs.key());
        proxy = new HoldingProxy(URI.create(chain.endpoint()));
        Ethereum ethereum = new Ethereum(proxy.endpoint());
        var rules = new VaultFollower.Rules(0, 2_000, Duration.ofHours(1), MAX_SILENCE, Duration.ofDays(9_999), false);
        gateway = RunningGateway.start(
                new GatewayConfig(
                        ORIGIN,
                        Terms.Limits.DEFAULT,
                        List.of(EchoUpstream.price()),
                        List.of(chain.providerKey()),
                        GatewayConfig.Operation.DEFAULT),
                SimulatedProofs.key(),
                new RunningGateway.Chain(
                        ethereum,
                        CreditVault.at(ethereum, chain.vault().terms().vault()),
                        chain.account("provider", false),
                        rules,
                        TURN),
                new TestDatabase(TestDatabase.Kind.SQLITE).open(),
                new EchoUpstream(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        proxy.close();
        client.close();
        chain.close();
        logger.removeHandler(lines);
        logger.setUseParentHandlers(true);
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.address().getPort() + path))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> send(TestWallet.Request request) {
        return send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.address().getPort() + request.path))
                .header("Authorization", request.ticket.toHeader())
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body))
                .build());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 s").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void aNodeThatHangsStopsTheServiceAndIsHeardOf() throws Exception {
        TestWallet.Request first = request(1);
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(send(first).statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body())
                .contains("snark4j_gateway_watcher_silence_seconds ", "snark4j_gateway_watcher_head_age_seconds ")
                .doesNotContain("watcher_alarms");
        proxy.holds = true;
        await(() -> get("/health").statusCode() == 503);
        assertThat(get("/health").body()).contains("\"reason\":\"watcher_behind\"");
        HttpResponse<String> refused = send(request(2));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("out_of_service");
        // What was admitted before is answered all the same.
        assertThat(send(first).statusCode()).isEqualTo(200);
        await(() -> lines.lines.stream()
                .anyMatch(line -> line.matches("SEVERE event=watcher_behind silence_s=\\d+ head_age_s=\\d+")));
        assertThat(lines.lines)
                .anyMatch(line -> line.matches("WARNING event=watcher_slow silence_s=[23] head_age_s=\\d+"));
        assertThat(get("/metrics").body())
                .contains("snark4j_gateway_watcher_alarms_total 1", "snark4j_gateway_vault_current 0");
        proxy.holds = false;
        await(() -> get("/health").statusCode() == 200);
        await(() -> lines.lines.getLast().startsWith("INFO event=watcher_current silence_s=0"));
    }

    /** Made current without its private key here, it would end the service. */
    @Test
    void anAnnouncedKeyThatTheGatewayDoesNotHaveIsShown() throws Exception {
        assertThat(get("/metrics").body()).contains("announced_key_missing 0");
        EddsaPoseidon.PrivateKey next = EddsaPoseidon.PrivateKey.random();
        chain.vault().proposeKey(chain.account("provider", false), next.publicKey());
        await(() -> get("/metrics").body().contains("announced_key_missing 1"));
        chain.vault().cancelKey(chain.account("provider", false));
        await(() -> get("/metrics").body().contains("announced_key_missing 0"));
    }

    private TestWallet.Request request(long seed) {
        var deployment = new TestWallet.Deployment(
                ORIGIN,
                chain.vault().terms().scope(),
                chain.vault().terms().cMax(),
                chain.vault().root(),
                ProviderKeys.of(chain.providerKey().publicKey()));
        return new TestWallet(deployment, seed)
                .request(
                        "/v1/chat/completions",
                        "{\"model\":\"echo\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");
    }
}

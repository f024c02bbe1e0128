package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through a proxy: which one sees what. */
final class ProxyContractTest {
    /** No resolver knows it (RFC 6761), so that a look-up on this machine fails. */
    private static final String HOST = "gateway.invalid";

    private TestSpender test;
    private SocksServer socks;

    @BeforeEach
    void start() throws IOException {
        test = new TestSpender(1);
        socks = new SocksServer(URI.create(test.gateway.origin()).getPort());
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(test.gateway.violations).isEmpty();
        socks.close();
        test.close();
    }

    private Spender through(String proxy, String gateway) {
        Settings settings = test.ledger.settings();
        test.ledger.open(settings.with(new Settings.Reach("", 0, gateway, proxy, "", "")));
        return new Spender(test.ledger, test.chain, TestSpender.UNPROVED, TestSpender.VAULT);
    }

    private static String call(Spender spender, String json) {
        TestSpender.Collected answer = new TestSpender.Collected();
        spender.call("/v1/chat/completions", json.getBytes(StandardCharsets.UTF_8), answer);
        return answer.text();
    }

    /** The SOCKS server resolves the name; each request has a user of its own, and so with Tor a circuit of its own. */
    @Test
    void aSocksServerGetsTheNameAndAnotherUserForEachRequest() {
        Spender spender = through(socks.address(), "http://" + HOST + ":8402");
        assertThat(call(spender, TestSpender.chat("one"))).contains("Hello.");
        assertThat(call(spender, TestSpender.chat("two").replace("{\"model\"", "{\"stream\":true,\"model\"")))
                .contains("[DONE]");
        // The terms, and two calls.
        assertThat(socks.asked)
                .hasSize(3)
                .allMatch(asked -> asked.kind() == 3)
                .allMatch(asked -> asked.host().equals(HOST) && asked.port() == 8402);
        assertThat(socks.asked.stream().map(SocksServer.Asked::user))
                .doesNotHaveDuplicates()
                .allMatch(user -> user.matches("[0-9a-f]{32}"));
        assertThat(socks.asked.stream().map(SocksServer.Asked::password)).doesNotHaveDuplicates();
        assertThat(test.gateway.paid()).hasSize(2).allMatch(seen -> seen.path().equals("/v1/chat/completions"));
        assertThat(test.ledger.standing(0).settled()).isEqualTo(2);
    }

    @Test
    void aSocksServerWithoutUsersWillDo() {
        socks.knowsUsers = false;
        assertThat(call(through(socks.address(), "http://" + HOST), TestSpender.chat("one")))
                .contains("Hello.");
        assertThat(socks.asked).allMatch(asked -> asked.user().isEmpty() && asked.port() == 80);
    }

    /** TLS goes through as it is: the first byte is a handshake's. */
    @Test
    void aSecureGatewayIsReachedByItsName() {
        socks.hangsUp = true;
        Spender spender = through(socks.address(), "https://" + HOST);
        assertThatThrownBy(spender::terms)
                .isInstanceOf(WalletException.class)
                .hasMessageContaining("cannot be reached");
        assertThat(socks.asked)
                .isNotEmpty()
                .allMatch(asked -> asked.host().equals(HOST) && asked.port() == 443 && asked.first() == 0x16);
    }

    @Test
    void aSocksServerThatRefusesIsNamed() {
        socks.reply = 4;
        assertThatThrownBy(through(socks.address(), "http://" + HOST)::terms)
                .isInstanceOf(WalletException.class)
                .hasMessageMatching(
                        "the gateway at gateway.invalid cannot be reached: SOCKS proxy 127.0.0.1:\\d+: it cannot"
                                + " reach the gateway \\(host unreachable\\)");
    }

    /** Its port is open to every process of the machine. */
    @Test
    void theTunnelTakesOneClientAndLeadsToTheGatewayAlone() throws IOException {
        socks.hangsUp = true;
        URI server = URI.create(socks.address());
        try (SocksTunnel tunnel = new SocksTunnel(
                        new InetSocketAddress(server.getHost(), server.getPort()), URI.create("https://" + HOST));
                Socket stranger = new Socket(
                        tunnel.address().getAddress(), tunnel.address().getPort())) {
            OutputStream out = stranger.getOutputStream();
            out.write("CONNECT elsewhere.example:22 HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(stranger.getInputStream().readNBytes(19)).asString().isEqualTo("HTTP/1.1 200 OK\r\n\r\n");
            out.write(new byte[] {1});
            assertThatThrownBy(() -> new Socket(
                                    tunnel.address().getAddress(),
                                    tunnel.address().getPort())
                            .close())
                    .isInstanceOf(ConnectException.class);
            assertThat(stranger.getInputStream().read()).isNegative();
        }
        assertThat(socks.asked).singleElement().matches(asked -> asked.host().equals(HOST) && asked.port() == 443);
    }

    @Test
    void anHttpProxyGetsTheNameToo() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        proxy.start();
        try {
            Spender spender = through("http://127.0.0.1:" + proxy.getAddress().getPort(), "http://" + HOST);
            assertThatThrownBy(spender::terms)
                    .isInstanceOf(WalletException.class)
                    .hasMessageContaining("status 503");
            assertThat(asked).containsExactly("http://" + HOST + GatewayLink.TERMS_PATH);
        } finally {
            proxy.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks4://127.0.0.1:9050",
                "127.0.0.1:9050",
                "socks5://127.0.0.1",
                "socks5://me:secret@host:1",
                "socks5://host:1/path",
                "https://host:1",
                "socks5://",
                "%"
            })
    void anotherAddressIsRefusedWithoutShowingIt(String address) {
        assertThatThrownBy(() -> ProxyAddress.parse(address))
                .isInstanceOf(WalletException.class)
                .hasMessage("the proxy's address: expected socks5://host:port or http://host:port, without a user");
    }
}

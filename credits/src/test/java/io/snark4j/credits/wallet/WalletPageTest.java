package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.wallet.http.WalletServer;
import io.snark4j.peers.Browser;
import io.snark4j.peers.Browser.Step;
import io.snark4j.peers.Browser.Visit;
import io.snark4j.peers.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wallet's page as Chromium shows it. */
@Tag("peers")
final class WalletPageTest {
    private static final String HOSTILE = "a <img src=x onerror=alert(1)> warning";

    @TempDir
    private Path folder;

    private TestSpender test;
    private WalletServer server;

    @BeforeEach
    void start() throws IOException {
        test = new TestSpender(2);
        server = WalletServer.start(
                new WalletServer.Wallet(
                        test.ledger, test.spender, test.chain, TestSpender.VAULT, () -> List.of(HOSTILE)),
                0,
                Optional.empty());
    }

    @AfterEach
    void stop() {
        server.close();
        test.close();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private void call() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(at("/v1/chat/completions"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(TestSpender.chat("hi")))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void showsBalanceNotesAndWhatTheProviderSaw() throws Exception {
        call();
        call();
        Visit visit = Browser.find(Node.find())
                .visit(
                        at("/"),
                        List.of(
                                new Step.AwaitText("#connection", "up to date"),
                                new Step.Read("#balance"),
                                new Step.Read("#notes tr"),
                                new Step.Read("#calls tr"),
                                new Step.Read("#warnings div")),
                        Optional.of(folder.resolve("page.png")));
        assertThat(visit.errors()).isEmpty();
        assertThat(visit.foreign()).isEmpty();
        assertThat(visit.title()).isEqualTo("snark4j wallet");
        String balance = test.ledger.standings().stream()
                .map(note -> note.balance(test.ledger.settings().cMax()))
                .reduce(java.math.BigInteger.ZERO, java.math.BigInteger::add)
                .toString();
        assertThat(visit.read().get(0))
                .singleElement()
                .asString()
                .satisfies(text -> assertThat(text.replaceAll("\\D", "")).isEqualTo(balance));
        assertThat(visit.read().get(1)).hasSize(2).allMatch(row -> row.contains("ready"));
        assertThat(visit.read().get(2)).hasSize(2).allMatch(row -> row.contains("/v1/chat/completions"));
        // As text, never as markup.
        assertThat(visit.read().get(3)).containsExactly(HOSTILE);
    }
}

package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.credit.CreditRequest;
import io.snark4j.cli.Main;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.gateway.GatewayConfig;
import io.snark4j.credits.gateway.Upstream;
import io.snark4j.credits.gateway.VaultFollower;
import io.snark4j.credits.gateway.http.EchoUpstream;
import io.snark4j.credits.gateway.http.RunningGateway;
import io.snark4j.credits.gateway.store.JdbcTicketStore;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.vault.VaultFixture;
import io.snark4j.field.Work;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.Setup;
import io.snark4j.peers.Node;
import io.snark4j.peers.OpenAiClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code snark4j wallet} at a gateway in service: calls, the daemon with the openai package, passphrases, and how it says no. */
@Tag("peers")
final class WalletCommandsContractTest {
    private static final int DEPTH = 3;
    private static final Duration EPOCH = Duration.ofSeconds(100);
    private static final ModelPrice PRICE = new ModelPrice(
            EchoUpstream.MODEL, BigInteger.valueOf(1_000), BigInteger.valueOf(100_000), BigInteger.valueOf(5), 256);

    /** An echo that says when a call has reached it. */
    private static final class WatchedUpstream implements Upstream {
        private final EchoUpstream echo = new EchoUpstream();
        private volatile CountDownLatch begun = new CountDownLatch(1);

        /** From now on there is a pause before each event. */
        CountDownLatch slow() {
            begun = new CountDownLatch(1);
            echo.delay(Duration.ofMillis(500));
            return begun;
        }

        @Override
        public Ending call(Call call, Listener listener) {
            begun.countDown();
            return echo.call(call, listener);
        }

        @Override
        public Optional<Report> report(String idempotencyKey) {
            return echo.report(idempotencyKey);
        }
    }

    @TempDir
    private static Path folder;

    private static VaultFixture fixture;
    private static WatchedUpstream upstream;
    private static RunningGateway gateway;

    private Path wallet = folder.resolve("rich");
    private Path passphrase = folder.resolve("passphrase");

    @BeforeAll
    static void start() throws IOException {
        ProvingKey requestKey = Groth16.setup(
                        CircuitCompiler.compile(CreditRequest.ofDepth(DEPTH)), Setup.insecureForTests())
                .provingKey();
        new CircuitKeys(requestKey, VaultFixture.exitKey()).write(Files.createDirectory(folder.resolve("keys")));
        fixture = new VaultFixture(DEPTH, requestKey);
        int port = freePort();
        upstream = new WatchedUpstream();
        gateway = RunningGateway.start(
                new GatewayConfig(
                        "http://127.0.0.1:" + port,
                        new Terms.Limits(
                                1 << 20, EPOCH, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofMinutes(1)),
                        List.of(PRICE),
                        List.of(fixture.providerKey()),
                        GatewayConfig.Operation.DEFAULT),
                requestKey.verifyingKey(),
                new RunningGateway.Chain(
                        fixture.ethereum(),
                        fixture.vault(),
                        fixture.account("gateway", false),
                        VaultFollower.Rules.ofTestChain(0),
                        Duration.ofMillis(200)),
                JdbcTicketStore.sqlite(folder.resolve("tickets.db")),
                upstream,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        new WalletCommandsContractTest().deposit();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        fixture.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A wallet with two notes that may pay: one for all tests, for a passphrase costs half a second wherever it is asked for. */
    private void deposit() throws IOException {
        Files.writeString(passphrase, "a long passphrase\n");
        make();
        done("deposit", "--amount", "1000", "--notes", "2");
        fixture.advance(EPOCH.toSeconds());
        for (int i = 0; i < 100 && !gateway.inService(); i++) {
            pause(100);
        }
        // A turn of the gateway, in which it learns of the new root.
        pause(500);
    }

    private Path beside(String kind) {
        return folder.resolve(wallet.getFileName() + "-" + kind);
    }

    private void make() throws IOException {
        done(newWallet(Files.createDirectory(beside("backup")).toString()));
    }

    private String[] newWallet(String backup) throws IOException {
        Account account = fixture.account(wallet.getFileName().toString(), true);
        Files.writeString(beside("key"), HexFormat.of().formatHex(account.toBytes()));
        return new String[] {
            "new",
            "--vault",
            fixture.vault().terms().vault().toString(),
            "--rpc",
            fixture.endpoint(),
            "--gateway",
            "http://127.0.0.1:" + gateway.address().getPort(),
            "--keys",
            folder.resolve("keys").toString(),
            "--backup",
            backup,
            "--account-key-file",
            beside("key").toString()
        };
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Printed(int status, String out, String err) {}

    private List<String> words(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--wallet", wallet.toString(), "--passphrase-file", passphrase.toString()));
        return all;
    }

    private Printed run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = words(words);
        all.addFirst("wallet");
        int status = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                all.toArray(String[]::new));
        return new Printed(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Printed done(String... words) {
        Printed printed = run(words);
        assertThat(printed.status()).as(printed.toString()).isZero();
        return printed;
    }

    private Printed call(String prompt, String... more) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(prompt.getBytes(StandardCharsets.UTF_8)));
        try {
            List<String> words = new ArrayList<>(List.of("call", EchoUpstream.MODEL));
            words.addAll(List.of(more));
            return run(words.toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    private void refused(Printed printed, String message) {
        assertThat(printed.status()).as(printed.toString()).isEqualTo(2);
        assertThat(printed.err().strip().lines()).hasSize(1);
        assertThat(printed.err()).startsWith("snark4j: ").contains(message).doesNotContain("Exception", "\tat ");
    }

    @Test
    void aPromptFromStandardInputIsPaidAndAnswered() {
        Printed answer = call("Why is the sky blue?\n", "--max-tokens", "4", "--verbose");
        assertThat(answer.status()).as(answer.toString()).isZero();
        assertThat(answer.out().strip()).isEqualTo("Why is the sky");
        assertThat(answer.err()).containsPattern("cost \\d+, \\d+ ms, served");
    }

    @Test
    void whatCannotBeIsSaidInOneLine() throws IOException {
        refused(call("hi", "--max-tokens", "100000"), "the request may cost");
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("hi".getBytes(StandardCharsets.UTF_8)));
        refused(run("call", "another"), "the provider offers no model \"another\"; it offers [echo]");
        System.setIn(before);
        refused(call("hi", "--proxy", "ftp://127.0.0.1:1"), "expected socks5://host:port or http://host:port");
        refused(
                call("hi", "--proxy", "socks5://127.0.0.1:" + freePort()),
                "the gateway at 127.0.0.1 cannot be reached: SOCKS proxy 127.0.0.1:");
        assertThat(call("hi", "--proxy", "none").status()).isZero();
        Path right = passphrase;
        passphrase = Files.writeString(folder.resolve("wrong"), "wrong\n");
        refused(run("status"), "wrong passphrase for this wallet");
        passphrase = right;
        try (WalletSession open = WalletSession.open(
                wallet,
                io.snark4j.credits.wallet.store.Passphrase.of("a long passphrase".toCharArray()),
                Work.ofThreads(1))) {
            refused(run("status"), "another process has this wallet open");
            assertThat(open.ledger().standings()).hasSize(2);
            // Looked up by the first call, and kept.
            assertThat(open.ledger().settings().reach().firstBlock()).isPositive();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(
                    run("serve", "--port", String.valueOf(taken.getLocalPort())),
                    "port " + taken.getLocalPort() + " of 127.0.0.1: Address already in use");
        }
    }

    @Test
    void thePassphraseIsChangedAndSoIsThatOfTheBackup() throws IOException {
        wallet = folder.resolve("resealed");
        make();
        String first = beside("backup").toRealPath().toString();
        String backup = Files.createDirectory(beside("moved")).toString();
        assertThat(done("backup", "--to", backup).err()).contains("destroy the backup in " + first);
        wallet = folder.resolve("intruder");
        refused(run(newWallet(backup)), "holds the backup of another wallet");
        wallet = folder.resolve("resealed");
        Path old = passphrase;
        Path other = Files.writeString(folder.resolve("other"), "quite another\n");
        Printed changed = done("passphrase", "--new-passphrase-file", other.toString());
        assertThat(changed.out()).contains("so has the backup", "open with the old passphrase");
        refused(run("status"), "wrong passphrase for this wallet");
        passphrase = other;
        assertThat(done("status").out()).contains("balance 0");
        wallet = folder.resolve("restored-with-other");
        passphrase = old;
        String[] recover = {"recover", "--backup", backup, "--rpc", fixture.endpoint(), "--table", "NONE"};
        refused(run(recover), "wrong passphrase for this backup");
        passphrase = other;
        assertThat(done(recover).out()).contains("exit with: snark4j wallet exit");
    }

    /** A hosted node's address is changed by whoever runs it, too. */
    @Test
    void nodeGatewayAndKeysCanBeChanged() throws IOException {
        wallet = folder.resolve("moved");
        make();
        refused(run("configure"), "nothing to change: give --rpc, --rpc-file, --gateway or --keys");
        refused(run("configure", "--keys", folder.resolve("no").toString()), "the folder of the keys is not there");
        try (SlowNode node = new SlowNode(URI.create(fixture.endpoint()))) {
            Path address = Files.writeString(beside("node"), node.endpoint().toString());
            done("configure", "--rpc-file", address.toString(), "--gateway", "http://127.0.0.1:1");
            done("exit");
        }
        refused(run("exit"), "127.0.0.1: ");
        refused(run("configure", "--rpc", "http://127.0.0.1:1"), "127.0.0.1: ");
        done("configure", "--rpc", fixture.endpoint());
        done("exit");
    }

    private static OpenAiClient.ChatCall chat(String prompt, boolean stream) {
        return new OpenAiClient.ChatCall(EchoUpstream.MODEL, prompt, 5, stream);
    }

    /** A call that runs when the signal comes is answered; the next finds nobody; the wallet knows what was paid. */
    @Test
    void servesTheOpenAiPackageAndStopsWhenItIsTold() throws Exception {
        long before = requests();
        try (WalletProcess daemon = WalletProcess.start(folder, words("serve", "--port", "0"))) {
            Matcher address = Pattern.compile("http://127.0.0.1:\\d+/v1").matcher(daemon.line());
            assertThat(address.find()).isTrue();
            OpenAiClient client = new OpenAiClient(Node.find(), URI.create(address.group()));
            List<OpenAiClient.ChatAnswer> answers =
                    client.chat(List.of(chat("one two three", false), chat("four five six", true)), true);
            assertThat(answers).extracting(OpenAiClient.ChatAnswer::failure).containsOnly(Optional.empty());
            assertThat(answers.get(0).text()).isEqualTo("one two three");
            assertThat(answers.get(1).text().strip()).isEqualTo("four five six");
            refused(run("status"), "another process has this wallet open");
            CountDownLatch begun = upstream.slow();
            CompletableFuture<List<OpenAiClient.ChatAnswer>> last =
                    CompletableFuture.supplyAsync(() -> client.chat(List.of(chat("a b c", true)), false));
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(daemon.terminate()).isEqualTo(143);
            assertThat(last.join()).singleElement().satisfies(answer -> {
                assertThat(answer.failure()).isEmpty();
                assertThat(answer.text().strip()).isEqualTo("a b c");
            });
            assertThat(daemon.errors()).doesNotContain("Exception");
        }
        assertThat(requests() - before).isEqualTo(3);
    }

    /** Settled, of all notes; none waits. */
    private long requests() {
        String status = done("status").out();
        assertThat(status).doesNotContain("waits for a settlement");
        return Pattern.compile("(\\d+) requests")
                .matcher(status)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }
}

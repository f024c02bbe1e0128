package io.snark4j.credits.command.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.cli.Main;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.gateway.store.Evidence;
import io.snark4j.credits.gateway.store.JdbcTicketStore;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.SignedTerms;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.NewNote;
import io.snark4j.field.Fr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to a gateway in service, by commands alone. */
@Tag("peers")
final class OperatorCommandsContractTest {
    private static DemoChain chain;

    @TempDir
    private static Path folder;

    private static Path account;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws IOException {
        chain = new DemoChain();
        Account provider = chain.richAccount();
        account =
                Files.writeString(folder.resolve("account.key"), HexFormat.of().formatHex(provider.toBytes()) + "\n");
        assertThat(new OperatorCommandsContractTest().run("setup", "--keys", keys(), "--depth", "3"))
                .isZero();
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    private static String keys() {
        return folder.resolve("keys").toString();
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        String[] all = new String[words.length + 1];
        all[0] = "credits";
        System.arraycopy(words, 0, all, 1, words.length);
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                all);
    }

    private String value(String name) {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + out + err));
    }

    private int deploy(String... more) {
        String[] words = {
            "deploy",
            "--rpc",
            chain.endpoint().toString(),
            "--token",
            chain.dollar().address().toString(),
            "--keys",
            keys(),
            "--account-key-file",
            account.toString(),
            "--signing-key-file",
            folder.resolve("signing.key").toString(),
            "--cmax",
            "50000",
            "--bounty",
            "1000",
            "--depth",
            "3"
        };
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return run(all);
    }

    @Test
    void aVaultIsDeployedAndAGatewayServesIt() throws Exception {
        assertThat(deploy()).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("insecure setup");
        String vault = value("vault");
        assertThat(Files.getPosixFilePermissions(folder.resolve("signing.key"))).hasSize(2);
        try (Running gateway = serve(vault, "tickets.db")) {
            HttpResponse<String> terms = gateway.get("/credits/v1/terms");
            assertThat(terms.statusCode()).isEqualTo(200);
            assertThat(Terms.fromJson(SignedTerms.fromJson(terms.body()).text()).vault())
                    .hasToString(vault);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("Exception");
    }

    private String[] gateway(String vault, String store, int port, String... more) {
        String[] words = {
            "gateway",
            "--rpc",
            chain.endpoint().toString(),
            "--vault",
            vault,
            "--keys",
            keys(),
            "--account-key-file",
            account.toString(),
            "--signing-key-file",
            folder.resolve("signing.key").toString(),
            "--origin",
            "http://localhost",
            "--listen",
            "127.0.0.1:" + port,
            "--store",
            folder.resolve(store).toString()
        };
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    /** A gateway that a command runs, and that answers. */
    private final class Running implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final int port;
        private final Thread command;

        Running(int port, Thread command) {
            this.port = port;
            this.command = command;
        }

        HttpResponse<String> get(String path) throws InterruptedException {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            for (int i = 0; i < 200; i++) {
                try {
                    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                } catch (IOException notYet) {
                    assertThat(command.isAlive())
                            .as(() -> err.toString(StandardCharsets.UTF_8))
                            .isTrue();
                    Thread.sleep(100);
                }
            }
            throw new AssertionError("no answer from " + uri);
        }

        @Override
        public void close() throws InterruptedException {
            client.close();
            command.interrupt();
            command.join();
        }
    }

    private Running serve(String vault, String store, String... more) throws IOException {
        int port = DemoProvider.freePort();
        String[] words = gateway(vault, store, port, more);
        return new Running(port, Thread.ofPlatform().start(() -> run(words)));
    }

    @Test
    void aStoreThatHasForgottenIsNotServedFromByMistake() throws Exception {
        assertThat(deploy("--window", "PT1H")).isZero();
        String vault = value("vault");
        try (Running gateway = serve(vault, "kept.db")) {
            assertThat(gateway.get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(run("backup", "--store", file("kept.db"), "--to", file("kept.bak")))
                    .isZero();
            assertThat(value("last in service")).endsWith("Z");
        }
        Account user = chain.userWith(BigInteger.valueOf(1_000_000));
        CreditVault contract = CreditVault.at(chain.ethereum(), Address.parse(vault));
        chain.dollar().approve(user, contract.terms().vault(), BigInteger.valueOf(1_000_000));
        contract.deposit(
                user, List.of(new NewNote(CreditProtocol.identityCommitment(Fr.ONE), BigInteger.valueOf(500_000))));
        refused(run(gateway(vault, "misspelt.db", 1)), "the vault has 1 notes", "--new-store");
        refused(run(gateway(vault, "kept.bak", 1)), "a backup", "snark4j credits restore");
        refused(run("backup", "--store", file("none.db"), "--to", file("none.bak")), "none.db: no such file");
        refused(run("backup", "--store", file("kept.db"), "--to", file("kept.bak")), "is there already");
        refused(run("restore", "--from", file("kept.bak"), "--store", file("kept.db")), "is there already");
        refused(run("restore", "--store", file("kept.db")), "a gateway was in service");
        refused(run("restore", "--store", "jdbc:postgresql://localhost/x"), "needs --witness");
        assertThat(run("restore", "--from", file("kept.bak"), "--store", file("restored.db")))
                .isZero();
        try (Running gateway = serve(vault, "restored.db")) {
            HttpResponse<String> health = gateway.get("/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("restored_store");
        }
        assertThat(run("restore", "--from", file("kept.bak"), "--store", file("reopened.db"), "--reopen"))
                .isZero();
        try (Running gateway = serve(vault, "reopened.db")) {
            assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        }
        assertThat(run("forgive", "--store", file("reopened.db"))).isZero();
        assertThat(value("forgiven")).isEqualTo("0");
        refused(run("forgive", "--store", file("none.db")), "no such store");
    }

    @Test
    void evidenceIsWrittenUnderItsHash() throws IOException {
        Evidence evidence = Evidence.of("{\"error\":{\"code\":\"content_filter\"}}".getBytes(StandardCharsets.UTF_8));
        try (TicketStore store = JdbcTicketStore.sqlite(Path.of(file("withheld.db")))) {
            store.keepEvidence(evidence);
        }
        assertThat(run("evidence", "--store", file("withheld.db"), "--to", file("shown")))
                .isZero();
        assertThat(Path.of(file("shown"), value("evidence"))).hasBinaryContent(evidence.body());
        assertThat(value("evidence")).isEqualTo(HexFormat.of().formatHex(evidence.hash()));
        refused(run("evidence", "--store", file("none.db"), "--to", file("shown")), "no such store");
        refused(run("evidence", "--store", file("withheld.db"), "--to", file("withheld.db")), "--to");
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private void refused(int status, String... parts) {
        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(parts).doesNotContain("Exception", "\tat ");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws IOException {
        refused(run("setup", "--keys", keys()), "is there already");
        refused(run("setup", "--keys", folder.resolve("other").toString(), "--depth", "33"), "expected 1 to 32");
        refused(deploy("--stake", "1", "--window", "PT0S"), "WindowIsZero");
        Path bad = Files.writeString(folder.resolve("bad.key"), "secret-looking text\n");
        refused(deploy("--account-key-file", bad.toString()), "--account-key-file");
        refused(
                run(
                        "gateway",
                        "--rpc",
                        chain.endpoint().toString(),
                        "--vault",
                        "0x" + "0".repeat(40),
                        "--keys",
                        keys(),
                        "--account-key-file",
                        bad.toString(),
                        "--signing-key-file",
                        bad.toString(),
                        "--origin",
                        "http://x",
                        "--store",
                        folder.resolve("t.db").toString()),
                "bad.key: expected 64 hex digits");
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("secret-looking");
    }
}

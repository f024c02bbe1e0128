package io.snark4j.credits.command.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.cli.Main;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ticket.SignedTerms;
import io.snark4j.credits.ticket.Terms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
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
        int port = DemoProvider.freePort();
        Thread gateway = Thread.ofPlatform()
                .start(() -> run(
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
                        folder.resolve("tickets.db").toString()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> terms = null;
            for (int i = 0; i < 200 && terms == null; i++) {
                try {
                    terms = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/credits/v1/terms"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                } catch (IOException notYet) {
                    Thread.sleep(100);
                }
            }
            assertThat(terms).isNotNull();
            assertThat(terms.statusCode()).isEqualTo(200);
            assertThat(Terms.fromJson(SignedTerms.fromJson(terms.body()).text()).vault())
                    .hasToString(vault);
        } finally {
            gateway.interrupt();
            gateway.join();
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("Exception");
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

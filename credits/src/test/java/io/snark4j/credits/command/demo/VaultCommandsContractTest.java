package io.snark4j.credits.command.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.cli.Main;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.ExitOrder;
import io.snark4j.credits.vault.NewNote;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.vault.VaultParameters;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider does with a vault that stands, by commands. Its exits' verifier does not look. */
@Tag("peers")
final class VaultCommandsContractTest {
    private static final String VERIFIER = """
            pragma solidity ^0.8.28;
            contract Verifier {
                function verifyProof(uint256[2] calldata, uint256[2][2] calldata, uint256[2] calldata, uint256[13] calldata)
                    external pure returns (bool) { return true; }
            }
            """;
    private static final BigInteger DEPOSIT = BigInteger.valueOf(1_000);
    private static final BigInteger BOUNTY = BigInteger.valueOf(50);
    private static final BigInteger STAKE = BigInteger.valueOf(7);
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration NOTE_LIFE = Duration.ofDays(10);
    private static final Duration ROTATION_DELAY = Duration.ofHours(30);

    private static DemoChain chain;
    private static Address verifier;
    private static Account provider;
    private static Account user;

    @TempDir
    private static Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final EddsaPoseidon.PrivateKey first = EddsaPoseidon.PrivateKey.random();
    private CreditVault vault;
    private long secret;

    @BeforeAll
    static void start() throws IOException {
        chain = new DemoChain();
        verifier = chain.deploy(VERIFIER);
        provider = chain.richAccount();
        user = chain.userWith(BigInteger.valueOf(1_000_000));
        write("provider.key", provider);
        write("user.key", user);
    }

    private static void write(String name, Account account) throws IOException {
        Files.writeString(folder.resolve(name), HexFormat.of().formatHex(account.toBytes()));
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @BeforeEach
    void deploy() {
        vault = CreditVault.deploy(
                chain.ethereum(),
                chain.deployer(),
                new VaultParameters(
                        chain.dollar().address(),
                        provider.address(),
                        true,
                        3,
                        new VaultParameters.Amounts(BigInteger.TEN, BOUNTY, STAKE),
                        new VaultParameters.Times(WINDOW, NOTE_LIFE, ROTATION_DELAY),
                        Fr.ONE,
                        new byte[32],
                        new VaultParameters.Exits(verifier, first.publicKey())));
        chain.dollar().approve(user, vault.terms().vault(), BigInteger.valueOf(100_000));
    }

    private int run(String command, String... more) {
        out.reset();
        err.reset();
        String[] words = Stream.concat(
                        Stream.of(
                                "credits",
                                command,
                                "--rpc",
                                chain.endpoint().toString(),
                                "--vault",
                                vault.terms().vault().toString()),
                        Arrays.stream(more))
                .toArray(String[]::new);
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                words);
    }

    private void done(String command, String... more) {
        assertThat(run(command, more))
                .as(() -> err.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    private void refused(int status, String... parts) {
        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(parts)
                .doesNotContain("Exception", "unexpected", "\tat ");
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private String[] byProvider(String... more) {
        return Stream.concat(Stream.of("--account-key-file", file("provider.key")), Arrays.stream(more))
                .toArray(String[]::new);
    }

    private Fr deposited() {
        Fr commitment = CreditProtocol.identityCommitment(Fr.of(++secret));
        vault.deposit(user, List.of(new NewNote(commitment, DEPOSIT)));
        return commitment;
    }

    private void leave(Fr commitment, long payout) {
        var order = new ExitOrder(
                commitment, user.address(), Fr.of(5), Fr.of(6), BigInteger.valueOf(payout), Fr.ZERO, 0, 0);
        var proof = new Proof(G1Affine.GENERATOR, G2Affine.GENERATOR, G1Affine.GENERATOR);
        vault.initiateExit(user, order, proof, order.sign(user, vault.terms()));
    }

    @Test
    void depositsStopAndGoOn() {
        done("pause", byProvider());
        assertThat(vault.isPaused()).isTrue();
        done("pause", byProvider());
        assertThat(said()).contains("already");
        done("status");
        assertThat(said()).contains("deposits stopped");
        done("resume", byProvider());
        assertThat(vault.isPaused()).isFalse();
        refused(run("pause", "--account-key-file", file("user.key")), "is not the vault's provider");
        assertThat(vault.isPaused()).isFalse();
    }

    @Test
    void theProviderIsPaidWhatNotesLeft() {
        Fr expiring = deposited();
        chain.advance(NOTE_LIFE.minus(WINDOW.multipliedBy(2)));
        Fr leaving = deposited();
        Fr slashed = deposited();
        leave(leaving, 600);
        vault.slash(provider, slashed, Fr.of(secret));
        done("payout", byProvider());
        // A slash pays at once: the deposit, and the bounty to whoever made it.
        assertThat(said()).contains("expired 0", "finalized 0", "paid 1050 to " + provider.address());
        chain.advance(WINDOW.multipliedBy(2));
        BigInteger before = chain.dollar().balanceOf(provider.address());
        // Anyone may call it, and gets nothing by that.
        done("payout", "--account-key-file", file("user.key"));
        assertThat(said()).contains("expired 1", "finalized 1", "paid 1400 to " + provider.address());
        assertThat(said()).contains("paid 707 to " + user.address());
        assertThat(chain.dollar().balanceOf(provider.address()).subtract(before))
                .isEqualTo(BigInteger.valueOf(1_400));
        assertThat(vault.note(expiring).status()).isEqualTo(NoteState.Status.CLOSED);
        assertThat(vault.note(leaving).status()).isEqualTo(NoteState.Status.CLOSED);
        done("payout", byProvider());
        assertThat(said()).contains("expired 0", "finalized 0", "paid 0 to " + provider.address());
        done("status");
        assertThat(said()).contains("notes 3: 0 active, 0 leaving, 1 paid out, 1 slashed, 1 expired");
    }

    @Test
    void statusShowsWhatIsOpen() {
        deposited();
        Fr leaving = deposited();
        leave(leaving, 600);
        chain.advance(WINDOW.minusSeconds(20 * 60 - 30));
        done("status");
        assertThat(said())
                .contains(
                        "vault " + vault.terms().vault() + " on chain 31337, keys of an insecure setup",
                        "deposits open",
                        "request at most 10, bounty 50, stake 7",
                        "notes 2: 1 active, 1 leaving, 0 paid out, 0 slashed, 0 expired",
                        "deposited 2000 in open notes",
                        "exit of " + leaving + ": 600 of 1000 to " + user.address() + ", 19 min",
                        "key 0 current, x = " + first.publicKey().x(),
                        "provider " + provider.address() + ", credited 0")
                .doesNotContain("announced");
        chain.advance(WINDOW);
        done("status");
        assertThat(said()).contains("its window is over");
    }

    @Test
    void aKeyIsAnnouncedAndMadeCurrent() throws IOException {
        String[] rotation = byProvider("--signing-key-file", file("next.key"));
        done("rotate-key", rotation);
        assertThat(said()).contains("announced", "in 1 d");
        assertThat(Files.getPosixFilePermissions(folder.resolve("next.key"))).hasSize(2);
        EddsaPoseidon.PrivateKey next = signingKey("next.key");
        done("rotate-key", rotation);
        assertThat(vault.announcedKey().orElseThrow().key()).isEqualTo(next.publicKey());
        done("status");
        assertThat(said()).contains("key announced, x = " + next.publicKey().x() + ", can be current in 1 d");
        refused(run("rotate-key", byProvider("--signing-key-file", file("none.key"))), "none.key: the file");
        signingKeyFile("other.key");
        refused(run("rotate-key", byProvider("--signing-key-file", file("other.key"))), "another key is announced");
        refused(
                run("rotate-key", byProvider("--signing-key-file", file("other.key"), "--cancel")),
                "another key is announced");
        chain.advance(ROTATION_DELAY);
        done("rotate-key", byProvider("--signing-key-file", file("next.key"), "--wait"));
        assertThat(vault.keys().current().key()).isEqualTo(next.publicKey());
        assertThat(vault.keys().previous().key()).isEqualTo(first.publicKey());
        done("status");
        assertThat(said()).contains("key 1 current", "key 0 previous");
        done("rotate-key", rotation);
        assertThat(said()).contains("current one already");
    }

    private static EddsaPoseidon.PrivateKey signingKey(String name) throws IOException {
        return EddsaPoseidon.PrivateKey.of(
                HexFormat.of().parseHex(Files.readString(folder.resolve(name)).strip()));
    }

    private static void signingKeyFile(String name) throws IOException {
        byte[] key = EddsaPoseidon.PrivateKey.random().toBytes();
        Files.writeString(folder.resolve(name), HexFormat.of().formatHex(key));
    }

    @Test
    void anAnnouncementIsTakenBackAndAStolenKeyReplacedAtOnce() throws IOException {
        done("rotate-key", byProvider("--signing-key-file", file("withdrawn.key")));
        done("rotate-key", byProvider("--signing-key-file", file("withdrawn.key"), "--cancel"));
        assertThat(vault.announcedKey()).isEmpty();
        refused(
                run("rotate-key", byProvider("--signing-key-file", file("withdrawn.key"), "--cancel")),
                "no key is announced");
        refused(
                run("rotate-key", byProvider("--signing-key-file", file("withdrawn.key"), "--cancel", "--wait")),
                "exclude each other");
        done("rotate-key", byProvider("--signing-key-file", file("safe.key"), "--compromised"));
        assertThat(vault.keys().current().key())
                .isEqualTo(signingKey("safe.key").publicKey());
        assertThat(vault.keys().previous()).isEqualTo(vault.keys().current());
    }

    @Test
    void aRequestIsFlaggedOnceWithEvidence() throws IOException {
        Path evidence = Files.writeString(folder.resolve("evidence.json"), "abc");
        String nullifier = "0x" + "0".repeat(62) + "2a";
        String[] flag = byProvider("--nullifier", nullifier, "--evidence", evidence.toString());
        done("flag", flag);
        assertThat(said()).contains("evidence ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(vault.isFlagged(Fr.of(42))).isTrue();
        refused(run("flag", flag), "flagged already");
        refused(
                run("flag", byProvider("--nullifier", "0x2a", "--evidence", evidence.toString())),
                "expected 0x and 64 hex digits");
        refused(
                run("flag", byProvider("--nullifier", "0x" + "f".repeat(64), "--evidence", evidence.toString())),
                "0x" + "f".repeat(10));
        refused(
                run("flag", byProvider("--nullifier", "0x" + "0".repeat(63) + "1", "--evidence", evidence.toString())),
                "NullifierOutOfRange");
        refused(
                run("flag", byProvider("--nullifier", nullifier.replace("2a", "2b"), "--evidence", file("not-there"))),
                "no such file or directory");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        String[] words = {"credits", "status", "--rpc", chain.endpoint().toString(), "--vault", "0x" + "9".repeat(40)};
        refused(main(words), "is there a vault");
        words[5] = "0x12";
        refused(main(words), "expected 0x and 40 hex digits");
        words[5] = vault.terms().vault().toString();
        words[3] = "http://127.0.0.1:1/key-in-path";
        refused(main(words), "127.0.0.1");
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("key-in-path");
        words[3] = "no url";
        refused(main(words), "--rpc");
    }

    private int main(String... words) {
        out.reset();
        err.reset();
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                words);
    }
}

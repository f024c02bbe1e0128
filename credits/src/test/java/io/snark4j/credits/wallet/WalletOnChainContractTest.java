package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.credit.CreditRequest;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.cli.Main;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.gateway.CreditGateway;
import io.snark4j.credits.gateway.GatewayConfig;
import io.snark4j.credits.gateway.Metrics;
import io.snark4j.credits.gateway.VaultFollower;
import io.snark4j.credits.gateway.http.EchoUpstream;
import io.snark4j.credits.gateway.http.GatewayServer;
import io.snark4j.credits.gateway.store.JdbcTicketStore;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.RefundRow;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.vault.VaultFixture;
import io.snark4j.credits.wallet.store.Passphrase;
import io.snark4j.credits.wallet.store.SimulatedDisk;
import io.snark4j.field.Fr;
import io.snark4j.field.Progress;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.ProverOptions;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.Setup;
import io.snark4j.groth16.ZkeyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deposits, proofs, exits and recoveries by the engine and a vault on an EVM; the provider is played by the test. */
@Tag("peers")
final class WalletOnChainContractTest {
    private static final int DEPTH = 20;
    private static final Duration EPOCH = Duration.ofSeconds(100);
    private static final BigInteger DEPOSIT = BigInteger.valueOf(1_000);

    private static ProvingKey requestKey;
    private static VaultFixture fixture;
    private static Groth16CreditProver prover;

    @TempDir
    private Path folder;

    private SimulatedDisk disk;
    private Account depositor;
    private Ledger ledger;
    private VaultMirror mirror;
    private final List<RefundRow> table = new ArrayList<>();

    @BeforeAll
    static void deploy() {
        requestKey = Groth16.setup(CircuitCompiler.compile(CreditRequest.ofDepth(DEPTH)), Setup.insecureForTests())
                .provingKey();
        fixture = new VaultFixture(DEPTH, requestKey);
        prover = Groth16CreditProver.of(DEPTH, requestKey, VaultFixture.exitKey(), ProverOptions.DEFAULT);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private Settings settings() {
        var terms = fixture.vault().terms();
        return new Settings(
                terms.chainId(),
                terms.vault(),
                terms.scope(),
                terms.cMax(),
                new Settings.Reach(fixture.endpoint(), "http://127.0.0.1:1", "", folder.toString()));
    }

    private static BackupKeeper keeper(Ledger ledger) {
        return new BackupKeeper(ledger, TestWallets.passphrase(), TestWallets.CHEAP);
    }

    private void deposit(String name, int notes) {
        disk = new SimulatedDisk(new Random(3));
        depositor = fixture.account(name, true);
        ledger = TestWallets.create(disk, "wallet");
        ledger.open(settings());
        new DepositDesk(ledger, fixture.ethereum(), fixture.vault(), keeper(ledger))
                .deposit(depositor, depositor.address(), DEPOSIT, notes);
        mirror = new VaultMirror(fixture.ethereum(), fixture.vault(), EPOCH, 0, Progress.SILENT);
        fixture.advance(EPOCH.toSeconds());
        mirror.refresh();
    }

    /** One request of a note, proved, verified and answered. */
    private void pay(int note, long refund) {
        NoteStanding standing = ledger.standing(note);
        if (standing.settled() == standing.ceiling()) {
            keeper(ledger).renew(BigInteger.ZERO);
        }
        String body = "request " + standing.settled();
        SignedTicket ticket = ledger.sign(note, TestWallets.digest(body), TestWallets.body(body));
        CreditRequestInputs inputs = ledger.requestInputs(ticket, mirror.path(standing), mirror.keys());
        Settlement settlement =
                Settlement.sign(fixture.providerKey(), settings().scope(), inputs.state(), BigInteger.valueOf(refund));
        table.add(new RefundRow(inputs.nullifier(), settlement));
        assertThat(ledger.settle(ticket, settlement, mirror.registeredKeys())).isTrue();
    }

    private RefundTable table() {
        return new RefundTable(
                1,
                table.stream()
                        .sorted(Comparator.comparing(RefundRow::nullifier))
                        .toList());
    }

    private ExitDesk exits(Ledger of) {
        return new ExitDesk(of, fixture.ethereum(), fixture.vault(), prover);
    }

    private void assertPaid(Ledger of, int note, long payout) {
        BigInteger before = fixture.tokens(depositor);
        ExitDesk desk = exits(of);
        assertThat(desk.initiate(note, ExitDesk.Choice.PRIVATE).payout()).isEqualTo(payout);
        assertThat(desk.collect(note)).isEqualTo(ExitDesk.Progress.WAITING);
        fixture.advance(fixture.vault().terms().window());
        assertThat(desk.collect(note)).isEqualTo(ExitDesk.Progress.PAID);
        assertThat(fixture.tokens(depositor).subtract(before))
                .isGreaterThanOrEqualTo(
                        BigInteger.valueOf(payout).add(fixture.vault().terms().bounty()));
        assertThat(fixture.vault().note(of.standing(note).commitment()).status())
                .isEqualTo(NoteState.Status.CLOSED);
    }

    private Ledger restored(List<RefundTable> tables, boolean trustTable) {
        Ledger fresh = TestWallets.create(disk, "restored " + disk.writes());
        Passphrase passphrase = TestWallets.passphrase();
        BackupFile backup = BackupFile.read(folder, passphrase);
        Recovery recovery = new Recovery(backup.settings(), tables, fixture.vault());
        Recovery.restore(fresh, backup.settings(), recovery.find(backup.notes(), trustTable));
        return fresh;
    }

    @Test
    void depositsWaitsAnEpochProvesAndExits() {
        deposit("honest", 2);
        assertThat(ledger.standings()).allMatch(note -> note.deposit().equals(DEPOSIT) && note.ceiling() == 4);
        assertThat(ledger.standings()).allMatch(mirror::isReady);
        SignedTicket ticket = ledger.sign(1, TestWallets.digest("a"), TestWallets.body("a"));
        CreditRequestInputs inputs = ledger.requestInputs(ticket, mirror.path(ledger.standing(1)), mirror.keys());
        Proof proof = prover.proveRequest(inputs);
        assertThat(Groth16.verify(
                        requestKey.verifyingKey(), proof, inputs.publicInputs().toList()))
                .isTrue();
        Settlement settlement =
                Settlement.sign(fixture.providerKey(), settings().scope(), inputs.state(), BigInteger.valueOf(33));
        assertThat(ledger.settle(ticket, settlement, mirror.registeredKeys())).isTrue();
        pay(1, 50);
        // 1000 + 83 - 200, in hundreds.
        assertPaid(ledger, 1, 800);
        assertPaid(ledger, 0, 1_000);
    }

    /** Through the daemon, at the gateway itself: proofs verified, refunds published, the note's exit seen. */
    @Test
    void paysAtAGateway() throws Exception {
        deposit("customer", 2);
        int port = freePort();
        String origin = "http://127.0.0.1:" + port;
        Settings before = ledger.settings();
        ledger.open(new Settings(
                before.chainId(),
                before.vault(),
                before.scope(),
                before.cMax(),
                new Settings.Reach(before.reach().rpc(), origin, "", folder.toString())));
        var limits =
                new Terms.Limits(1 << 20, EPOCH, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
        var price = new ModelPrice(
                EchoUpstream.MODEL, BigInteger.valueOf(1_000), BigInteger.valueOf(100_000), BigInteger.valueOf(5), 256);
        var config = new GatewayConfig(
                origin, limits, List.of(price), List.of(fixture.providerKey()), GatewayConfig.Operation.DEFAULT);
        InstantSource clock =
                () -> Instant.ofEpochSecond(fixture.ethereum().latestBlock().timestamp());
        try (var store = JdbcTicketStore.sqlite(folder.resolve("gateway.db"))) {
            var follower = new VaultFollower(
                    fixture.ethereum(), fixture.vault(), store, clock, VaultFollower.Rules.ofTestChain(0));
            var ports = new CreditGateway.Ports(follower, store, new EchoUpstream(), clock, new Metrics(), step -> {});
            try (var gateway = new CreditGateway(config, fixture.vault().terms(), requestKey.verifyingKey(), ports);
                    var server = GatewayServer.start(
                            gateway, GatewayServer.Options.at(new InetSocketAddress("127.0.0.1", port)))) {
                follower.reportTo(gateway.doubleSpends());
                follower.poll();
                payThrough(new Spender(ledger, mirror, prover, fixture.vault().terms()));
                assertThat(server.address().getPort()).isEqualTo(port);
            }
        }
    }

    private void payThrough(Spender spender) {
        for (String stream : List.of("false", "true")) {
            TestSpender.Collected answer = new TestSpender.Collected();
            String json = "{\"model\":\"echo\",\"stream\":" + stream
                    + ",\"messages\":[{\"role\":\"user\",\"content\":\"say this again\"}]}";
            CallRecord call = spender.call("/v1/chat/completions", json.getBytes(StandardCharsets.UTF_8), answer)
                    .call();
            assertThat(answer.status).isEqualTo(200);
            assertThat(answer.text()).contains("again").doesNotContain("settlement");
            assertThat(call.outcome()).isEqualTo("served");
            assertThat(call.cost()).isBetween(BigInteger.valueOf(5), BigInteger.valueOf(10));
        }
        assertThat(ledger.standings())
                .allMatch(note -> note.open().isEmpty() && note.refunded().signum() >= 0);
        long settled =
                ledger.standings().stream().mapToLong(NoteStanding::settled).sum();
        assertThat(settled).isEqualTo(2);
        // Signed and never sent, as after a kill: it is settled without being run, and all of it comes back.
        BigInteger refunded = ledger.standing(0).refunded();
        PaidRequest unsent = new PaidRequest(
                spender.terms().origin(), "/v1/chat/completions", TestWallets.body("{\"model\":\"echo\"}"));
        ledger.sign(0, unsent.digest(), unsent.toBytes());
        assertThat(spender.settleOpen()).isTrue();
        assertThat(ledger.standing(0).refunded().subtract(refunded))
                .isEqualTo(fixture.vault().terms().cMax());
    }

    /** What a command printed and how it ended. */
    private record Printed(int status, String out, String err) {}

    private Printed command(String... words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("wallet"));
        all.addAll(List.of(words));
        all.addAll(List.of("--passphrase-file", folder.resolve("passphrase").toString()));
        int status = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                all.toArray(String[]::new));
        return new Printed(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Printed done(String... words) throws IOException {
        Printed printed = command(words);
        assertThat(printed.status()).as(printed.toString()).isZero();
        return printed;
    }

    /** From nothing to a payout, then the same from the backup alone. */
    @Test
    void theCommandsDoItAll() throws IOException {
        Account account = fixture.account("commander", true);
        String key = HexFormat.of().formatHex(account.toBytes());
        Files.writeString(folder.resolve("passphrase"), "a long passphrase\n");
        Files.writeString(folder.resolve("account"), key);
        Path keys = Files.createDirectory(folder.resolve("keys"));
        ZkeyFile.write(keys.resolve(Groth16CreditProver.EXIT_KEY), VaultFixture.exitKey());
        String wallet = folder.resolve("wallet").toString();
        Path backup = Files.createDirectory(folder.resolve("backup"));
        String vault = fixture.vault().terms().vault().toString();
        Printed made = done(
                "new",
                "--wallet",
                wallet,
                "--vault",
                vault,
                "--rpc",
                fixture.endpoint(),
                "--gateway",
                "http://127.0.0.1:1",
                "--keys",
                keys.toString(),
                "--backup",
                backup.toString(),
                "--account-key-file",
                folder.resolve("account").toString());
        assertThat(made.out()).contains("account " + account.address()).doesNotContain(key);
        assertThat(done("deposit", "--wallet", wallet, "--amount", "1000", "--notes", "2")
                        .out())
                .contains("note 1: 1000 token units deposited");
        assertThat(done("backup", "--wallet", wallet).out()).contains("note 0 is backed up to ticket 4");
        assertThat(done("status", "--wallet", wallet).out())
                .contains("balance 2000 token units")
                .contains("note 0: active, balance 1000, 0 requests, 0 refunded, backed up to ticket 4");
        assertThat(done("exit", "--wallet", wallet, "--note", "0").out()).contains("leaves with 1000 token units");
        fixture.advance(fixture.vault().terms().window());
        assertThat(done("exit", "--wallet", wallet, "--note", "0").out()).contains("was paid 1000 token units");
        assertThat(done("exit", "--wallet", wallet, "--note", "0").out())
                .contains("note 0 is closed; 0 token units were withdrawn");
        String restored = folder.resolve("restored").toString();
        // The provider is gone, which leaves nothing behind.
        assertThat(command("recover", "--wallet", restored, "--backup", backup.toString(), "--rpc", fixture.endpoint())
                        .status())
                .isEqualTo(2);
        assertThat(Path.of(restored)).doesNotExist();
        Printed recovered = done(
                "recover",
                "--wallet",
                restored,
                "--backup",
                backup.toString(),
                "--rpc",
                fixture.endpoint(),
                "--table",
                "NONE");
        assertThat(recovered.out()).contains("note 1: 0 requests known; exits at ticket 4");
        assertThat(recovered.err()).contains("rests on the backup being the newest");
        assertThat(done("exit", "--wallet", restored, "--note", "1").out()).contains("leaves with 600 token units");
        Files.writeString(folder.resolve("passphrase"), "another\n");
        Printed refused = command("status", "--wallet", wallet);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err().strip())
                .isEqualTo("snark4j: wrong passphrase for this wallet (or its file is damaged)");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Caretaker caretaker() {
        var terms = fixture.vault().terms();
        return new Caretaker(
                ledger,
                mirror,
                terms,
                new Caretaker.Desks(
                        new DepositDesk(ledger, fixture.ethereum(), fixture.vault(), keeper(ledger)),
                        keeper(ledger),
                        exits(ledger),
                        new Spender(ledger, mirror, prover, terms),
                        mirror));
    }

    /** At the last minute or at all: a call that has not ended would have made the exit go behind its ticket, and burn the stake. */
    @Test
    void aNoteWithAnOpenTicketWaitsForItsAnswerHalfADayAtMost() {
        deposit("caller", 2);
        var terms = fixture.vault().terms();
        Caretaker caretaker = caretaker();
        String body = "the last one";
        List<SignedTicket> tickets = List.of(
                ledger.sign(0, TestWallets.digest(body), TestWallets.body(body)),
                ledger.sign(1, TestWallets.digest(body), TestWallets.body(body)));
        long now = fixture.ethereum().latestBlock().timestamp();
        fixture.advance(ExitDesk.leavesAt(terms, ledger.standing(0)) - now);
        caretaker.round();
        assertThat(ledger.standings()).allMatch(note -> note.exit().isEmpty());
        assertThat(caretaker.warnings())
                .contains(
                        "the exit of note 0: note 0 leaves the vault as soon as its last request is answered",
                        "the exit of note 1: note 1 leaves the vault as soon as its last request is answered");
        CreditRequestInputs inputs =
                ledger.requestInputs(tickets.getFirst(), mirror.path(ledger.standing(0)), mirror.keys());
        Settlement settlement =
                Settlement.sign(fixture.providerKey(), settings().scope(), inputs.state(), BigInteger.valueOf(40));
        assertThat(ledger.settle(tickets.getFirst(), settlement, mirror.registeredKeys()))
                .isTrue();
        caretaker.round();
        assertThat(ledger.standing(0).exit()).hasValue(new NoteStanding.Exit(1, BigInteger.valueOf(900)));
        assertThat(ledger.standing(0).settled()).isEqualTo(1);
        assertThat(ledger.standing(1).exit()).isEmpty();
        fixture.advance(Math.min(86_400, terms.noteLife() / 10) / 2);
        caretaker.round();
        assertThat(ledger.standing(1).exit()).hasValue(new NoteStanding.Exit(1, BigInteger.valueOf(900)));
        assertThat(ledger.standing(1).settled()).isZero();
    }

    /** Anybody may finalize an exit or claim an expired note, which credits its owner and pays nothing out. */
    @Test
    void whatSomebodyElseFinalizedIsCollected() {
        deposit("absent", 2);
        var terms = fixture.vault().terms();
        Account other = fixture.account("somebody else", false);
        exits(ledger).initiate(0, ExitDesk.Choice.PRIVATE);
        fixture.advance(terms.noteLife());
        for (NoteStanding note : ledger.standings()) {
            if (note.exit().isPresent()) {
                fixture.vault().finalizeExit(other, note.commitment());
            } else {
                fixture.vault().claimExpired(other, note.commitment());
            }
        }
        BigInteger before = fixture.tokens(depositor);
        Caretaker caretaker = caretaker();
        caretaker.round();
        assertThat(caretaker.warnings()).isEmpty();
        assertThat(ledger.standings())
                .extracting(note -> note.end().orElseThrow())
                .containsExactly(NoteStanding.End.EXITED, NoteStanding.End.EXPIRED);
        // D, the stake and the bounty of one; the bounty of the other.
        BigInteger paid = DEPOSIT.add(terms.stake()).add(terms.bounty()).add(terms.bounty());
        assertThat(fixture.tokens(depositor).subtract(before)).isEqualTo(paid);
        assertThat(exits(ledger).owed(0)).isZero();
        assertThat(exits(ledger).initiate(0, ExitDesk.Choice.PRIVATE).payout()).isEqualTo(DEPOSIT);
    }

    /** Warned four windows ahead, left three windows before its life is over, collected a window later. */
    @Test
    void aNoteLeavesByItselfBeforeItsLifeIsOver() {
        deposit("forgetful", 1);
        var terms = fixture.vault().terms();
        Caretaker caretaker = caretaker();
        caretaker.round();
        assertThat(caretaker.warnings()).isEmpty();
        fixture.advance(terms.noteLife() - 6 * terms.window());
        caretaker.round();
        assertThat(caretaker.warnings()).singleElement().asString().contains("leaves the vault by itself");
        assertThat(ledger.standing(0).exit()).isEmpty();
        fixture.advance(3 * terms.window());
        caretaker.round();
        assertThat(ledger.standing(0).exit()).isPresent();
        fixture.advance(terms.window());
        caretaker.round();
        assertThat(ledger.standing(0).end()).hasValue(NoteStanding.End.EXITED);
    }

    @Test
    void aNoteIsNotUsedInTheEpochOfItsDeposit() {
        deposit("early", 1);
        fixture.advance(EPOCH.toSeconds());
        mirror.refresh();
        Fr root = mirror.path(ledger.standing(0)).root(leaf(0));
        deposit("late", 1);
        VaultMirror fresh = new VaultMirror(fixture.ethereum(), fixture.vault(), EPOCH, 0, Progress.SILENT);
        new DepositDesk(ledger, fixture.ethereum(), fixture.vault(), keeper(ledger))
                .deposit(depositor, depositor.address(), DEPOSIT, 1);
        fresh.refresh();
        assertThat(fresh.isReady(ledger.standing(1))).isFalse();
        assertThat(fresh.crowd()).isLessThan(fixture.vault().size());
        assertThat(root).isNotEqualTo(fixture.vault().root());
    }

    /** Deposits before it are missing, which the next one shows: then all of the chain is read. */
    @Test
    void aFirstBlockThatIsTooLateIsNotBelieved() {
        deposit("first", 1);
        long block = fixture.ethereum().latestBlock().number();
        new DepositDesk(ledger, fixture.ethereum(), fixture.vault(), keeper(ledger))
                .deposit(depositor, depositor.address(), DEPOSIT, 1);
        fixture.advance(EPOCH.toSeconds());
        VaultMirror late = new VaultMirror(fixture.ethereum(), fixture.vault(), EPOCH, block, Progress.SILENT);
        late.refresh();
        assertThat(ledger.standings()).hasSize(2).allMatch(late::isReady);
        assertThat(late.path(ledger.standing(0)).root(leaf(0)))
                .isEqualTo(fixture.vault().root());
    }

    private Fr leaf(int note) {
        NoteStanding standing = ledger.standing(note);
        return io.snark4j.circuit.credit.CreditProtocol.leaf(standing.commitment(), standing.deposit());
    }

    /** Of ten tickets the backup allows four; two were used. 1000 + 2·50 is what the table shows, 1000 what the backup. */
    /** A call takes its path and keys from what was read last: it does not wait for a node. */
    @Test
    void theChainCanBeLookedAtWhileTheNodeThinks() throws Exception {
        deposit("patient", 1);
        try (SlowNode node = new SlowNode(URI.create(fixture.endpoint()));
                ExecutorService threads = Executors.newCachedThreadPool()) {
            Ethereum slow = new Ethereum(node.endpoint());
            CreditVault vault = CreditVault.at(slow, fixture.vault().terms().vault());
            VaultMirror slowMirror = new VaultMirror(slow, vault, EPOCH, 0, Progress.SILENT);
            slowMirror.refresh();
            NoteStanding note = ledger.standing(0);
            CountDownLatch thinking = node.think();
            try {
                Future<?> refreshing = threads.submit(slowMirror::refresh);
                node.awaitAsked();
                assertThat(threads.submit(() -> slowMirror.path(note)).get(1, TimeUnit.MINUTES))
                        .isEqualTo(mirror.path(note));
                assertThat(slowMirror.keys()).isEqualTo(mirror.keys());
                assertThat(refreshing.isDone()).isFalse();
            } finally {
                thinking.countDown();
            }
        }
    }

    @Test
    void aBackupExitsAtItsCeilingWithNothingElse() throws Exception {
        deposit("restored", 1);
        pay(0, 50);
        pay(0, 50);
        Ledger fresh = restored(List.of(), false);
        assertThat(fresh.standing(0).ceiling()).isEqualTo(4);
        assertThatThrownBy(() -> fresh.sign(0, TestWallets.digest("a"), TestWallets.body("a")))
                .isInstanceOf(WalletException.class);
        assertThat(Files.exists(folder.resolve(BackupFile.NAME))).isTrue();
        assertPaid(fresh, 0, 600);
    }

    @Test
    void theTableBringsTheRefundsBack() {
        deposit("with table", 1);
        pay(0, 60);
        pay(0, 60);
        // 1000 + 120 - 400
        assertPaid(restored(List.of(table()), false), 0, 700);
    }

    @Test
    void theTableAloneRestsOnTheProvider() {
        deposit("trusting", 1);
        pay(0, 60);
        pay(0, 60);
        // 1000 + 120 - 200
        assertPaid(restored(List.of(table()), true), 0, 900);
    }

    /** Exits from the first backup would use ticket 4 again, which the wallet used after the second. */
    @Test
    void theTableShowsThatABackupIsNotTheNewest() throws Exception {
        deposit("stale", 1);
        byte[] old = Files.readAllBytes(folder.resolve(BackupFile.NAME));
        for (int i = 0; i < 6; i++) {
            pay(0, 90);
        }
        Files.write(folder.resolve(BackupFile.NAME), old);
        Ledger fresh = restored(List.of(table()), false);
        assertThat(fresh.standing(0).origin()).isEqualTo(NoteStanding.Origin.TABLE);
        assertThat(fresh.standing(0).settled()).isEqualTo(6);
        assertPaid(fresh, 0, 900);
    }

    @Test
    void aTableThatTheProviderDidNotSignIsRefused() {
        deposit("forged", 1);
        pay(0, 60);
        RefundRow row = table.getFirst();
        Settlement more = new Settlement(
                BigInteger.valueOf(90),
                row.settlement().state(),
                row.settlement().signature());
        table.set(0, new RefundRow(row.nullifier(), more));
        assertThatThrownBy(() -> restored(List.of(table()), true))
                .isInstanceOf(WalletException.class)
                .hasMessageContaining("no key signed by which the vault lets this note exit");
    }
}

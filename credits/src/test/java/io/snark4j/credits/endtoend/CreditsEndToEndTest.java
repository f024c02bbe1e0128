package io.snark4j.credits.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.CreditRequest;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.cli.Main;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.vault.VaultEvent;
import io.snark4j.credits.vault.VaultException;
import io.snark4j.credits.vault.VaultFixture;
import io.snark4j.credits.wallet.CallRecord;
import io.snark4j.credits.wallet.ExitDesk;
import io.snark4j.credits.wallet.Groth16CreditProver;
import io.snark4j.credits.wallet.NoteStanding;
import io.snark4j.credits.wallet.WalletException;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.ProverOptions;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.Setup;
import io.snark4j.groth16.ZkeyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the credits promise to users and to providers, case by case: proofs by the engine, a vault on an EVM, gateways behind HTTP, wallets in folders. A
 * ticket is 100, a note 1000, with 50 of bounty and 7 of stake; an exit waits 1,000 seconds.
 */
@Tag("peers")
final class CreditsEndToEndTest {
    private static final int DEPTH = 5;
    private static final long NOTE = 1_000;
    private static final BigInteger C_MAX = BigInteger.valueOf(100);
    private static final long BOUNTY_AND_STAKE = 57;
    private static final long BOUNTY = 50;

    @TempDir
    private static Path folder;

    private static TestProvider provider;
    private static Groth16CreditProver prover;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private String name = "";
    private TicketStore store;

    @BeforeAll
    static void deploy() throws IOException {
        ProvingKey requestKey = Groth16.setup(
                        CircuitCompiler.compile(CreditRequest.ofDepth(DEPTH)), Setup.insecureForTests())
                .provingKey();
        provider = new TestProvider(new VaultFixture(DEPTH, requestKey), requestKey.verifyingKey());
        prover = Groth16CreditProver.of(DEPTH, requestKey, VaultFixture.exitKey(), ProverOptions.DEFAULT);
        Path keys = Files.createDirectory(folder.resolve("keys"));
        ZkeyFile.write(keys.resolve(Groth16CreditProver.EXIT_KEY), VaultFixture.exitKey());
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @BeforeEach
    void begin(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        store = open(new TestDatabase(TestDatabase.Kind.SQLITE).open());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable open : opened.reversed()) {
            open.close();
        }
    }

    private <T extends AutoCloseable> T open(T opening) {
        opened.add(opening);
        return opening;
    }

    private static CreditVault vault() {
        return provider.fixture.vault();
    }

    private LiveGateway gateway() {
        return open(provider.start(store));
    }

    private TestUser user(String gateway) {
        TestUser user = open(new TestUser(provider, name, folder.resolve(name), gateway, prover, TestProvider.EPOCH));
        user.depositAndWait(NOTE, 1);
        return user;
    }

    private TestUser user() {
        return user(provider.origin());
    }

    static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what + ", within a minute").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static NoteState.Status status(Fr commitment) {
        return vault().note(commitment).status();
    }

    private static boolean wasSlashed(Fr commitment) {
        return vault().events(0, provider.fixture.ethereum().latestBlock().number()).stream()
                .anyMatch(event -> event instanceof VaultEvent.Slashed slashed
                        && slashed.commitment().equals(commitment));
    }

    private static BigInteger credit(io.snark4j.credits.ethereum.Account account) {
        return vault().balanceOf(account.address());
    }

    private static void assertServed(CallRecord call) {
        assertThat(call.outcome()).isEqualTo(Outcome.SERVED.word());
        assertThat(call.cost()).isBetween(BigInteger.valueOf(5), BigInteger.valueOf(10));
    }

    @Test
    void anHonestExitIsPaidAndNothingIsSlashed() {
        gateway();
        TestUser user = user();
        BigInteger providerBefore = credit(provider.account);
        BigInteger costs = BigInteger.ZERO;
        for (boolean stream : List.of(false, true, false)) {
            TestUser.Answered answer = new TestUser.Answered();
            CallRecord call = user.call("say this again", stream, answer);
            assertServed(call);
            assertThat(answer.status).isEqualTo(200);
            assertThat(answer.text()).contains("again");
            costs = costs.add(call.cost());
        }
        BigInteger left = BigInteger.valueOf(NOTE).subtract(costs);
        assertThat(user.note().balance(C_MAX)).isEqualTo(left);
        // Rounded down, so that the sum does not tell which requests were these.
        BigInteger payout = left.subtract(left.mod(C_MAX));
        NoteStanding.Exit exit = user.exits.initiate(0, ExitDesk.Choice.PRIVATE);
        assertThat(exit).isEqualTo(new NoteStanding.Exit(3, payout));
        eventually(
                "the watcher sees the exit",
                () -> store.find(exitNullifier(user)).isPresent());
        assertThat(user.exits.collect(0)).isEqualTo(ExitDesk.Progress.WAITING);
        assertThat(user.collect()).isEqualTo(ExitDesk.Progress.PAID);
        assertThat(user.paidOut()).isEqualTo(payout.add(BigInteger.valueOf(BOUNTY_AND_STAKE)));
        assertThat(credit(provider.account).subtract(providerBefore))
                .isEqualTo(BigInteger.valueOf(NOTE).subtract(payout));
        assertThat(wasSlashed(user.note().commitment())).isFalse();
    }

    private static Fr exitNullifier(TestUser user) {
        return exitOf(user.note().commitment()).nullifier();
    }

    private static VaultEvent.ExitInitiated exitOf(Fr commitment) {
        return vault().events(0, provider.fixture.ethereum().latestBlock().number()).stream()
                .filter(VaultEvent.ExitInitiated.class::isInstance)
                .map(VaultEvent.ExitInitiated.class::cast)
                .filter(event -> event.commitment().equals(commitment))
                .findFirst()
                .orElseThrow();
    }

    /** Two tickets used; the state after the first is brought to the exit, as if the second had never been. */
    @Test
    void anExitFromAnOldStateAtAUsedIndexIsCaughtAndSlashed() throws Exception {
        LiveGateway gateway = gateway();
        RawNote cheat = new RawNote(provider, name, NOTE, prover);
        eventually("the gateway sees the deposit", gateway::isAtHead);
        List<SignedState> states = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            states.add(cheat.state());
            RawNote.Request request = cheat.request(TestUser.chat("ticket " + i, false));
            HttpResponse<String> answer = RawNote.send(provider.port, request);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            cheat.settled(request, settlement(answer));
        }
        BigInteger before = credit(provider.account);
        BigInteger owned = provider.fixture.tokens(cheat.account);
        cheat.exit(states.get(1), 1, 900);
        eventually("the watcher slashes it", () -> status(cheat.commitment()) == NoteState.Status.CLOSED);
        assertThat(wasSlashed(cheat.commitment())).isTrue();
        assertThat(credit(provider.account).subtract(before)).isEqualTo(BigInteger.valueOf(NOTE + BOUNTY));
        assertThat(credit(cheat.account)).isZero();
        assertThat(provider.fixture.tokens(cheat.account)).isEqualTo(owned);
    }

    private static SettledTicket settlement(HttpResponse<?> answer) {
        return SettledTicket.fromText(
                answer.headers().firstValue(SettledTicket.HEADER).orElseThrow());
    }

    /** Not even with a state that the provider's own key signed: who has that key could pay himself other people's deposits. */
    @Test
    void anExitOfMoreThanTheDepositIsRefused() {
        RawNote note = new RawNote(provider, name, NOTE, prover);
        note.refundBySigner(600);
        assertThatThrownBy(() -> note.exit(note.state(), 1, NOTE + 1))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.error()).isEqualTo("PayoutAboveDeposit"));
        assertThat(status(note.commitment())).isEqualTo(NoteState.Status.ACTIVE);
        note.exit(note.state(), 1, NOTE);
        assertThat(status(note.commitment())).isEqualTo(NoteState.Status.EXITING);
    }

    /** It keeps the shares of every attempt, the wallet's questions for a settlement included, and then has the exit's share as well. */
    @Test
    void aProviderThatWithholdsOrRefusesAnAnswerAndReplaysTheShareCannotSlash() {
        gateway();
        WireRecorder hostile = open(new WireRecorder(provider.port));
        TestUser user = user(hostile.origin());
        assertServed(user.call("paid"));
        hostile.answers = WireRecorder.Answers.WITHHELD;
        assertThatThrownBy(() -> user.call("withheld")).isInstanceOf(WalletException.class);
        hostile.answers = WireRecorder.Answers.REFUSED;
        assertThat(user.spender.settleOpen()).isFalse();
        // The note pays nothing else meanwhile: another x at this index would be the second share.
        assertThatThrownBy(() -> user.call("another")).isInstanceOf(WalletException.class);
        NoteStanding.Exit exit = user.exits.initiate(0, ExitDesk.Choice.PRIVATE);
        assertThat(exit.index()).isEqualTo(2);
        List<Rln.Share> shares = shares(hostile);
        assertThat(shares).hasSize(2);
        VaultEvent.ExitInitiated event = exitOf(user.note().commitment());
        Fr x = CreditProtocol.exitPoint(
                event.recipient().value(), vault().terms().scope(), event.commitment());
        shares.add(new Rln.Share(x, event.share()));
        for (Rln.Share first : shares) {
            for (Rln.Share second : shares) {
                if (!first.x().equals(second.x())) {
                    Fr guess = Rln.recoverSecret(first, second);
                    assertThatThrownBy(() -> vault().slash(provider.account, event.commitment(), guess))
                            .isInstanceOfSatisfying(
                                    VaultException.class,
                                    e -> assertThat(e.error()).isEqualTo("WrongSecret"));
                }
            }
        }
        assertThat(user.collect()).isEqualTo(ExitDesk.Progress.PAID);
        // 1000 + R − 2·100, rounded down; the stake is burned for the ticket without an answer.
        assertThat(user.paidOut()).isEqualTo(BigInteger.valueOf(800 + BOUNTY));
    }

    /** The shares that a provider was shown: one for each x, however often it came. */
    private static List<Rln.Share> shares(WireRecorder recorder) {
        List<Rln.Share> shares = new ArrayList<>();
        for (WireRecorder.Connection connection : recorder.paid()) {
            HttpMessage request = connection.request().orElseThrow();
            Ticket ticket = Ticket.fromHeader(request.value("Authorization").orElseThrow());
            if (!request.path().equals(RawNote.PATH)) {
                continue;
            }
            Fr x = RequestDigest.of(provider.origin(), "POST", request.path(), request.body())
                    .point(ticket.nonce(), vault().terms().scope());
            Rln.Share share = new Rln.Share(x, ticket.share());
            if (!shares.contains(share)) {
                shares.add(share);
            }
        }
        return shares;
    }

    /** The wallet's terms are of before: at the gateway the same request is too dear. */
    @Test
    void aRequestRefusedForItsPriceCostsNothing() {
        LiveGateway cheap = gateway();
        TestUser user = user();
        assertServed(user.call("at the old price"));
        BigInteger refunded = user.note().refunded();
        cheap.close();
        open(provider.start(provider.config(10_000_000, 1 << 20), store, provider.port));
        TestUser.Answered answer = new TestUser.Answered();
        CallRecord call = user.call("at the new price", false, answer);
        assertThat(call.outcome()).isEqualTo(Outcome.PRICE_ABOVE_CAP.word());
        assertThat(answer.status).isEqualTo(400);
        assertThat(call.cost()).isZero();
        assertThat(user.note().refunded()).isEqualTo(refunded.add(C_MAX));
        // What the wallet itself finds too dear, or not on offer, it does not sign.
        long signed = user.note().settled();
        for (String body : List.of(
                "{\"model\":\"echo\",\"n\":1000,\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
                "{\"model\":\"other\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}")) {
            assertThatThrownBy(() -> user.spender.call(
                            RawNote.PATH, body.getBytes(StandardCharsets.UTF_8), new TestUser.Answered()))
                    .isInstanceOf(WalletException.class);
        }
        assertThat(user.note().settled()).isEqualTo(signed);
        assertThat(user.note().open()).isEmpty();
    }

    /** Others deposit, an hour passes, and the wallet has not looked at the chain: the same x is proved again. */
    @Test
    void aRequestRefusedForAStaleRootIsProvedAgainWithTheSamePoint() {
        LiveGateway gateway = gateway();
        WireRecorder recorder = open(new WireRecorder(provider.port));
        TestUser user = user(recorder.origin());
        assertServed(user.call("before"));
        new RawNote(provider, name + " another", NOTE, prover);
        provider.advance(Duration.ofHours(2));
        eventually("the gateway has looked at the chain", gateway::isAtHead);
        long before = recorder.paid().size();
        assertServed(user.call("after"));
        assertThat(user.note().settled()).isEqualTo(2);
        List<WireRecorder.Connection> sent =
                recorder.paid().stream().skip(before).toList();
        assertThat(sent.size()).isGreaterThanOrEqualTo(2);
        assertThat(sent.getFirst().answer().orElseThrow().status()).isEqualTo(409);
        assertThat(new String(sent.getFirst().answer().orElseThrow().body(), StandardCharsets.UTF_8))
                .contains("stale_root");
        Ticket first = ticket(sent.getFirst());
        Ticket last = ticket(sent.getLast());
        assertThat(last.root()).isNotEqualTo(first.root());
        assertThat(last.nullifier()).isEqualTo(first.nullifier());
        assertThat(last.share()).isEqualTo(first.share());
        assertThat(last.state()).isEqualTo(first.state());
    }

    private static Ticket ticket(WireRecorder.Connection connection) {
        return Ticket.fromHeader(
                connection.request().orElseThrow().value("Authorization").orElseThrow());
    }

    /** The provider lowered its limit after the wallet had read the terms. The share has left, so that its ticket is settled unseen. */
    @Test
    void aRequestRefusedForItsSizeIsSettledWithoutBeingRun() {
        LiveGateway wide = gateway();
        TestUser user = user();
        assertServed(user.call("small"));
        BigInteger refunded = user.note().refunded();
        wide.close();
        open(provider.start(provider.config(100_000, 512), store, provider.port));
        assertThatThrownBy(() -> user.call("padded to a KiB"))
                .isInstanceOf(WalletException.class)
                .hasMessageContaining("body_too_large");
        assertThat(user.note().open()).isPresent();
        user.caretaker.round();
        assertThat(user.note().open()).isEmpty();
        assertThat(user.note().refunded()).isEqualTo(refunded.add(C_MAX));
        assertThat(user.exits.initiate(0, new ExitDesk.Choice(false, false)))
                .isEqualTo(new NoteStanding.Exit(
                        2, BigInteger.valueOf(NOTE - 200).add(user.note().refunded())));
    }

    /** D + R − n·cMax, to the unit, from the wallet and a node alone. */
    @Test
    void withTheProviderGoneTheUserGetsDepositAndRefundsLessTheTicketsUsed() {
        LiveGateway gateway = gateway();
        TestUser user = user();
        assertServed(user.call("one"));
        assertServed(user.call("two"));
        gateway.close();
        assertThatThrownBy(() -> user.call("nobody is there")).isInstanceOf(WalletException.class);
        // The ticket that got no answer counts as used.
        BigInteger left = BigInteger.valueOf(NOTE - 300).add(user.note().refunded());
        assertThat(left).isGreaterThan(BigInteger.valueOf(880));
        user.exits.initiate(0, new ExitDesk.Choice(false, false));
        assertThat(user.collect()).isEqualTo(ExitDesk.Progress.PAID);
        assertThat(user.paidOut()).isEqualTo(left.add(BigInteger.valueOf(BOUNTY)));
    }

    private record Printed(int status, String out, String err) {}

    private Printed command(TestUser user, String... words) throws IOException {
        Path passphrase = Files.writeString(user.folder.resolve("passphrase"), "correct horse\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("wallet"));
        all.addAll(List.of(words));
        all.addAll(List.of(
                "--wallet", user.folder.resolve("restored").toString(), "--passphrase-file", passphrase.toString()));
        int status = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                all.toArray(String[]::new));
        return new Printed(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Printed recover(TestUser user, String table) throws IOException {
        Printed printed = command(
                user,
                "recover",
                "--backup",
                user.folder.resolve("backup").toString(),
                "--rpc",
                provider.fixture.endpoint(),
                "--table",
                table);
        assertThat(printed.status()).as(printed.toString()).isZero();
        return printed;
    }

    private void assertRestoredExitPays(TestUser user, long payout, long back) throws IOException {
        Printed left = command(user, "exit");
        assertThat(left.out()).as(left.toString()).contains("leaves with " + payout + " token units");
        provider.advance(Duration.ofSeconds(vault().terms().window()));
        Printed paid = command(user, "exit");
        assertThat(paid.out()).as(paid.toString()).contains("was paid " + payout + " token units");
        assertThat(user.paidOut()).isEqualTo(BigInteger.valueOf(payout + back));
        assertThat(wasSlashed(user.note().commitment())).isFalse();
    }

    /** With a backup and a node. Of ten tickets the wallet used two, the backup allows four. */
    @Test
    void aRestoredBackupExitsAtItsCeilingWithNothingElse() throws IOException {
        LiveGateway gateway = gateway();
        TestUser user = user();
        assertServed(user.call("one"));
        assertServed(user.call("two"));
        assertThat(user.note().ceiling()).isEqualTo(4);
        gateway.close();
        user.ledger.close();
        Printed recovered = recover(user, "NONE");
        assertThat(recovered.out()).contains("exits at ticket 4");
        assertThat(recovered.err()).contains("rests on the backup being the newest");
        // Some of the tickets before may be open, for all that a backup knows: the stake is burned.
        assertRestoredExitPays(user, 600, BOUNTY);
        assertThat(exitOf(user.note().commitment()).tag()).isEqualTo(Fr.ONE);
    }

    /** The gateway publishes what it settled; the wallet's own journal is lost, and the backup is of before the first request. */
    @Test
    void aRestoreFromTheSecretAndTheProvidersTableWorksAndSaysOnWhatItRests() throws IOException {
        gateway();
        TestUser user = user();
        BigInteger refunds = BigInteger.ZERO;
        for (int i = 0; i < 2; i++) {
            refunds = refunds.add(C_MAX.subtract(user.call("request " + i).cost()));
        }
        user.ledger.close();
        // An epoch, and the two minutes after which its table is published.
        provider.advance(TestProvider.EPOCH.plusMinutes(3));
        Printed recovered = recover(user, "TRUSTED");
        assertThat(recovered.out())
                .contains("2 requests known; exits behind the last that the provider published")
                .contains("This rests on the provider");
        long left = NOTE - 200 + refunds.longValueExact();
        assertRestoredExitPays(user, left - left % 100, BOUNTY_AND_STAKE);
    }

    /** Warned four windows ahead; gone three windows before the provider might claim; paid one window later, by the caretaker alone. */
    @Test
    void aForgottenNoteLeavesBeforeItExpires() {
        gateway();
        TestUser user = user();
        assertServed(user.call("once"));
        long life = vault().terms().noteLife();
        long window = vault().terms().window();
        provider.advance(Duration.ofSeconds(life - 6 * window));
        user.caretaker.round();
        assertThat(user.warnings()).anyMatch(warning -> warning.contains("leaves the vault by itself"));
        provider.advance(Duration.ofSeconds(3 * window));
        user.caretaker.round();
        Fr commitment = user.note().commitment();
        assertThat(status(commitment)).isEqualTo(NoteState.Status.EXITING);
        assertThatThrownBy(() -> vault().claimExpired(provider.account, commitment))
                .isInstanceOf(VaultException.class);
        provider.advance(Duration.ofSeconds(window));
        user.caretaker.round();
        assertThat(user.note().end()).hasValue(NoteStanding.End.EXITED);
        assertThat(user.paidOut()).isEqualTo(BigInteger.valueOf(900 + BOUNTY_AND_STAKE));
    }

    @Test
    void anExpiredNoteIsTheProvidersAndItsBountyTheUsers() {
        TestUser user = user();
        Fr commitment = user.note().commitment();
        assertThatThrownBy(() -> vault().claimExpired(provider.account, commitment))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.error()).isEqualTo("TooEarly"));
        provider.advance(Duration.ofSeconds(vault().terms().noteLife()));
        BigInteger before = credit(provider.account);
        vault().claimExpired(provider.account, commitment);
        assertThat(credit(provider.account).subtract(before)).isEqualTo(BigInteger.valueOf(NOTE));
        assertThat(credit(user.account)).isEqualTo(BigInteger.valueOf(BOUNTY));
        user.caretaker.round();
        assertThat(user.note().end()).hasValue(NoteStanding.End.EXPIRED);
        assertThatThrownBy(() -> user.exits.initiate(0, ExitDesk.Choice.PRIVATE))
                .isInstanceOf(WalletException.class);
    }

    /** Two gateways on one PostgreSQL. The second gives the same change as the first, runs nothing, and slashes what is another request. */
    @Test
    void aRetryAtASecondGatewayWhileTheFirstStillStreams() throws Exception {
        TestDatabase database = new TestDatabase(TestDatabase.Kind.POSTGRESQL);
        LiveGateway first = open(provider.start(provider.config(), open(database.open()), provider.port));
        LiveGateway second = open(provider.start(provider.config(), open(database.open()), TestProvider.freePort()));
        RawNote note = new RawNote(provider, name, NOTE, prover);
        first.echo.delay(Duration.ofMillis(150));
        RawNote.Request request = note.request(TestUser.chat("a b c d e f g h i j k l m n o p", true));
        eventually("both see the deposit", () -> first.isAtHead() && second.isAtHead());
        try (HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<java.io.InputStream>> streaming =
                    client.sendAsync(RawNote.http(first.port, request), HttpResponse.BodyHandlers.ofInputStream());
            // Its head arrives with the first event; the rest takes two seconds.
            HttpResponse<java.io.InputStream> begun = streaming.get();
            assertThat(begun.statusCode()).isEqualTo(200);
            HttpResponse<String> retried = RawNote.send(second.port, request);
            String streamed = new String(begun.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(streamed).contains("\"p \"").contains(SettledTicket.EVENT);
            assertThat(retried.statusCode()).isEqualTo(410);
            SettledTicket settled = settlement(retried);
            assertThat(streamed).contains(settled.toText());
            assertThat(settled.outcome()).isEqualTo(Outcome.SERVED);
            assertThat(second.metrics.toText()).doesNotContain("upstream_calls_total");
            // At the first the whole answer is still there.
            assertThat(RawNote.send(first.port, request).body()).isEqualTo(streamed);
            BigInteger before = credit(provider.account);
            RawNote.Request other = note.request(TestUser.chat("something else", true));
            assertThat(RawNote.send(second.port, other).statusCode()).isEqualTo(409);
            eventually("it is slashed", () -> wasSlashed(note.commitment()));
            assertThat(credit(provider.account).subtract(before)).isEqualTo(BigInteger.valueOf(NOTE + BOUNTY));
        }
    }
}

package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.credits.vault.RegisteredKey;
import io.snark4j.credits.vault.RegisteredKeys;
import io.snark4j.credits.wallet.store.DurableLog;
import io.snark4j.credits.wallet.store.SimulatedDisk;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerContractTest {
    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private Ledger ledger = TestWallets.withNote(disk, 4);

    private SignedTicket sign(String body) {
        return ledger.sign(0, TestWallets.digest(body), TestWallets.body(body));
    }

    private CreditRequestInputs inputs(SignedTicket ticket) {
        return ledger.requestInputs(ticket, TestWallets.PATH, TestWallets.keys());
    }

    private Settlement answer(SignedTicket ticket, long refund) {
        return Settlement.sign(
                TestWallets.providerKey(1),
                TestWallets.SETTINGS.scope(),
                inputs(ticket).state(),
                BigInteger.valueOf(refund));
    }

    private boolean settle(SignedTicket ticket, long refund) {
        return ledger.settle(ticket, answer(ticket, refund), TestWallets.registeredKeys());
    }

    private void pay(int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(settle(sign("request " + i), 60)).isTrue();
        }
    }

    @Test
    void theSameRequestGetsTheSameTicket() {
        SignedTicket first = sign("a");
        assertThat(sign("a")).isEqualTo(first);
        assertThat(inputs(first)).isEqualTo(inputs(sign("a")));
    }

    /** Also after a restart: the journal knows. */
    @Test
    void anotherRequestGetsNone() {
        sign("a");
        assertThatThrownBy(() -> sign("b")).isInstanceOf(WalletException.class);
        ledger = TestWallets.open(disk, "wallet");
        assertThatThrownBy(() -> sign("b")).isInstanceOf(WalletException.class);
        assertThat(sign("a").index()).isZero();
    }

    @Test
    void takesNoAnswerThatDoesNotVerify() {
        SignedTicket ticket = sign("a");
        assertThat(settle(ticket, 101)).isFalse();
        Settlement good = answer(ticket, 60);
        assertThat(ledger.settle(
                        ticket,
                        new Settlement(BigInteger.valueOf(61), good.state(), good.signature()),
                        TestWallets.registeredKeys()))
                .isFalse();
        Settlement foreign = Settlement.sign(
                TestWallets.providerKey(1), Fr.of(78), inputs(ticket).state(), BigInteger.TEN);
        assertThat(ledger.settle(ticket, foreign, TestWallets.registeredKeys())).isFalse();
        assertThat(ledger.standing(0).open()).isPresent();
        assertThat(ledger.settle(ticket, good, TestWallets.registeredKeys())).isTrue();
        assertThatThrownBy(() -> ledger.settle(ticket, good, TestWallets.registeredKeys()))
                .isInstanceOf(WalletException.class);
    }

    /** Its note could not exit with that state: the provider would be paid all of it when the note expires. */
    @Test
    void takesNoAnswerUnderAKeyThatIsTooOldForItsNote() {
        SignedTicket ticket = sign("a");
        RegisteredKey next = new RegisteredKey(1, TestWallets.providerKey(2).publicKey(), TestWallets.FOREVER);
        for (long before : new long[] {1, 1_000}) {
            // The note was deposited at 1000.
            BigInteger until = BigInteger.valueOf(1_000 - before);
            RegisteredKey old = new RegisteredKey(0, TestWallets.providerKey(1).publicKey(), until);
            assertThat(ledger.settle(ticket, answer(ticket, 60), new RegisteredKeys(next, old)))
                    .isFalse();
        }
        assertThat(ledger.standing(0).open()).isPresent();
        RegisteredKey justInTime =
                new RegisteredKey(0, TestWallets.providerKey(1).publicKey(), BigInteger.valueOf(1_000));
        assertThat(ledger.settle(ticket, answer(ticket, 60), new RegisteredKeys(next, justInTime)))
                .isTrue();
    }

    @Test
    void signsRequestsBelowTheCeilingAndTheExitAtIt() {
        pay(4);
        assertThatThrownBy(() -> sign("more")).hasMessageContaining("all 4 tickets that its backup allows");
        assertThat(ledger.signExit(0, true).index()).isEqualTo(4);
    }

    @Test
    void anExitAtTheCeilingSignsWhatTheBackupWouldSign() {
        NoteSecrets backup = ledger.secrets().getFirst();
        pay(4);
        ledger.signExit(0, true);
        Fr own = ledger.exitInputs(0, TestWallets.keys(), false).xExit();
        Ledger restored = TestWallets.create(disk, "other");
        TestWallets.restore(restored, backup, 4);
        restored.deposited(0, TestWallets.DEPOSIT, 1_000);
        restored.signExit(0, true);
        assertThat(restored.exitInputs(0, TestWallets.keys(), false).xExit()).isEqualTo(own);
    }

    @Test
    void anExitGoesBehindAnOpenTicketAndEndsRequests() {
        pay(1);
        SignedTicket open = sign("open");
        assertThat(ledger.signExit(0, false)).isEqualTo(new NoteStanding.Exit(2, BigInteger.valueOf(910)));
        assertThat(ledger.signExit(0, true)).isEqualTo(new NoteStanding.Exit(2, BigInteger.valueOf(910)));
        assertThat(ledger.exitInputs(0, TestWallets.keys(), false).tag()).isEqualTo(Fr.ONE);
        assertThat(ledger.exitInputs(0, TestWallets.keys(), true).tag()).isEqualTo(TestWallets.nullifier(ledger, open));
        // The answer came after all: no ticket is open then.
        assertThat(settle(open, 10)).isTrue();
        assertThat(ledger.exitInputs(0, TestWallets.keys(), false).tag()).isEqualTo(Fr.ZERO);
        assertThat(ledger.exitInputs(0, TestWallets.keys(), true).tag()).isEqualTo(Fr.ZERO);
        assertThatThrownBy(() -> sign("more")).isInstanceOf(WalletException.class);
    }

    @Test
    void givesOutNoInputsOfWhatItDidNotSign() {
        SignedTicket ticket = sign("a");
        SignedTicket forged = new SignedTicket(0, 0, ticket.x().add(Fr.ONE), ticket.nonce(), ticket.request());
        assertThatThrownBy(() -> inputs(forged)).isInstanceOf(WalletException.class);
        assertThatThrownBy(() -> ledger.exitInputs(0, TestWallets.keys(), false))
                .isInstanceOf(WalletException.class);
    }

    @Test
    void anOldJournalSignsNothing() {
        Map<String, byte[]> image = disk.image("wallet");
        pay(1);
        disk.restore("wallet", image);
        for (int openings = 0; openings < 2; openings++) {
            ledger = TestWallets.open(disk, "wallet");
            assertThat(ledger.age()).isPresent();
            assertThatThrownBy(() -> sign("a")).hasMessageContaining("may be an old copy");
            assertThatThrownBy(() -> ledger.signExit(0, true)).hasMessageContaining("may be an old copy");
            assertThatThrownBy(() -> TestWallets.raise(ledger, 0, 9)).hasMessageContaining("may be an old copy");
            assertThatThrownBy(() -> ledger.deposited(0, BigInteger.TWO, 5)).hasMessageContaining("may be an old copy");
            assertThatThrownBy(() -> ledger.closed(0, NoteStanding.End.EXITED))
                    .hasMessageContaining("may be an old copy");
            assertThatThrownBy(() -> ledger.open(TestWallets.SETTINGS)).hasMessageContaining("may be an old copy");
        }
    }

    /** A copy is made, the wallet goes on, and somebody looks into the copy. */
    @Test
    void anOldCopyThatIsLookedAtDoesNotAgeTheWallet() {
        Map<String, byte[]> copy = disk.image("wallet");
        pay(1);
        Map<String, byte[]> wallet = disk.image("wallet");
        disk.restore("wallet", copy);
        assertThat(TestWallets.open(disk, "wallet").age()).isPresent();
        disk.restore("wallet", wallet);
        ledger = TestWallets.open(disk, "wallet");
        assertThat(ledger.age()).isEmpty();
        pay(1);
    }

    /** Nothing was signed at or above the new ceiling, so it may be lower than no ceiling. */
    @Test
    void aWalletWithoutABackupCanBeginOne() {
        TestWallets.raise(ledger, 0, Ledger.UNLIMITED);
        pay(3);
        assertThatThrownBy(() -> TestWallets.raise(ledger, 0, 2)).isInstanceOf(IllegalArgumentException.class);
        TestWallets.raise(ledger, 0, 3);
        assertThatThrownBy(() -> sign("more")).isInstanceOf(WalletException.class);
    }

    @Test
    void belongsToOneDeployment() {
        Settings s = TestWallets.SETTINGS;
        Settings other = new Settings(s.chainId(), s.vault(), s.scope().add(Fr.ONE), s.cMax(), s.reach());
        assertThatThrownBy(() -> ledger.open(other)).isInstanceOf(WalletException.class);
        ledger.open(new Settings(s.chainId(), s.vault(), s.scope(), s.cMax(), new Settings.Reach("a", "b", "c", "d")));
        assertThat(TestWallets.open(disk, "wallet").settings().reach().gateway())
                .isEqualTo("b");
    }

    /** Neither index, scope, secret nor purpose shares a value with another; the same again is the same. */
    @Test
    void drawsEachTicketsValuesFromItsNote() {
        TicketSecrets secrets = new TicketSecrets(Fr.of(5), Fr.of(6));
        byte[] hash = new byte[32];
        BigInteger blinding = secrets.blinding(0);
        assertThat(new TicketSecrets(Fr.of(5), Fr.of(6)).blinding(0)).isEqualTo(blinding);
        assertThat(blinding).isLessThan(BabyJubjubPoint.ORDER);
        assertThat(secrets.blinding(1)).isNotEqualTo(blinding);
        assertThat(new TicketSecrets(Fr.of(5), Fr.of(7)).blinding(0)).isNotEqualTo(blinding);
        assertThat(new TicketSecrets(Fr.of(6), Fr.of(6)).blinding(0)).isNotEqualTo(blinding);
        assertThat(secrets.nonce(0, hash)).isEqualTo(secrets.nonce(0, hash.clone()));
        hash[31] = 1;
        assertThat(secrets.nonce(0, hash)).isNotEqualTo(secrets.nonce(0, new byte[32]));
    }

    /** A backup from it would have an older ceiling than the one in its place. */
    @Test
    void anOldCopyWritesNoBackup(@TempDir Path folder) {
        ledger.open(TestWallets.SETTINGS.with(TestWallets.SETTINGS.reach().withBackup(folder.toString())));
        Map<String, byte[]> image = disk.image("wallet");
        pay(1);
        disk.restore("wallet", image);
        Ledger old = TestWallets.open(disk, "wallet");
        BackupKeeper keeper = new BackupKeeper(old, TestWallets.passphrase(), TestWallets.CHEAP);
        assertThatThrownBy(() -> keeper.renew(BigInteger.ZERO))
                .isInstanceOf(WalletException.class)
                .hasMessageContaining("old copy");
        assertThat(folder).isEmptyDirectory();
    }

    private JournalState replayed() {
        JournalState state = new JournalState();
        try (DurableLog log = DurableLog.open(
                disk.folder("wallet"), name -> disk.folder("wallet-witness"), TestWallets.passphrase())) {
            log.takeRecords().forEach(record -> state.apply(JournalCodec.decode(record)));
        }
        return state;
    }

    private static byte[] bytes(JournalState state) {
        return JournalCodec.encode(new JournalEntry.Batch(state.entries()));
    }

    /** Of what was settled the shares' points stay, so that no index can ever sign another; the requests go. */
    @Test
    void aCompactedJournalSaysTheSameOfTickets() {
        ledger.open(TestWallets.SETTINGS, TestWallets.DEPOSITOR);
        pay(2);
        sign("open");
        String standings = ledger.standings().toString();
        byte[] state = bytes(replayed());
        ledger.compact();
        ledger = TestWallets.open(disk, "wallet");
        assertThat(ledger.standings()).hasToString(standings);
        assertThat(ledger.account().address()).isEqualTo(TestWallets.DEPOSITOR.address());
        JournalState compacted = replayed();
        assertThat(bytes(compacted)).isEqualTo(state);
        for (long index = 0; index < 3; index++) {
            assertThat(compacted.note(0).maySign(index, Fr.of(99))).isFalse();
        }
        assertThat(compacted.note(0).maySign(3, Fr.of(99))).isTrue();
        assertThatThrownBy(() -> sign("other")).isInstanceOf(WalletException.class);
        assertThat(settle(sign("open"), 60)).isTrue();
        pay(1);
    }

    @Test
    void aCompactedJournalSaysTheSameOfExitsAndRestoredNotes() {
        pay(1);
        NoteSecrets secrets = ledger.secrets().getFirst();
        Ledger restored = TestWallets.create(disk, "restored");
        TestWallets.restore(restored, secrets, 4);
        restored.deposited(0, TestWallets.DEPOSIT, 1_000);
        restored.signExit(0, true);
        String standings = restored.standings().toString();
        restored.compact();
        restored = TestWallets.open(disk, "restored");
        assertThat(restored.standings()).hasToString(standings);
        assertThat(restored.signExit(0, false).index()).isEqualTo(4);
        restored.closed(0, NoteStanding.End.EXITED);
        restored.compact();
        assertThat(TestWallets.open(disk, "restored").standing(0).end()).hasValue(NoteStanding.End.EXITED);
    }

    @Test
    void aLongJournalIsMadeShort() {
        TestWallets.raise(ledger, 0, 10);
        for (int i = 0; i < 6; i++) {
            assertThat(settle(sign(i + " long".repeat(50_000)), 60)).isTrue();
        }
        int length = disk.length("wallet/journal");
        ledger.compactIfLong();
        assertThat(disk.length("wallet/journal")).isLessThan(2_000).isLessThan(length / 100);
        length = disk.length("wallet/journal");
        pay(1);
        ledger.compactIfLong();
        assertThat(disk.length("wallet/journal")).isGreaterThan(length);
    }
}

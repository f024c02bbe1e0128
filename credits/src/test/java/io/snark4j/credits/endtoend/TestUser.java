package io.snark4j.credits.endtoend;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.wallet.AnswerSink;
import io.snark4j.credits.wallet.BackupKeeper;
import io.snark4j.credits.wallet.CallRecord;
import io.snark4j.credits.wallet.Caretaker;
import io.snark4j.credits.wallet.CreditProver;
import io.snark4j.credits.wallet.DepositDesk;
import io.snark4j.credits.wallet.ExitDesk;
import io.snark4j.credits.wallet.Ledger;
import io.snark4j.credits.wallet.NoteStanding;
import io.snark4j.credits.wallet.Settings;
import io.snark4j.credits.wallet.Spender;
import io.snark4j.credits.wallet.VaultMirror;
import io.snark4j.credits.wallet.store.DurableLog;
import io.snark4j.credits.wallet.store.FolderStorage;
import io.snark4j.credits.wallet.store.Passphrase;
import io.snark4j.credits.wallet.store.PassphraseSeal;
import io.snark4j.field.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Somebody with a wallet in a folder and tokens to deposit. */
final class TestUser implements AutoCloseable {
    static final PassphraseSeal.Cost CHEAP = new PassphraseSeal.Cost(8, 1, 1);

    final Account account;
    final Account recipient;
    final Path folder;
    final Ledger ledger;
    final VaultMirror mirror;
    final Spender spender;
    final ExitDesk exits;
    final BackupKeeper backup;
    final Caretaker caretaker;
    private final DepositDesk deposits;
    private final TestProvider provider;

    /** What a call brought. */
    static final class Answered implements AnswerSink {
        int status;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        @Override
        public OutputStream begin(int answered, String contentType) {
            status = answered;
            return body;
        }

        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }
    }

    /**
     * @param provider whose vault it is
     * @param name of the user, who has accounts by it
     * @param folder for wallet and backup, with the circuits' keys in {@code keys}
     * @param gateway where the provider is reached
     * @param prover of the wallet
     * @param epoch at whose boundaries the wallet looks for the root
     */
    TestUser(TestProvider provider, String name, Path folder, String gateway, CreditProver prover, Duration epoch) {
        this.provider = provider;
        this.folder = folder;
        this.account = provider.fixture.account(name, true);
        this.recipient = provider.fixture.account(name + "'s fresh account", false);
        this.ledger = new Ledger(DurableLog.create(
                FolderStorage.open(folder.resolve("wallet"), "lock"),
                witness -> FolderStorage.open(folder.resolve("witness"), witness + ".lock"),
                passphrase(),
                CHEAP));
        var ethereum = provider.fixture.ethereum();
        var vault = provider.fixture.vault();
        var terms = vault.terms();
        String keys = folder.resolveSibling("keys").toString();
        Path backups = folder.resolve("backup");
        try {
            Files.createDirectories(backups);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ledger.open(new Settings(
                terms.chainId(),
                terms.vault(),
                terms.scope(),
                terms.cMax(),
                new Settings.Reach(provider.fixture.endpoint(), gateway, keys, backups.toString())));
        this.mirror = new VaultMirror(ethereum, vault, epoch, 0, Progress.SILENT);
        this.backup = new BackupKeeper(ledger, passphrase(), CHEAP);
        this.deposits = new DepositDesk(ledger, ethereum, vault, backup);
        this.spender = new Spender(ledger, mirror, prover, terms);
        this.exits = new ExitDesk(ledger, ethereum, vault, prover);
        this.caretaker =
                new Caretaker(ledger, mirror, terms, new Caretaker.Desks(deposits, backup, exits, spender, mirror));
    }

    static Passphrase passphrase() {
        return Passphrase.of("correct horse".toCharArray());
    }

    void deposit(long amount, int notes) {
        deposits.deposit(account, recipient.address(), BigInteger.valueOf(amount), notes);
    }

    /** Deposits notes, and waits until they may be used. */
    void depositAndWait(long amount, int notes) {
        deposit(amount, notes);
        provider.advance(TestProvider.EPOCH.multipliedBy(2));
        mirror.refresh();
    }

    static byte[] chat(String words, boolean stream) {
        String json = "{\"model\":\"echo\",\"stream\":" + stream
                + ",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    CallRecord call(String words, boolean stream, Answered answer) {
        return spender.call("/v1/chat/completions", chat(words, stream), answer).call();
    }

    CallRecord call(String words) {
        return call(words, false, new Answered());
    }

    NoteStanding note() {
        return ledger.standings().getFirst();
    }

    BigInteger paidOut() {
        return provider.fixture.tokens(recipient);
    }

    /** Waits out the window of the first note's exit, and collects. */
    ExitDesk.Progress collect() {
        provider.advance(Duration.ofSeconds(provider.fixture.vault().terms().window()));
        return exits.collect(note().id());
    }

    List<String> warnings() {
        return caretaker.warnings();
    }

    @Override
    public void close() {
        ledger.close();
    }
}

package io.snark4j.credits.endtoend;

import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.EthereumException;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.wallet.BackupKeeper;
import io.snark4j.credits.wallet.Caretaker;
import io.snark4j.credits.wallet.DepositDesk;
import io.snark4j.credits.wallet.ExitDesk;
import io.snark4j.credits.wallet.Ledger;
import io.snark4j.credits.wallet.NoteStanding;
import io.snark4j.credits.wallet.Settings;
import io.snark4j.credits.wallet.Spender;
import io.snark4j.credits.wallet.VaultMirror;
import io.snark4j.credits.wallet.WalletException;
import io.snark4j.credits.wallet.store.DurableLog;
import io.snark4j.credits.wallet.store.FolderStorage;
import io.snark4j.credits.wallet.store.Storage;
import io.snark4j.field.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A wallet in its folder, in a process that is killed: it calls and calls, and after a death goes on from its journal. */
final class WalletVictim {
    private static final int CALLERS = 3;

    /** Where in a write of the journal or the witness it dies. */
    enum Moment {
        NEVER,
        BEFORE,
        /** With some of the bytes on their way to the disk. */
        AMID,
        AFTER
    }

    /** A folder at one of whose writes the process dies. */
    private record FatalStorage(Storage inner, Moment moment, AtomicInteger left) implements Storage {
        private boolean isFatal() {
            return left.decrementAndGet() == 0 && moment != Moment.NEVER;
        }

        @Override
        public byte[] read(String name) throws IOException {
            return inner.read(name);
        }

        @Override
        public void write(String name, long offset, byte[] bytes) throws IOException {
            boolean fatal = isFatal();
            if (fatal && moment == Moment.BEFORE) {
                Victim.dieNow();
            }
            if (fatal && moment == Moment.AMID) {
                inner.write(name, offset, Arrays.copyOf(bytes, bytes.length / 2));
                Victim.dieNow();
            }
            inner.write(name, offset, bytes);
            if (fatal && moment == Moment.AFTER) {
                Victim.dieNow();
            }
        }

        @Override
        public void replace(String name, byte[] bytes) throws IOException {
            boolean fatal = isFatal();
            if (fatal && moment != Moment.AFTER) {
                Victim.dieNow();
            }
            inner.replace(name, bytes);
            if (fatal) {
                Victim.dieNow();
            }
        }

        @Override
        public String place(String name) throws IOException {
            return inner.place(name);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private final Ledger ledger;
    private final Spender spender;
    private final Caretaker caretaker;
    private final ExitDesk exits;
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean calling = true;

    private WalletVictim(Path folder, Moment moment, int writes) {
        AtomicInteger left = new AtomicInteger(writes);
        ledger = new Ledger(DurableLog.open(
                new FatalStorage(FolderStorage.open(folder.resolve("wallet"), "lock"), moment, left),
                witness -> new FatalStorage(
                        FolderStorage.open(folder.resolve("witness"), witness + ".lock"), moment, left),
                TestUser.passphrase()));
        Settings settings = ledger.settings();
        Ethereum ethereum = new Ethereum(URI.create(settings.reach().rpc()));
        CreditVault vault = CreditVault.at(ethereum, settings.vault());
        VaultMirror mirror = new VaultMirror(ethereum, vault, TestProvider.EPOCH, 0, Progress.SILENT);
        TrapdoorProver prover = new TrapdoorProver(System.nanoTime());
        spender = new Spender(ledger, mirror, prover, vault.terms());
        exits = new ExitDesk(ledger, ethereum, vault, prover);
        BackupKeeper backup = new BackupKeeper(ledger, TestUser.passphrase(), TestUser.CHEAP);
        DepositDesk deposits = new DepositDesk(ledger, ethereum, vault, backup);
        caretaker = new Caretaker(
                ledger, mirror, vault.terms(), new Caretaker.Desks(deposits, backup, exits, spender, mirror));
        mirror.refresh();
    }

    /** Arguments: the user's folder, the moment of death, and at which write. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        WalletVictim wallet =
                new WalletVictim(Path.of(arguments[0]), Moment.valueOf(arguments[1]), Integer.parseInt(arguments[2]));
        for (int i = 0; i < CALLERS; i++) {
            wallet.callers.add(Thread.ofPlatform().daemon().start(wallet::call));
        }
        Thread.ofPlatform().daemon().start(wallet::care);
        System.out.println("calling");
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                wallet.obey(command);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private void obey(String command) throws InterruptedException {
        switch (command) {
            case "settle" -> {
                calling = false;
                for (Thread caller : callers) {
                    caller.join();
                }
                while (ledger.age().isEmpty()
                        && ledger.standings().stream()
                                .anyMatch(note -> note.open().isPresent())) {
                    pause();
                }
                System.out.println("settled " + ledger.age().orElse(""));
            }
            case "exit" -> {
                NoteStanding.Exit exit = exits.initiate(0, ExitDesk.Choice.PRIVATE);
                System.out.println("left at " + exit.index());
            }
            default -> throw new IllegalArgumentException(command);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call() {
        while (calling) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            String words = "word ".repeat(1 + random.nextInt(15)).strip();
            try {
                spender.call(RawNote.PATH, TestUser.chat(words, random.nextBoolean()), new TestUser.Answered());
            } catch (WalletException | EthereumException _) {
                // Nobody answers; what is open is settled by the caretaker.
                pause();
            }
        }
    }

    private void care() {
        while (true) {
            caretaker.round();
            // A wallet takes its time before it asks again; a schedule has none.
            for (NoteStanding note : ledger.standings()) {
                try {
                    spender.settle(note.id());
                } catch (WalletException | EthereumException _) {
                    // Nobody answers.
                }
            }
            pause();
        }
    }

    /** Of the journal as it lies in the folder. */
    static List<NoteStanding> standings(Path folder) {
        try (Ledger ledger = new Ledger(DurableLog.open(
                FolderStorage.open(folder.resolve("wallet"), "lock"),
                witness -> FolderStorage.open(folder.resolve("witness"), witness + ".lock"),
                TestUser.passphrase()))) {
            if (!ledger.age().equals(Optional.empty())) {
                throw new AssertionError("the journal is taken for an old one: " + ledger.age());
            }
            return ledger.standings();
        }
    }
}

package io.snark4j.credits.wallet;

import io.snark4j.credits.wallet.store.DurableFile;
import io.snark4j.credits.wallet.store.Passphrase;
import io.snark4j.credits.wallet.store.PassphraseSeal;
import io.snark4j.credits.wallet.store.WrongPassphraseException;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the backup ahead of the wallet: a ceiling is raised only when a backup that says so is in its place and was read back. How far ahead: an eighth of the
 * tickets that a note can pay, 4 at least and 64 at most, which is what a restored note forfeits.
 */
public final class BackupKeeper {
    private static final long LEAST_AHEAD = 4;
    private static final long MOST_AHEAD = 64;

    private final Ledger ledger;
    private final Passphrase passphrase;
    private final PassphraseSeal.Cost cost;

    /**
     * @param ledger of the wallet
     * @param passphrase that the backup is sealed with
     * @param cost of guessing it
     */
    public BackupKeeper(Ledger ledger, Passphrase passphrase, PassphraseSeal.Cost cost) {
        this.ledger = ledger;
        this.passphrase = passphrase;
        this.cost = cost;
    }

    /** @return whether a note is within half a step of its ceiling, and could go beyond */
    public boolean isDue() {
        return ledger.standings().stream()
                .filter(note ->
                        note.origin() == NoteStanding.Origin.OWN && note.end().isEmpty())
                .anyMatch(note -> note.ceiling() - note.next() <= ahead(funds(note)) / 2
                        && ceiling(note, funds(note)) > note.ceiling());
    }

    private static BigInteger funds(NoteStanding note) {
        return note.deposit().add(note.refunded());
    }

    private long covered(BigInteger funds) {
        return funds.divide(ledger.settings().cMax()).longValueExact();
    }

    private long ahead(BigInteger funds) {
        return Math.clamp(covered(funds) / 8, LEAST_AHEAD, MOST_AHEAD);
    }

    /** u: so far ahead of what was signed, at most (D + R)/cMax, never less than before. */
    private long ceiling(NoteStanding note, BigInteger funds) {
        long before = note.ceiling() == Ledger.UNLIMITED ? note.next() : note.ceiling();
        return Math.max(before, Math.min(note.next() + ahead(funds), covered(funds)));
    }

    /**
     * Writes the backup with the notes' last states and raised ceilings, then lets the wallet sign up to them. In a wallet without a backup, by its owner's
     * wish, it only lifts the ceilings.
     *
     * @param planned D of notes that are about to be deposited and are backed up before
     * @throws WalletException if the folder of the backup or the backup before is not there, or the wallet may be an old copy
     */
    public synchronized void renew(BigInteger planned) {
        // Of an old copy nothing may take the place of the newest backup.
        ledger.requireCurrent();
        requirePlace();
        write(ledger.settings(), planned);
    }

    /**
     * Keeps the backup in another folder from now on, where it is before the wallet says so. The one before, if there is any, stays where it is, and is soon unsafe.
     *
     * @param folder for it
     * @throws WalletException if it is not there or holds another wallet's backup, or this wallet may be an old copy
     */
    public synchronized void moveTo(Path folder) {
        ledger.requireCurrent();
        requireFolder(folder);
        if (Files.exists(folder.resolve(BackupFile.NAME)) && !isOwn(folder)) {
            throw new WalletException(folder + " holds the backup of another wallet: each needs a folder of its own");
        }
        Settings settings = ledger.settings();
        try {
            String place = folder.toRealPath().toString();
            write(settings.with(settings.reach().withBackup(place)), BigInteger.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One without notes has nothing to lose. */
    private boolean isOwn(Path folder) {
        try {
            BackupFile there = BackupFile.read(folder, passphrase);
            Set<Fr> own = ledger.secrets().stream().map(NoteSecrets::secret).collect(Collectors.toSet());
            return there.notes().isEmpty()
                    || there.notes().stream()
                            .anyMatch(entry -> own.contains(entry.note().secret()));
        } catch (WrongPassphraseException _) {
            return false;
        }
    }

    private void write(Settings where, BigInteger planned) {
        String folder = where.reach().backup();
        List<BackupFile.Entry> entries = new ArrayList<>();
        for (NoteSecrets secrets : ledger.secrets()) {
            NoteStanding note = ledger.standing(secrets.id());
            BigInteger funds = note.deposit().signum() == 0 ? planned : funds(note);
            long u = switch (note.origin()) {
                case OWN -> folder.isEmpty() ? Ledger.UNLIMITED : ceiling(note, funds);
                case BACKUP, TABLE -> note.ceiling();
            };
            entries.add(new BackupFile.Entry(secrets, u));
        }
        if (!folder.isEmpty()) {
            Path target = Path.of(folder);
            new BackupFile(where, entries).write(target, passphrase, cost);
            copyExitKey(target);
        }
        ledger.backedUp(
                where,
                entries.stream().collect(Collectors.toMap(entry -> entry.note().id(), BackupFile.Entry::ceiling)));
    }

    /** @return whether the wallet keeps a backup that lacks the exit circuit's key, without which nobody exits from it: the wallet's folder of keys has none either */
    public boolean lacksExitKey() {
        String folder = ledger.settings().reach().backup();
        return !folder.isEmpty() && !Files.exists(Path.of(folder, Groth16CreditProver.EXIT_KEY));
    }

    /**
     * Throws WalletException if there is to be a backup and its folder is not there, or is without the backup that was there: the empty folder that a disk is mounted on,
     * for example.
     */
    void requirePlace() {
        String folder = ledger.settings().reach().backup();
        if (folder.isEmpty()) {
            return;
        }
        requireFolder(Path.of(folder));
        if (ledger.isBackedUp() && !Files.exists(Path.of(folder, BackupFile.NAME))) {
            throw new WalletException(folder + ": the backup is not there any more; is its disk mounted?"
                    + " `snark4j wallet backup --to " + folder + "` begins another");
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new WalletException(folder + ": the folder of the backup is not there");
        }
    }

    /** Throws WalletException if there is a backup in a folder that a new wallet is to have, or no such folder. */
    static void requireFree(Path folder) {
        requireFolder(folder);
        if (Files.exists(folder.resolve(BackupFile.NAME))) {
            throw new WalletException(folder + " holds the backup of another wallet: each needs a folder of its own");
        }
    }

    /** Public, but nobody exits without it, and the provider's copy may be gone by then. One that is cut short, or another deployment's, is replaced. */
    private void copyExitKey(Path folder) {
        Path source = Path.of(ledger.settings().reach().keys(), Groth16CreditProver.EXIT_KEY);
        Path target = folder.resolve(Groth16CreditProver.EXIT_KEY);
        try {
            if (Files.exists(source) && (!Files.exists(target) || Files.mismatch(source, target) >= 0)) {
                DurableFile.replace(target, Files.readAllBytes(source));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

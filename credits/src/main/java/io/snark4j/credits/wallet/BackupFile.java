package io.snark4j.credits.wallet;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.wallet.store.DurableFile;
import io.snark4j.credits.wallet.store.Passphrase;
import io.snark4j.credits.wallet.store.PassphraseSeal;
import io.snark4j.field.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A backup: where the wallet belongs, and for each note what it takes to exit, with the ceiling up to which the wallet may have signed since. One file under the wallet's
 * passphrase, always at the same place: a backup with a larger ceiling replaces the one before, for whoever exits from an older one may meet a ticket that was used
 * since, and be slashed.
 *
 * @param settings where the wallet belongs
 * @param notes each with its ceiling
 */
record BackupFile(Settings settings, List<Entry> notes) {
    /** Its name in the folder of the backup. */
    static final String NAME = "snark4j-wallet.backup";

    private static final String PURPOSE = "backup";
    private static final int MOST_NOTES = 1 << 16;

    /** A note and its u. */
    record Entry(NoteSecrets note, long ceiling) {}

    BackupFile {
        notes = List.copyOf(notes);
    }

    private byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            JournalCodec.write(out, settings);
            out.writeInt(notes.size());
            for (Entry entry : notes) {
                NoteSecrets note = entry.note();
                JournalCodec.write(out, note.made(note.id()));
                JournalCodec.write(out, note.state());
                out.writeLong(entry.ceiling());
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static BackupFile fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Settings settings = JournalCodec.readSettings(in);
            int count = in.readInt();
            if (count < 0 || count > MOST_NOTES) {
                throw new MalformedInputException("backup: " + count + " notes");
            }
            List<Entry> notes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                JournalEntry.NoteMade made = JournalCodec.readNote(in);
                NoteSecrets note = new NoteSecrets(
                        made.note(),
                        made.secret(),
                        Account.of(made.depositorKey()),
                        made.recipient(),
                        JournalCodec.readState(in));
                notes.add(new Entry(note, in.readLong()));
            }
            return new BackupFile(settings, notes);
        } catch (IOException e) {
            throw new MalformedInputException("backup: ends early", e);
        }
    }

    /** Writes beside the place, moves it there, and reads it back: when this returns, the backup is there and opens. */
    void write(Path folder, Passphrase passphrase, PassphraseSeal.Cost cost) {
        byte[] sealed = PassphraseSeal.seal(passphrase, PURPOSE, toBytes(), cost);
        try {
            DurableFile.replace(folder.resolve(NAME), sealed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Arrays.equals(read(folder, passphrase).toBytes(), toBytes())) {
            throw new WalletException("the backup in " + folder + " is not what was written there");
        }
    }

    /** Throws WrongPassphraseException, or StoreException if there is none. */
    static BackupFile read(Path folder, Passphrase passphrase) {
        try {
            return fromBytes(PassphraseSeal.open(passphrase, PURPOSE, Files.readAllBytes(folder.resolve(NAME))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

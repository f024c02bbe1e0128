package io.snark4j.credits.wallet.command;

import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.wallet.NoteStanding;
import io.snark4j.credits.wallet.Settings;
import io.snark4j.credits.wallet.WalletSession;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Renews the backup. */
@Command(
        name = "backup",
        description = {
            "Write the backup with the notes' last states, and let the wallet go on beyond it.",
            "It replaces the one before. Destroy copies of older ones: an exit from an old backup can cost the note."
        },
        footer = {"", "Example: snark4j wallet backup"})
final class WalletBackup extends WalletAction {
    @Option(names = "--to", paramLabel = "<folder>", description = "Keep it there from now on.")
    private @Nullable Path folder;

    @Override
    void act(Terminal terminal) throws IOException {
        try (WalletSession session = open(terminal)) {
            Settings settings = session.ledger().settings();
            if (folder != null) {
                if (!Files.isDirectory(folder)) {
                    throw new RefusedException(folder + ": the folder of the backup is not there");
                }
                settings = settings.with(
                        settings.reach().withBackup(folder.toRealPath().toString()));
                session.ledger().open(settings);
            }
            if (settings.reach().backup().isEmpty()) {
                throw new RefusedException("this wallet keeps no backup; --to <folder> begins one");
            }
            session.backup().renew(BigInteger.ZERO);
            for (NoteStanding note : session.ledger().standings()) {
                if (note.end().isEmpty()) {
                    terminal.say("note " + note.id() + " is backed up to ticket " + note.ceiling());
                }
            }
            terminal.print("backup in " + settings.reach().backup());
        }
    }
}

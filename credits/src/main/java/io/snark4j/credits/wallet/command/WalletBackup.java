package io.snark4j.credits.wallet.command;

import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.wallet.NoteStanding;
import io.snark4j.credits.wallet.WalletSession;
import java.io.IOException;
import java.math.BigInteger;
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
            String before = session.ledger().settings().reach().backup();
            if (folder != null) {
                session.backup().moveTo(folder);
            } else if (before.isEmpty()) {
                throw new RefusedException("this wallet keeps no backup; --to <folder> begins one");
            } else {
                session.backup().renew(BigInteger.ZERO);
            }
            String now = session.ledger().settings().reach().backup();
            for (NoteStanding note : session.ledger().standings()) {
                if (note.end().isEmpty()) {
                    terminal.say("note " + note.id() + " is backed up to ticket " + note.ceiling());
                }
            }
            terminal.print("backup in " + now);
            warnOfMissingKey(terminal, session);
            if (!before.isEmpty() && !before.equals(now)) {
                terminal.warn("destroy the backup in " + before
                        + ": the wallet goes on without it, and an exit from it can cost the notes");
            }
        }
    }
}

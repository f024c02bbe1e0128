package io.snark4j.credits.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.gateway.store.SqliteBackup;
import io.snark4j.credits.gateway.store.StoreException;
import io.snark4j.credits.gateway.store.StoreMark;
import io.snark4j.credits.gateway.store.StoreWitness;
import io.snark4j.credits.gateway.store.TicketStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a store of a backup. */
@Command(
        name = "restore",
        description = {
            "Make a gateway's store of a backup, or, without --from, take one into service that was put back by other means,"
                    + " such as pg_restore.",
            "It does not know which tickets were spent after the backup: those could be spent again, and an exit at one of"
                    + " them goes by unseen. So a gateway on it watches exits, slashes and settles, and admits nothing new:"
                    + " users exit, and pay into a new vault. With --reopen it admits: then you bear the loss, at most"
                    + " cMax for each ticket that was spent after the backup. Honest users lose nothing either way."
        },
        footer = {"", "Example: snark4j credits restore --from tickets-2027-01-31.bak --store tickets.db"})
final class CreditsRestore implements Action {
    @Mixin
    private StoreOptions options = new StoreOptions();

    @Option(names = "--from", paramLabel = "<file>", description = "Backup of an SQLite store.")
    private @Nullable Path backup;

    @Option(names = "--reopen", description = "Admit requests on it, and bear what that may cost.")
    private boolean reopen;

    @Override
    public int run(Terminal terminal) throws IOException {
        try {
            restore(terminal);
            return ExitStatus.DONE;
        } catch (StoreException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private void restore(Terminal terminal) throws IOException {
        Path witness = options.witnessFile();
        if (backup != null) {
            if (!options.isFile()) {
                throw new RefusedException("--from is for SQLite; restore PostgreSQL by its own tools first");
            }
            SqliteBackup.restore(backup, options.file());
        } else if (!options.exists()) {
            throw new RefusedException(options.file() + ": no such store; --from <file> makes it of a backup");
        }
        try (TicketStore store = options.open()) {
            StoreMark before = store.mark();
            StoreWitness mine = new StoreWitness(store, witness, InstantSource.system());
            if (backup == null && mine.inService(before)) {
                throw new RefusedException(
                        "a gateway was in service on the store at " + before.beat() + ": stop it, and wait a minute");
            }
            store.declare(reopen ? StoreMark.Origin.LIVE : StoreMark.Origin.RESTORED);
            mine.beat();
            terminal.print("last in service " + (before.isUsed() ? before.beat() : "never"));
            terminal.say(
                    "a gateway on it " + (reopen ? "admits requests" : "admits nothing new") + "; witness " + witness);
        }
    }
}

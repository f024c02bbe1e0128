package io.snark4j.credits.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.gateway.store.SqliteBackup;
import io.snark4j.credits.gateway.store.StoreException;
import io.snark4j.credits.gateway.store.StoreMark;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies a gateway's store. */
@Command(
        name = "backup",
        description =
                "Copy a gateway's SQLite store as it is at one moment, while the gateway runs. Of PostgreSQL, make a copy with"
                        + " its own tools, such as pg_dump. A backup is worth as much as it is young: requests that came after it"
                        + " can be repeated for nothing if it is all that is left.",
        footer = {"", "Example: snark4j credits backup --store tickets.db --to tickets-2027-01-31.bak"})
final class CreditsBackup implements Action {
    @Option(names = "--store", required = true, paramLabel = "<file>", description = "The gateway's SQLite file.")
    private Path store = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "<file>", description = "Where to; must not be there.")
    private Path target = Path.of("");

    @Override
    public int run(Terminal terminal) throws IOException {
        try {
            StoreMark mark = SqliteBackup.take(store, target);
            terminal.print("last in service " + (mark.isUsed() ? mark.beat() : "never"));
            return ExitStatus.DONE;
        } catch (StoreException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }
}

package io.snark4j.credits.command;

import io.snark4j.cli.RefusedException;
import io.snark4j.credits.gateway.store.JdbcTicketStore;
import io.snark4j.credits.gateway.store.TicketStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a gateway remembers tickets, and what it remembers of that memory. */
final class StoreOptions {
    private static final String POSTGRESQL = "jdbc:postgresql:";

    @Option(
            names = "--store",
            required = true,
            paramLabel = "<file or url>",
            description =
                    "SQLite file of one gateway, or jdbc:postgresql://... of several. Keep and back it up: a ticket that is"
                            + " forgotten can be spent again.")
    private String store = "";

    @Option(
            names = "--witness",
            paramLabel = "<file>",
            description =
                    "File of this gateway's own by which it notices a store that is older than it was, best on another disk;"
                            + " by default beside an SQLite store, with .witness behind its name. Needed with PostgreSQL.")
    private @Nullable Path witness;

    boolean isFile() {
        return !store.startsWith(POSTGRESQL);
    }

    Path file() {
        return Path.of(store);
    }

    boolean exists() {
        return !isFile() || Files.exists(file());
    }

    TicketStore open() {
        return isFile() ? JdbcTicketStore.sqlite(file()) : JdbcTicketStore.postgresql(store);
    }

    Path witnessFile() {
        if (witness != null) {
            return witness;
        }
        if (!isFile()) {
            throw new RefusedException("--store jdbc:postgresql:... needs --witness <file>");
        }
        return file().resolveSibling(file().getFileName() + ".witness");
    }
}

package io.snark4j.credits.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.gateway.store.StoreException;
import io.snark4j.credits.gateway.store.TicketStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets gateways go on after they died too often. */
@Command(
        name = "forgive",
        description =
                "Admit requests again after gateways died with requests open: those were refunded in full where upstream"
                        + " could not say what they cost, so after more than five deaths nothing is admitted until you have"
                        + " found out why. Gateways that run take it up within a minute.",
        footer = {"", "Example: snark4j credits forgive --store tickets.db"})
final class CreditsForgive implements Action {
    @Mixin
    private StoreOptions options = new StoreOptions();

    @Override
    public int run(Terminal terminal) {
        if (!options.exists()) {
            throw new RefusedException(options.file() + ": no such store");
        }
        try (TicketStore store = options.open()) {
            int deaths = store.deadOwners();
            store.forgiveDeadOwners();
            terminal.print("forgiven " + deaths);
            return ExitStatus.DONE;
        } catch (StoreException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }
}

package io.snark4j.credits.wallet.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.EthereumException;
import io.snark4j.credits.vault.VaultException;
import io.snark4j.credits.wallet.ExitDesk;
import io.snark4j.credits.wallet.NoteStanding;
import io.snark4j.credits.wallet.WalletException;
import io.snark4j.credits.wallet.WalletSession;
import io.snark4j.field.MalformedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Leaves notes, and collects what they pay. */
@Command(
        name = "exit",
        description = {
            "Leave the vault with one note or all: now, and once more when the challenge window is over, to be paid.",
            "A note that leaves pays no more requests."
        },
        footer = {"", "Example: snark4j wallet exit --note 0"})
final class WalletExit extends WalletAction {
    @Option(names = "--note", paramLabel = "<id>", description = "The note; all by default.")
    private @Nullable Integer note;

    @Option(
            names = "--exact",
            description =
                    "Claim the exact sum: it can tell which requests were this note's. By default it is rounded down"
                            + " to a multiple of a request's price cap.")
    private boolean exact;

    @Option(
            names = "--name-open-ticket",
            description =
                    "Name a request that got no answer, which keeps the policy stake and links that request to you.")
    private boolean named;

    @Override
    void act(Terminal terminal) throws IOException {
        try (WalletSession session = open(terminal)) {
            ExitDesk exits = session.exits();
            List<NoteStanding> leaving = session.ledger().standings().stream()
                    .filter(standing ->
                            note == null ? isDeposited(standing) && isOpen(exits, standing) : standing.id() == note)
                    .toList();
            if (leaving.isEmpty()) {
                terminal.say("no note is left in the vault");
            }
            if (leaving.stream().anyMatch(WalletExit::waits)) {
                settle(terminal, session, leaving);
            }
            for (NoteStanding standing : leaving) {
                if (standing.end().isEmpty()) {
                    leave(terminal, exits, standing.id());
                } else {
                    collect(terminal, exits, standing.id());
                }
            }
        }
    }

    private static boolean waits(NoteStanding standing) {
        return standing.isActive() && standing.open().isPresent();
    }

    /** An exit behind an open ticket costs the ticket, and a policy stake: its answer is asked for once more. The provider may be gone. */
    private static void settle(Terminal terminal, WalletSession session, List<NoteStanding> leaving) {
        for (int id :
                leaving.stream().filter(WalletExit::waits).map(NoteStanding::id).toList()) {
            String why = "";
            try {
                WalletSession.Running running = session.run();
                running.chain().refresh();
                running.spender().settle(id);
            } catch (WalletException
                    | EthereumException
                    | VaultException
                    | MalformedInputException
                    | UncheckedIOException e) {
                why = " (" + e.getMessage() + ")";
            }
            if (session.ledger().standing(id).open().isPresent()) {
                terminal.warn(
                        "note " + id + " has a request without an answer" + why
                                + ": the exit goes behind it, which costs its ticket and, in a vault with a policy stake, the stake");
            }
        }
    }

    /** Restored notes do not know; the vault does. */
    private static boolean isDeposited(NoteStanding standing) {
        return standing.deposit().signum() > 0 || standing.origin() != NoteStanding.Origin.OWN;
    }

    /** Or closed, and not paid out yet: anybody may finalize an exit, which withdraws nothing. */
    private static boolean isOpen(ExitDesk exits, NoteStanding standing) {
        return standing.end().isEmpty() || exits.owed(standing.id()).signum() > 0;
    }

    private static void collect(Terminal terminal, ExitDesk exits, int id) {
        BigInteger owed = exits.owed(id);
        exits.collect(id);
        terminal.print("note " + id + " is closed; " + owed + " token units were withdrawn");
    }

    private void leave(Terminal terminal, ExitDesk exits, int id) {
        NoteStanding.Exit exit = exits.initiate(id, new ExitDesk.Choice(!exact, named));
        String text = switch (exits.collect(id)) {
            case WAITING -> "leaves with " + exit.payout() + " token units; run this again when its window is over";
            case PAID -> "was paid " + exit.payout() + " token units";
            case CLOSED -> "was closed by the vault; what it owed was withdrawn";
        };
        terminal.print("note " + id + " " + text);
    }
}

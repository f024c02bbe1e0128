package io.snark4j.credits.wallet.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.wallet.Ledger;
import io.snark4j.credits.wallet.NoteStanding;
import io.snark4j.credits.wallet.Settings;
import io.snark4j.credits.wallet.WalletSession;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows how the wallet stands, from its own journal: no node, no gateway. */
@Command(
        name = "status",
        description = "Show balance and notes.",
        footer = {"", "Example: snark4j wallet status"})
final class WalletShow extends WalletAction {
    @Override
    void act(Terminal terminal) throws IOException {
        try (WalletSession session = open(terminal)) {
            Ledger ledger = session.ledger();
            Settings settings = ledger.settings();
            ledger.age().ifPresent(terminal::warn);
            List<NoteStanding> notes = ledger.standings();
            BigInteger balance = notes.stream()
                    .filter(NoteStanding::isActive)
                    .map(note -> note.balance(settings.cMax()))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            terminal.print("balance " + balance + " token units; a request costs at most " + settings.cMax());
            terminal.print("vault " + settings.vault() + " on chain " + settings.chainId());
            for (NoteStanding note : notes) {
                terminal.print(line(note, settings.cMax()));
            }
        }
    }

    private static String line(NoteStanding note, BigInteger cMax) {
        String state = note.end()
                .map(end -> "closed: " + end.name().toLowerCase(java.util.Locale.ROOT))
                .or(() -> note.exit().map(exit -> "leaving with " + exit.payout()))
                .orElseGet(() -> open(note));
        String ceiling = note.ceiling() >= Ledger.UNLIMITED ? "no backup" : "backed up to ticket " + note.ceiling();
        return "note %d: %s, balance %s, %s requests, %s refunded, %s"
                .formatted(note.id(), state, note.balance(cMax), note.settled(), note.refunded(), ceiling);
    }

    private static String open(NoteStanding note) {
        if (note.deposit().signum() == 0) {
            return "not deposited";
        }
        if (note.origin() != NoteStanding.Origin.OWN) {
            return "restored, exits only";
        }
        return note.open().isPresent() ? "ticket " + note.settled() + " waits for a settlement" : "active";
    }
}

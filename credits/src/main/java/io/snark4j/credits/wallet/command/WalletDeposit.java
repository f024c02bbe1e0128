package io.snark4j.credits.wallet.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.wallet.NoteStanding;
import io.snark4j.credits.wallet.WalletSession;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deposits. */
@Command(
        name = "deposit",
        description = "Deposit notes from the wallet's account: as many requests can run at a time.",
        footer = {"", "Example: snark4j wallet deposit --amount 25000000 --notes 4"})
final class WalletDeposit extends WalletAction {
    @Option(
            names = "--amount",
            required = true,
            paramLabel = "<units>",
            description = "Token units of each note; round amounts hide among others' deposits.")
    private BigInteger amount = BigInteger.ZERO;

    @Option(names = "--notes", paramLabel = "<n>", description = "How many notes; 1 by default.")
    private int notes = 1;

    @Option(
            names = "--recipient",
            paramLabel = "<address>",
            description = "Whom the notes' exits will pay, for good; by default the wallet's account.")
    private @Nullable String recipient;

    @Override
    void act(Terminal terminal) throws IOException {
        try (WalletSession session = open(terminal)) {
            Account account = session.ledger().account();
            Address paid = recipient == null ? account.address() : Address.parse(recipient);
            for (NoteStanding note : session.deposits().deposit(account, paid, amount, notes)) {
                terminal.print("note " + note.id() + ": " + note.deposit() + " token units deposited");
            }
            warnOfMissingKey(terminal, session);
            terminal.say("notes pay requests an epoch from now, so that each is one of many");
        }
    }
}

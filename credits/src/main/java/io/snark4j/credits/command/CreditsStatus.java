package io.snark4j.credits.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Block;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.RegisteredKey;
import io.snark4j.credits.vault.RegisteredKeys;
import io.snark4j.credits.vault.VaultEvent;
import io.snark4j.credits.vault.VaultTerms;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine.Command;

/** Shows how a vault stands. */
@Command(
        name = "status",
        description =
                "Show a vault: its notes, open exits with the time left to challenge each, keys, and what it owes.",
        footer = {"", "Example: snark4j credits status --rpc http://127.0.0.1:8545 --vault 0x..."})
final class CreditsStatus extends VaultAction {
    @Override
    void act(Terminal terminal, Ethereum ethereum, CreditVault vault) {
        VaultTerms terms = vault.terms();
        Block head = ethereum.latestBlock();
        long age = Math.max(0, InstantSource.system().instant().getEpochSecond() - head.timestamp());
        VaultNotes notes =
                VaultNotes.read(ethereum, vault, head.number(), terminal.work().progress());
        terminal.print("vault " + terms.vault() + " on chain " + terms.chainId()
                + (terms.insecureKeys() ? ", keys of an insecure setup" : ""));
        terminal.print("head " + head.number() + ", " + TimeSpan.text(age) + " old");
        terminal.print("deposits " + (vault.isPaused() ? "stopped" : "open"));
        terminal.print("request at most " + terms.cMax() + ", bounty " + terms.bounty() + ", stake " + terms.stake());
        terminal.print("notes %d: %d active, %d leaving, %d paid out, %d slashed, %d expired"
                .formatted(
                        vault.size(),
                        notes.active().size(),
                        notes.exiting().size(),
                        notes.closed(VaultNotes.End.PAID_OUT),
                        notes.closed(VaultNotes.End.SLASHED),
                        notes.closed(VaultNotes.End.EXPIRED)));
        terminal.print("deposited " + notes.deposited() + " in open notes");
        for (VaultEvent.ExitInitiated exit : notes.exiting()) {
            terminal.print(line(exit, notes, head));
        }
        if (!terms.prepaid()) {
            keys(terminal, vault, head);
        }
        terminal.print("provider " + vault.provider() + ", credited " + vault.balanceOf(vault.provider()));
    }

    private static String line(VaultEvent.ExitInitiated exit, VaultNotes notes, Block head) {
        long left = exit.finalizableAt() - head.timestamp();
        return "exit of %s: %s of %s to %s, %s"
                .formatted(
                        exit.commitment(),
                        exit.payout(),
                        notes.deposit(exit.commitment()),
                        exit.recipient(),
                        left > 0 ? TimeSpan.text(left) + " left to challenge it" : "its window is over");
    }

    private static void keys(Terminal terminal, CreditVault vault, Block head) {
        RegisteredKeys keys = vault.keys();
        RegisteredKey current = keys.current();
        RegisteredKey previous = keys.previous();
        terminal.print("key " + current.id() + " current, x = " + current.key().x());
        if (previous.id() != current.id()) {
            terminal.print("key " + previous.id() + " previous, x = "
                    + previous.key().x()
                    + ", for exits of notes deposited until "
                    + Instant.ofEpochSecond(previous.acceptedUntil().longValueExact()));
        }
        vault.announcedKey()
                .ifPresent(key ->
                        terminal.print("key announced, x = " + key.key().x() + ", "
                                + (key.activeFrom() > head.timestamp()
                                        ? "can be current in " + TimeSpan.text(key.activeFrom() - head.timestamp())
                                        : "waits for snark4j credits rotate-key")));
    }
}

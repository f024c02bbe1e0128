package io.snark4j.credits.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Block;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.VaultEvent;
import io.snark4j.credits.vault.VaultException;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pays the provider what the vault owes him. */
@Command(
        name = "payout",
        description =
                "Be paid: claim notes whose life is over, finalize exits whose window is over, and withdraw what the vault"
                        + " then owes to its provider and to this account. To be run every few days; does nothing where nothing"
                        + " is due. The account pays for the transactions; the money goes to whom it is credited, whoever calls.",
        footer = {
            "",
            "Example: snark4j credits payout --rpc http://127.0.0.1:8545 --vault 0x... --account-key-file account.key"
        })
final class CreditsPayout extends VaultAction {
    @Option(
            names = "--account-key-file",
            required = true,
            paramLabel = "<file>",
            description = "Private key of the account that pays for the transactions.")
    private Path accountKey = Path.of("");

    @Override
    void act(Terminal terminal, Ethereum ethereum, CreditVault vault) throws IOException {
        Account account = KeyFile.account(accountKey);
        Block head = ethereum.latestBlock();
        long now = head.timestamp();
        VaultNotes notes =
                VaultNotes.read(ethereum, vault, head.number(), terminal.work().progress());
        terminal.print("expired " + claimExpired(vault, account, notes.active(), now));
        terminal.print("finalized " + finalizeExits(vault, account, notes.exiting(), now));
        LinkedHashSet<Address> owed = new LinkedHashSet<>(List.of(vault.provider(), account.address()));
        for (Address creditor : owed) {
            BigInteger amount = vault.balanceOf(creditor);
            if (amount.signum() > 0) {
                vault.withdraw(account, creditor);
            }
            terminal.print("paid " + amount + " to " + creditor);
        }
    }

    /** Notes expire in the order of their deposits: the first that has not ends the search. */
    private static int claimExpired(CreditVault vault, Account account, List<Fr> active, long now) {
        int claimed = 0;
        for (Fr commitment : active) {
            if (vault.note(commitment).depositedAt() + vault.terms().noteLife() > now) {
                break;
            }
            claimed += attempt(() -> vault.claimExpired(account, commitment)) ? 1 : 0;
        }
        return claimed;
    }

    private static int finalizeExits(
            CreditVault vault, Account account, List<VaultEvent.ExitInitiated> exiting, long now) {
        int finalized = 0;
        for (VaultEvent.ExitInitiated exit : exiting) {
            if (exit.finalizableAt() <= now) {
                finalized += attempt(() -> vault.finalizeExit(account, exit.commitment())) ? 1 : 0;
            }
        }
        return finalized;
    }

    /** False if the note is closed, or leaving, since it was looked at: others act too. */
    private static boolean attempt(Runnable call) {
        try {
            call.run();
            return true;
        } catch (VaultException e) {
            if (e.error().equals("NoteNotActive") || e.error().equals("NoteNotExiting")) {
                return false;
            }
            throw e;
        }
    }
}

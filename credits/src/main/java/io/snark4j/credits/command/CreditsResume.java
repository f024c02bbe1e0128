package io.snark4j.credits.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.CreditVault;
import picocli.CommandLine.Command;

/** Lets deposits in again. */
@Command(
        name = "resume",
        description = "Take deposits again after a pause.",
        footer = {
            "",
            "Example: snark4j credits resume --rpc http://127.0.0.1:8545 --vault 0x... --account-key-file account.key"
        })
final class CreditsResume extends ProviderAction {
    @Override
    void act(Terminal terminal, Ethereum ethereum, CreditVault contract, Account provider) {
        if (!contract.isPaused()) {
            terminal.say("deposits are open already");
            return;
        }
        contract.setPaused(provider, false);
        terminal.say("deposits are open");
    }
}

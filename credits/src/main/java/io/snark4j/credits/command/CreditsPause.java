package io.snark4j.credits.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.CreditVault;
import picocli.CommandLine.Command;

/** Stops deposits. */
@Command(
        name = "pause",
        description = "Stop deposits. Notes that stand are served, and exit, as before: nothing can stop those.",
        footer = {
            "",
            "Example: snark4j credits pause --rpc http://127.0.0.1:8545 --vault 0x... --account-key-file account.key"
        })
final class CreditsPause extends ProviderAction {
    @Override
    void act(Terminal terminal, Ethereum ethereum, CreditVault contract, Account provider) {
        if (contract.isPaused()) {
            terminal.say("deposits are stopped already");
            return;
        }
        contract.setPaused(provider, true);
        terminal.say("deposits are stopped");
    }
}

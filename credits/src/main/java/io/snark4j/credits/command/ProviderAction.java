package io.snark4j.credits.command;

import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.CreditVault;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What the vault lets its provider alone do. */
abstract class ProviderAction extends VaultAction {
    @Option(
            names = "--account-key-file",
            required = true,
            paramLabel = "<file>",
            description = "Private key of the provider's account.")
    private Path accountKey = Path.of("");

    /** Does what the command is for. */
    abstract void act(Terminal terminal, Ethereum ethereum, CreditVault contract, Account provider) throws IOException;

    @Override
    final void act(Terminal terminal, Ethereum ethereum, CreditVault contract) throws IOException {
        Account provider = KeyFile.account(accountKey);
        if (!provider.address().equals(contract.provider())) {
            throw new RefusedException("account " + provider.address() + " of " + accountKey
                    + " is not the vault's provider, " + contract.provider());
        }
        act(terminal, ethereum, contract, provider);
    }
}

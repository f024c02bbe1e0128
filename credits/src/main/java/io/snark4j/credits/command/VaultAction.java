package io.snark4j.credits.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.EthereumException;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.VaultException;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands that speak to a vault have in common: which one, and how its refusals reach the operator. */
abstract class VaultAction implements Action {
    @Mixin
    private NodeOptions node = new NodeOptions();

    @Option(names = "--vault", required = true, paramLabel = "<address>", description = "The vault's contract.")
    private String vault = "";

    /** Does what the command is for. */
    abstract void act(Terminal terminal, Ethereum ethereum, CreditVault contract) throws IOException;

    @Override
    public final int run(Terminal terminal) throws IOException {
        try {
            Ethereum ethereum = new Ethereum(node.address());
            act(terminal, ethereum, CreditVault.at(ethereum, Address.parse(vault)));
            return ExitStatus.DONE;
        } catch (EthereumException | VaultException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }
}

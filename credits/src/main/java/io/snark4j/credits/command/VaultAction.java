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
import java.net.URI;
import picocli.CommandLine.Option;

/** What all commands that speak to a vault have in common: which one, and how its refusals reach the operator. */
abstract class VaultAction implements Action {
    @Option(names = "--rpc", required = true, paramLabel = "<url>", description = "An Ethereum node of your own.")
    private String rpc = "";

    @Option(names = "--vault", required = true, paramLabel = "<address>", description = "The vault's contract.")
    private String vault = "";

    /** Does what the command is for. */
    abstract void act(Terminal terminal, Ethereum ethereum, CreditVault contract) throws IOException;

    @Override
    public final int run(Terminal terminal) throws IOException {
        try {
            Ethereum ethereum = new Ethereum(node());
            act(terminal, ethereum, CreditVault.at(ethereum, Address.parse(vault)));
            return ExitStatus.DONE;
        } catch (EthereumException | VaultException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Refusals do not show it: addresses of hosted nodes hold a key. */
    private URI node() {
        try {
            URI uri = URI.create(rpc);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).startsWith("http")) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Its message would show the address.
        }
        throw new RefusedException("--rpc: expected http://... or https://...");
    }
}

package io.snark4j.credits.wallet.command;

import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.command.NodeOptions;
import io.snark4j.credits.wallet.Settings;
import io.snark4j.credits.wallet.WalletSession;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes how a deployment is reached. */
@Command(
        name = "configure",
        description = "Reach the same vault through another node, the provider at another address, or other files.",
        footer = {"", "Example: snark4j wallet configure --rpc-file node"})
final class WalletConfigure extends WalletAction {
    @Mixin
    private NodeOptions node = new NodeOptions();

    @Option(names = "--gateway", paramLabel = "<url>", description = "The provider's gateway.")
    private @Nullable URI gateway;

    @Option(
            names = "--keys",
            paramLabel = "<folder>",
            description = "Folder with the deployment's credit-request.zkey and credit-exit.zkey.")
    private @Nullable Path keys;

    @Override
    void act(Terminal terminal) throws IOException {
        if (!node.isNamed() && gateway == null && keys == null) {
            throw new RefusedException("nothing to change: give --rpc, --rpc-file, --gateway or --keys");
        }
        if (keys != null && !Files.isDirectory(keys)) {
            throw new RefusedException(keys + ": the folder of the keys is not there");
        }
        try (WalletSession session = open(terminal)) {
            Settings.Reach reach = session.ledger().settings().reach();
            if (node.isNamed()) {
                reach = reach.withRpc(node.address().toString());
            }
            if (gateway != null) {
                reach = reach.withGateway(gateway.toString());
            }
            if (keys != null) {
                reach = reach.withKeys(keys.toRealPath().toString());
            }
            session.useReach(reach);
            terminal.print("wallet in " + folder() + " is changed");
        }
    }
}

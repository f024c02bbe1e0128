package io.snark4j.credits.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.vault.VaultParameters;
import io.snark4j.credits.vault.VerifyingKeyHash;
import io.snark4j.credits.wallet.CircuitKeys;
import io.snark4j.credits.wallet.Groth16CreditProver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the circuits' keys. */
@Command(
        name = "setup",
        description =
                "Make the circuits' keys by an INSECURE setup: who runs it can forge proofs. A vault takes such keys on"
                        + " chain id 31337 only.",
        footer = {"", "Example: snark4j credits setup --keys insecure-keys"})
final class CreditsSetup implements Action {
    private static final int MOST_LEVELS = 32;

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "<folder>",
            description = "Folder for credit-request.zkey and credit-exit.zkey; made if it is not there.")
    private Path keys = Path.of("");

    @Option(names = "--depth", paramLabel = "<n>", description = "Levels of the vault's tree, 1 to 32; 20 by default.")
    private int depth = VaultParameters.DEFAULT_DEPTH;

    @Override
    public int run(Terminal terminal) throws IOException {
        if (depth < 1 || depth > MOST_LEVELS) {
            throw new RefusedException("--depth " + depth + ": expected 1 to " + MOST_LEVELS);
        }
        for (String name : List.of(Groth16CreditProver.REQUEST_KEY, Groth16CreditProver.EXIT_KEY)) {
            if (Files.exists(keys.resolve(name))) {
                throw new RefusedException(keys.resolve(name) + " is there already: keys are not overwritten");
            }
        }
        Files.createDirectories(keys);
        CircuitKeys made = CircuitKeys.insecure(depth, terminal.work());
        made.write(keys);
        terminal.warn("these keys come from an insecure setup: for chain id 31337 only");
        terminal.print("request key "
                + HexFormat.of().formatHex(VerifyingKeyHash.of(made.request().verifyingKey())));
        return ExitStatus.DONE;
    }
}

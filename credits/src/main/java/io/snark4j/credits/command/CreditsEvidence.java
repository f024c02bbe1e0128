package io.snark4j.credits.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.gateway.store.Evidence;
import io.snark4j.credits.gateway.store.StoreException;
import io.snark4j.credits.gateway.store.TicketStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what withheld requests were withheld for. */
@Command(
        name = "evidence",
        description =
                "Write down what upstream said of the requests that gateways withheld (--policy-code): a file each,"
                        + " whose name is its SHA-256, which the vault was told with the flag.",
        footer = {"", "Example: snark4j credits evidence --store tickets.db --to evidence"})
final class CreditsEvidence implements Action {
    @Mixin
    private StoreOptions options = new StoreOptions();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "<folder>",
            description = "Made if it is not there; files of it are written anew.")
    private Path folder = Path.of("");

    @Override
    public int run(Terminal terminal) {
        if (!options.exists()) {
            throw new RefusedException(options.file() + ": no such store");
        }
        try (TicketStore store = options.open()) {
            Files.createDirectories(folder);
            for (Evidence evidence : store.evidence()) {
                String hash = HexFormat.of().formatHex(evidence.hash());
                Files.write(folder.resolve(hash), evidence.body());
                terminal.print("evidence " + hash);
            }
            return ExitStatus.DONE;
        } catch (StoreException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new RefusedException("--to " + folder + ": " + e.getMessage(), e);
        }
    }
}

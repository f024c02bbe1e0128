package io.snark4j.credits.wallet.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.wallet.WalletSession;
import io.snark4j.credits.wallet.store.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the passphrase. */
@Command(
        name = "passphrase",
        description = "Change the passphrase: the wallet and its backup are sealed anew.",
        footer = {"", "Example: snark4j wallet passphrase"})
final class WalletPassphrase extends WalletAction {
    @Option(
            names = "--new-passphrase-file",
            paramLabel = "<file>",
            description = "File whose first line is the new passphrase; by default it is asked for, twice.")
    private @Nullable Path file;

    @Override
    void act(Terminal terminal) throws IOException {
        try (WalletSession session = open(terminal);
                Passphrase other = SecretInput.otherPassphrase(file)) {
            session.changePassphrase(other);
            String backup = session.ledger().settings().reach().backup();
            terminal.print("wallet in " + folder() + " has its new passphrase");
            if (!backup.isEmpty()) {
                terminal.print("so has the backup in " + backup);
            }
            terminal.say("copies from before open with the old passphrase: destroy them; if somebody knows it and may"
                    + " have one, exit with the notes");
        }
    }
}

package io.snark4j.credits.wallet.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.EthereumException;
import io.snark4j.credits.vault.VaultException;
import io.snark4j.credits.wallet.WalletException;
import io.snark4j.credits.wallet.WalletSession;
import io.snark4j.credits.wallet.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands of a wallet have in common: where it is, how it is opened, how refusals reach the user. */
abstract class WalletAction implements Action {
    @Option(
            names = "--wallet",
            paramLabel = "<folder>",
            description = "Folder of the wallet; by default snark4j/wallet in the user's data folder.")
    private Path folder = defaultFolder();

    @Mixin
    private SecretInput secrets = new SecretInput();

    private static Path defaultFolder() {
        String data = System.getenv("XDG_DATA_HOME");
        Path home = data == null || data.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(data);
        return home.resolve("snark4j").resolve("wallet");
    }

    Path folder() {
        return folder;
    }

    SecretInput secrets() {
        return secrets;
    }

    WalletSession open(Terminal terminal) throws IOException {
        return WalletSession.open(folder, secrets.passphrase(), terminal.work());
    }

    /** After the backup was written. */
    static void warnOfMissingKey(Terminal terminal, WalletSession session) {
        if (session.backup().lacksExitKey()) {
            terminal.warn("the backup lacks credit-exit.zkey, and so does the wallet's folder of keys: put the"
                    + " deployment's into both, nobody can exit without it");
        }
    }

    /** Does what the command is for. */
    abstract void act(Terminal terminal) throws IOException;

    @Override
    public final int run(Terminal terminal) throws IOException {
        try {
            act(terminal);
            return ExitStatus.DONE;
        } catch (WalletException | StoreException | EthereumException | VaultException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }
}

package io.snark4j.credits.wallet.command;

import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.command.KeyFile;
import io.snark4j.credits.command.NodeOptions;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.wallet.Settings;
import io.snark4j.credits.wallet.WalletSession;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a wallet. */
@Command(
        name = "new",
        description = "Make a wallet for a vault, with an account of its own to deposit from.",
        footer = {
            "",
            "Example: snark4j wallet new --vault 0x... --rpc http://127.0.0.1:8545 --gateway https://api.example \\",
            "           --keys keys --backup /media/usb"
        })
final class WalletNew extends WalletAction {
    @Mixin
    private NodeOptions node = new NodeOptions();

    @Mixin
    private ProxyOption proxy = new ProxyOption();

    @Option(names = "--vault", required = true, paramLabel = "<address>", description = "The vault's contract.")
    private String vault = "";

    @Option(names = "--gateway", required = true, paramLabel = "<url>", description = "The provider's gateway.")
    private String gateway = "";

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "<folder>",
            description = "Folder with the deployment's credit-request.zkey and credit-exit.zkey.")
    private Path keys = Path.of("");

    @Option(
            names = "--first-block",
            paramLabel = "<n>",
            description = "Block of the vault's creation; by default it is looked up, where the node keeps old states.")
    private long firstBlock;

    @ArgGroup(multiplicity = "1")
    private BackupChoice backup = new BackupChoice();

    @Option(
            names = "--account-key-file",
            paramLabel = "<file>",
            description = "File whose first line is the private key, 64 hex digits, of an account to deposit from; by"
                    + " default a new one is made.")
    private @Nullable Path accountKey;

    /** With a backup, or knowingly without. */
    private static final class BackupChoice {
        @Option(
                names = "--backup",
                paramLabel = "<folder>",
                description = "Folder that the wallet keeps its backup in: another disk than this one.")
        private @Nullable Path folder;

        @Option(names = "--no-backup", description = "Keep none: if the wallet is lost, its notes are.")
        private boolean none;
    }

    @Override
    void act(Terminal terminal) throws IOException {
        String backupFolder = "";
        if (backup.folder != null) {
            if (!Files.isDirectory(backup.folder)) {
                throw new RefusedException(backup.folder + ": the folder of the backup is not there");
            }
            backupFolder = backup.folder.toRealPath().toString();
        }
        if (!Files.isDirectory(keys)) {
            throw new RefusedException(keys + ": the folder of the keys is not there");
        }
        Settings.Reach reach = new Settings.Reach(
                node.address().toString(),
                firstBlock,
                URI.create(gateway).toString(),
                proxy.address(),
                keys.toRealPath().toString(),
                backupFolder);
        Account account = account();
        try (WalletSession session = WalletSession.create(
                folder(), secrets().newPassphrase(), Address.parse(vault), account, reach, terminal.work())) {
            Settings settings = session.ledger().settings();
            terminal.say("wallet of vault " + settings.vault() + " on chain " + settings.chainId() + " in " + folder());
            terminal.say("a request costs at most " + settings.cMax() + " token units");
            terminal.print("account " + account.address());
            terminal.say("send it tokens for your deposit and some ether for gas, then: snark4j wallet deposit");
            if (backup.none) {
                terminal.warn("there is no backup: if this folder is lost or restored, its notes are lost");
            }
        }
    }

    private Account account() throws IOException {
        if (accountKey == null) {
            return Account.random();
        }
        return KeyFile.account(accountKey);
    }
}

package io.snark4j.credits.wallet.command;

import io.snark4j.cli.Subcommand;
import picocli.CommandLine.Command;

/** The words of {@code snark4j wallet}. */
@Command(
        name = "wallet",
        description =
                "Anonymous API credits: deposit once, call an API many times, and nobody learns which calls are yours.",
        subcommands = {
            WalletNew.class,
            WalletDeposit.class,
            WalletShow.class,
            WalletServe.class,
            WalletCall.class,
            WalletExit.class,
            WalletBackup.class,
            WalletPassphrase.class,
            WalletConfigure.class,
            WalletRecover.class
        },
        footer = {"", "The passphrase comes from a prompt, from --passphrase-file, or from SNARK4J_PASSPHRASE."})
public final class WalletCommand implements Subcommand {
    /** Found by {@link java.util.ServiceLoader}. */
    public WalletCommand() {}
}

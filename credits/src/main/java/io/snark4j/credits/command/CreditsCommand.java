package io.snark4j.credits.command;

import io.snark4j.cli.Subcommand;
import picocli.CommandLine.Command;

/** The words of {@code snark4j credits}. */
@Command(
        name = "credits",
        description = "Anonymous API credits: the provider's side, and a demonstration of all of it.",
        subcommands = {
            CreditsSetup.class,
            CreditsDeploy.class,
            CreditsGateway.class,
            CreditsBench.class,
            CreditsStatus.class,
            CreditsForgive.class,
            CreditsBackup.class,
            CreditsRestore.class,
            CreditsPayout.class,
            CreditsRotateKey.class,
            CreditsFlag.class,
            CreditsEvidence.class,
            CreditsPause.class,
            CreditsResume.class,
            CreditsDemoCommand.class
        })
public final class CreditsCommand implements Subcommand {
    /** Found by {@link java.util.ServiceLoader}. */
    public CreditsCommand() {}
}

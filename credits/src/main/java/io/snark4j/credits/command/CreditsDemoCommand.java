package io.snark4j.credits.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.command.demo.CreditsDemo;
import picocli.CommandLine.Command;

/** Runs the whole system once. */
@Command(
        name = "demo",
        description =
                "Start an Ethereum node, deploy a vault, start a gateway and a wallet, deposit 100 test dollars, make 20"
                        + " calls through an unchanged OpenAI client, spend a ticket twice and be slashed, exit and be paid. Needs"
                        + " Node 20 or later; no key and no network.",
        footer = {"", "Example: snark4j credits demo"})
final class CreditsDemoCommand implements Action {
    @Override
    public int run(Terminal terminal) throws Exception {
        new CreditsDemo(terminal).run();
        return ExitStatus.DONE;
    }
}

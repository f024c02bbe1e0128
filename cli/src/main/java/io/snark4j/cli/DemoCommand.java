package io.snark4j.cli;

import io.snark4j.cli.demo.Demo;
import picocli.CommandLine.Command;

/** Runs the main job on real input. */
@Command(
        name = "demo",
        description =
                "Show it all: 1,000 deposits, one anonymous request proved and verified in Java and by a contract on an"
                        + " Ethereum node, a double spend slashed, an overdraft refused. Needs Node for the contract only.",
        footer = {"", "Example: snark4j demo"})
public final class DemoCommand implements Subcommand, Action {
    /** Found by {@link java.util.ServiceLoader}. */
    public DemoCommand() {}

    @Override
    public int run(Terminal terminal) throws Exception {
        new Demo(terminal).run();
        return ExitStatus.DONE;
    }
}

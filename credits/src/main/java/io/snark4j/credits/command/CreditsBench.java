package io.snark4j.credits.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.command.demo.FirstByteBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the running system. */
@Command(
        name = "bench",
        description =
                "Measure on this machine what a user waits for: from a call at the wallet to the first byte of its answer,"
                        + " with the proof made at the call and with the proof prepared ahead. Chain, gateway and wallet"
                        + " run here. Needs Node 20 or later; no key and no network.",
        subcommands = {CreditsBenchGateway.class, CreditsBenchServe.class},
        footer = {"", "Example: snark4j credits bench", "On one core: taskset -c 1 snark4j credits bench"})
final class CreditsBench implements Action {
    private static final int MOST_CALLS = 200;
    private static final int MOST_WARM_UP = 10;

    @Option(
            names = "--calls",
            paramLabel = "<n>",
            description = "Calls of each figure, after as many that are not counted, 10 at most; 20 by default.")
    private int calls = 20;

    @Override
    public int run(Terminal terminal) throws Exception {
        if (calls < 1 || calls > MOST_CALLS) {
            throw new RefusedException("--calls " + calls + ": expected 1 to " + MOST_CALLS);
        }
        new FirstByteBench(terminal, calls, Math.min(calls, MOST_WARM_UP)).run();
        return ExitStatus.DONE;
    }
}

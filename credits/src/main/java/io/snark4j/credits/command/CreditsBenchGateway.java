package io.snark4j.credits.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.command.bench.GatewayBench;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a gateway under load. */
@Command(
        name = "gateway",
        description =
                "Measure how many requests a second a gateway on one processor admits, answers from the echo upstream and"
                        + " settles on disk. Their proofs are simulated with a key made for that. Linux only (taskset).",
        footer = {
            "",
            "Leave a second processor to the callers: taskset -c 0 snark4j credits bench gateway --processor 1"
        })
final class CreditsBenchGateway implements Action {
    private static final int MOST_CALLERS = 1_000;
    private static final int MOST_REQUESTS = 1_000_000;

    @Option(names = "--callers", paramLabel = "<n>", description = "Callers at once, 1 to 1000; 64 by default.")
    private int callers = 64;

    @Option(names = "--requests", paramLabel = "<n>", description = "Requests that are timed; 10000 by default.")
    private int requests = 10_000;

    @Option(names = "--warm-up", paramLabel = "<n>", description = "Requests before those; 30000 by default.")
    private int warmUp = 30_000;

    @Option(
            names = "--processor",
            paramLabel = "<n>",
            description = "That the gateway is held to, counted from 0; 1 by default.")
    private int processor = 1;

    @Override
    public int run(Terminal terminal) throws IOException {
        requireAtMost("--callers", callers, 1, MOST_CALLERS);
        requireAtMost("--requests", requests, 1, MOST_REQUESTS);
        requireAtMost("--warm-up", warmUp, 0, MOST_REQUESTS);
        try {
            new GatewayBench(callers, requests, warmUp, processor).run(terminal);
            return ExitStatus.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.DONE;
        }
    }

    private static void requireAtMost(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new RefusedException(option + " " + value + ": expected " + least + " to " + most);
        }
    }
}

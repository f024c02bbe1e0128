package io.snark4j.cli;

import io.snark4j.cli.bench.CircuitTimes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sizes and times of the credit circuits. */
@Command(
        name = "bench",
        description = "Measure the credit circuits on this machine: constraints, and medians of compiling them and of"
                + " computing a witness, one thread, warm; or with --large how long 2^20 constraints take to compile."
                + " Takes a minute.",
        footer = {"", "Example: snark4j circuit bench"})
final class CircuitBench implements Action {
    @Option(names = "--large", description = "Only compile 2^20 constraints, a chain of hashes, three times.")
    private boolean large;

    @Override
    public int run(Terminal terminal) throws Exception {
        if (large) {
            CircuitTimes.measureLarge(terminal::print);
        } else {
            CircuitTimes.measure(terminal::print);
        }
        return ExitStatus.DONE;
    }
}

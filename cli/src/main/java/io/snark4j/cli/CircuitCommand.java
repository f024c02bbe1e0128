package io.snark4j.cli;

import picocli.CommandLine.Command;

/** Circuits written in Java. */
@Command(
        name = "circuit",
        description = "Compile and solve circuits written in Java, and look at them.",
        subcommands = {
            CircuitCompile.class,
            CircuitSolve.class,
            CircuitInfo.class,
            CircuitProfiling.class,
            CircuitLinting.class,
            CircuitBench.class
        })
public final class CircuitCommand implements Subcommand {
    /** Found by {@link java.util.ServiceLoader}. */
    public CircuitCommand() {}
}

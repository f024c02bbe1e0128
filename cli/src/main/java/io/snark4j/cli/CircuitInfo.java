package io.snark4j.cli;

import io.snark4j.circuit.profile.CircuitStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the sizes of a circuit written in Java. */
@Command(
        name = "info",
        description = "Show the sizes of a circuit written in Java: constraints, wires, entries of the matrices, the"
                + " prover's domain.",
        footer = {"", "Example: snark4j circuit info io.snark4j.circuit.credit.MembershipAndBalance:ofDepth:20"})
final class CircuitInfo implements Action {
    @Mixin
    private CircuitReference circuit = new CircuitReference();

    @Override
    public int run(Terminal terminal) throws Exception {
        CircuitStatistics.of(circuit.compile()).toString().lines().forEach(terminal::print);
        return ExitStatus.DONE;
    }
}

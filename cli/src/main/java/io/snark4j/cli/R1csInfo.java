package io.snark4j.cli;

import io.snark4j.circuit.profile.CircuitStatistics;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.file.R1csFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the sizes of a constraint system, line by line as snarkjs does, and the non-zero coefficients besides. */
@Command(
        name = "info",
        description = "Show the sizes of a constraint system (short form: ri).",
        footer = {"", "Example: snark4j r1cs info circuit.r1cs"})
final class R1csInfo implements Action {
    @Parameters(index = "0", arity = "0..1", paramLabel = "circuit.r1cs", description = "The constraint system.")
    private Path r1cs = Path.of("circuit.r1cs");

    @Override
    public int run(Terminal terminal) throws Exception {
        R1cs circuit = InputFile.read(r1cs, R1csFile::read);
        terminal.print("Curve: bn-128");
        terminal.print("# of Wires: " + circuit.wires());
        terminal.print("# of Constraints: " + circuit.constraints());
        terminal.print("# of Private Inputs: " + circuit.privateInputs());
        terminal.print("# of Public Inputs: " + circuit.publicInputs());
        terminal.print("# of Labels: " + circuit.labels().count());
        terminal.print("# of Outputs: " + circuit.publicOutputs());
        CircuitStatistics statistics = CircuitStatistics.of(circuit);
        terminal.print("# of Non-zeros: " + statistics.entries());
        statistics.toString().lines().forEach(terminal::detail);
        return ExitStatus.DONE;
    }
}

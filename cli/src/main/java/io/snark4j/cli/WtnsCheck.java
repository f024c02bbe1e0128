package io.snark4j.cli;

import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.file.R1csFile;
import io.snark4j.r1cs.file.WtnsFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says whether a witness satisfies a constraint system, or which constraint fails first. */
@Command(
        name = "check",
        description = "Check that a witness satisfies a constraint system (short form: wchk).",
        footer = {"", "Example: snark4j wtns check circuit.r1cs witness.wtns"})
final class WtnsCheck implements Action {
    @Parameters(index = "0", arity = "0..1", paramLabel = "circuit.r1cs", description = "The constraint system.")
    private Path r1cs = Path.of("circuit.r1cs");

    @Parameters(index = "1", arity = "0..1", paramLabel = "witness.wtns", description = "The witness.")
    private Path wtns = Path.of("witness.wtns");

    @Override
    public int run(Terminal terminal) throws Exception {
        var circuit = InputFile.read(r1cs, R1csFile::read);
        var witness = InputFile.read(wtns, file -> WtnsFile.read(file, circuit));
        var unsatisfied = Satisfaction.check(circuit, witness, terminal.work());
        if (unsatisfied.isPresent()) {
            return terminal.doesNotVerify(wtns + " does not satisfy " + r1cs + ": "
                    + unsatisfied.get().message());
        }
        terminal.say(
                "WITNESS IS CORRECT: it satisfies all " + Quantities.count(circuit.constraints()) + " constraints");
        return ExitStatus.DONE;
    }
}

package io.snark4j.cli;

import io.snark4j.r1cs.file.R1csFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns a circuit written in Java into circom's files. */
@Command(
        name = "compile",
        description = "Compile a circuit written in Java into a constraint system.",
        footer = {
            "",
            "Example: snark4j circuit compile io.snark4j.circuit.credit.MembershipAndBalance:ofDepth:20 credit.r1cs"
                    + " --sym credit.sym"
        })
final class CircuitCompile implements Action {
    @Mixin
    private CircuitReference circuit = new CircuitReference();

    @Parameters(index = "1", paramLabel = "circuit.r1cs", description = "The constraint system, written.")
    private Path r1cs = Path.of("circuit.r1cs");

    @Option(names = "--sym", paramLabel = "circuit.sym", description = "Write the names of the wires too.")
    private @Nullable Path sym;

    @Override
    public int run(Terminal terminal) throws Exception {
        try (var staging = new Staging(List.of())) {
            Path staged = staging.file(r1cs);
            @Nullable Path stagedSym = sym == null ? null : staging.file(sym);
            var compiled = circuit.compile();
            R1csFile.write(staged, compiled);
            if (stagedSym != null) {
                compiled.writeSym(stagedSym);
            }
            terminal.say(r1cs + ": " + Quantities.bytes(Files.size(staged)) + ", "
                    + Quantities.count(compiled.constraints()) + " constraints, " + Quantities.count(compiled.wires())
                    + " wires, " + compiled.publicCount() + " public");
            staging.commit();
        }
        return ExitStatus.DONE;
    }
}

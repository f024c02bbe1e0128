package io.snark4j.cli;

import io.snark4j.r1cs.file.WtnsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Computes the witness of a circuit written in Java. */
@Command(
        name = "solve",
        description =
                "Compute the witness of a circuit written in Java. The witness holds the secrets: only its owner may"
                        + " read the file.",
        footer = {"", "Example: snark4j circuit solve com.example.Cubic --class-path cubic.jar input.json witness.wtns"
        })
final class CircuitSolve implements Action {
    @Mixin
    private CircuitReference circuit = new CircuitReference();

    @Parameters(
            index = "1",
            paramLabel = "input.json",
            description = "The inputs by name: numbers, decimal or 0x strings, true or false, arrays, nested objects.")
    private Path input = Path.of("input.json");

    @Parameters(index = "2", arity = "0..1", paramLabel = "witness.wtns", description = "The witness, written.")
    private Path wtns = Path.of("witness.wtns");

    @Override
    public int run(Terminal terminal) throws Exception {
        try (var staging = new Staging(List.of(input))) {
            Path staged = staging.file(wtns);
            var inputs = InputFile.read(input, InputJson::read);
            var compiled = circuit.compile();
            var witness = InputFile.blame(input, file -> compiled.solve(inputs));
            try {
                WtnsFile.write(staged, witness);
            } finally {
                witness.destroy();
            }
            Staging.keepSecret(staged);
            terminal.say(wtns + ": " + Quantities.bytes(Files.size(staged)) + ", readable by its owner only");
            staging.commit();
        }
        return ExitStatus.DONE;
    }
}

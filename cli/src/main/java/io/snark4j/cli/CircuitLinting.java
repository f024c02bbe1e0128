package io.snark4j.cli;

import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.lint.LintReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks for what is likely wrong with a circuit. */
@Command(
        name = "lint",
        description =
                "Look for wires that no constraint uses and range checks that may wrap; with inputs, for wires that"
                        + " may take a second value, too. What is found may show values of the witness.",
        footer = {"", "Example: snark4j circuit lint com.example.Cubic --class-path cubic.jar input.json"})
final class CircuitLinting implements Action {
    @Mixin
    private CircuitReference circuit = new CircuitReference();

    @Parameters(index = "1", arity = "0..1", paramLabel = "input.json", description = "Inputs by name.")
    private @Nullable Path input;

    @Option(
            names = "--permit",
            paramLabel = "<name>",
            description = "Name of an input or a hint about which to say nothing; may be given several times.")
    private List<String> permitted = List.of();

    @Override
    public int run(Terminal terminal) throws Exception {
        Path file = input;
        var inputs = file == null ? null : InputFile.read(file, InputJson::read);
        var compiled = circuit.compile();
        CircuitLint lint = CircuitLint.of(compiled);
        for (String name : permitted) {
            lint = lint.permit(name, "--permit");
        }
        LintReport report = file == null || inputs == null
                ? lint.run()
                : lint.run(InputFile.blame(file, _ -> compiled.solve(inputs)));
        report.findings().forEach(finding -> terminal.print(finding.message()));
        if (!report.isClean()) {
            return terminal.doesNotVerify(
                    circuit + ": " + Quantities.count(report.findings().size()) + " found");
        }
        terminal.say(circuit + ": nothing found"
                + (file == null
                        ? "; with inputs, wires that may take a second value are looked for, too"
                        : ", and " + Quantities.count(report.determined()) + " wires have one value for these inputs"));
        return ExitStatus.DONE;
    }
}

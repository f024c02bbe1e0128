package io.snark4j.cli;

import io.snark4j.groth16.solidity.SolidityOptions;
import io.snark4j.groth16.solidity.SolidityVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the contract that verifies the proofs of a key. */
@Command(
        name = "solidityverifier",
        description = "Export a Solidity contract that verifies proofs (short form: zkesv).",
        footer = {"", "Example: snark4j zkey export solidityverifier circuit.zkey verifier.sol"})
final class ZkeyExportSolidityVerifier implements Action {
    @Mixin
    private KeyReading keys = new KeyReading();

    @Mixin
    private ForgeableKeys forgeable = new ForgeableKeys();

    @Parameters(index = "0", arity = "0..1", paramLabel = "circuit.zkey", description = "The proving key.")
    private Path zkey = Path.of("circuit_final.zkey");

    @Parameters(index = "1", arity = "0..1", paramLabel = "verifier.sol", description = "The contract, written.")
    private Path contract = Path.of("verifier.sol");

    @Override
    public int run(Terminal terminal) throws Exception {
        try (var staging = new Staging(List.of(zkey))) {
            Path staged = staging.file(contract);
            var key = keys.read(zkey, terminal);
            var options = SolidityOptions.DEFAULT.withPolicy(forgeable.policy());
            Files.writeString(staged, SolidityVerifier.export(key, options));
            terminal.say(contract + ": " + Quantities.bytes(Files.size(staged)) + ", " + key.publicCount()
                    + " public inputs");
            staging.commit();
        }
        return ExitStatus.DONE;
    }
}

package io.snark4j.cli;

import io.snark4j.groth16.SnarkjsJson;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the verification key that a proving key holds. */
@Command(
        name = "verificationkey",
        description = "Export the verification key (short form: zkev).",
        footer = {"", "Example: snark4j zkey export verificationkey circuit.zkey verification_key.json"})
final class ZkeyExportVerificationKey implements Action {
    @Mixin
    private KeyReading keys = new KeyReading();

    @Mixin
    private ForgeableKeys forgeable = new ForgeableKeys();

    @Parameters(index = "0", arity = "0..1", paramLabel = "circuit.zkey", description = "The proving key.")
    private Path zkey = Path.of("circuit_final.zkey");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "verification_key.json",
            description = "The verification key, written.")
    private Path verificationKey = Path.of("verification_key.json");

    @Override
    public int run(Terminal terminal) throws Exception {
        try (var staging = new Staging(List.of(zkey))) {
            Path staged = staging.file(verificationKey);
            var key = keys.read(zkey, terminal).verifyingKey();
            SnarkjsJson.writeVerifyingKey(staged, key, forgeable.policy());
            terminal.say(verificationKey + ": " + key.publicCount() + " public inputs");
            staging.commit();
        }
        return ExitStatus.DONE;
    }
}

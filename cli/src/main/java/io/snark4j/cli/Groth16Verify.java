package io.snark4j.cli;

import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.SnarkjsJson;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says whether a proof holds. */
@Command(
        name = "verify",
        description = "Verify a proof (short form: g16v). Exit status 0: it holds; 1: it does not.",
        footer = {"", "Example: snark4j groth16 verify verification_key.json public.json proof.json"})
final class Groth16Verify implements Action {
    @Mixin
    private ForgeableKeys forgeable = new ForgeableKeys();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "verification_key.json",
            description = "The verification key.")
    private Path verificationKey = Path.of("verification_key.json");

    @Parameters(index = "1", arity = "0..1", paramLabel = "public.json", description = "The public inputs.")
    private Path publics = Path.of("public.json");

    @Parameters(index = "2", arity = "0..1", paramLabel = "proof.json", description = "The proof.")
    private Path proof = Path.of("proof.json");

    @Override
    public int run(Terminal terminal) throws Exception {
        var key = InputFile.read(
                verificationKey,
                file -> PreparedVerifyingKey.of(SnarkjsJson.readVerifyingKey(file), forgeable.policy()));
        var inputs = InputFile.read(publics, SnarkjsJson::readPublicInputs);
        var claimed = InputFile.read(proof, SnarkjsJson::readProof);
        if (!InputFile.blame(publics, file -> Groth16.verify(key, claimed, inputs))) {
            return terminal.doesNotVerify("Invalid proof: " + proof + " does not hold for " + publics);
        }
        terminal.say("OK!");
        return ExitStatus.DONE;
    }
}

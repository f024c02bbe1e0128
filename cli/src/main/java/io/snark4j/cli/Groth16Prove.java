package io.snark4j.cli;

import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.ProverOptions;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.SnarkjsJson;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.file.WtnsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Proves that a witness satisfies the circuit of a key. */
@Command(
        name = "prove",
        description = "Make a proof from a proving key and a witness (short form: g16p).",
        footer = {"", "Example: snark4j groth16 prove circuit.zkey witness.wtns proof.json public.json"})
final class Groth16Prove implements Action {
    @Mixin
    private KeyReading keys = new KeyReading();

    @Parameters(index = "0", arity = "0..1", paramLabel = "circuit.zkey", description = "The proving key.")
    private Path zkey = Path.of("circuit_final.zkey");

    @Parameters(index = "1", arity = "0..1", paramLabel = "witness.wtns", description = "The witness.")
    private Path wtns = Path.of("witness.wtns");

    @Parameters(index = "2", arity = "0..1", paramLabel = "proof.json", description = "The proof, written.")
    private Path proof = Path.of("proof.json");

    @Parameters(index = "3", arity = "0..1", paramLabel = "public.json", description = "The public inputs, written.")
    private Path publics = Path.of("public.json");

    @Override
    public int run(Terminal terminal) throws Exception {
        ColdStart.prepareFor(zkey);
        try (var staging = new Staging(List.of(zkey, wtns))) {
            Path stagedProof = staging.file(proof);
            Path stagedPublics = staging.file(publics);
            ProvingKey key = keys.read(zkey, terminal);
            Witness witness =
                    InputFile.read(wtns, file -> WtnsFile.read(file, key.wires(), key.publicCount(), terminal.work()));
            try {
                long start = System.nanoTime();
                var options = ProverOptions.DEFAULT.withWork(terminal.work());
                var made = InputFile.blame(wtns, file -> Groth16.prove(key, witness, options));
                SnarkjsJson.writeProof(stagedProof, made);
                SnarkjsJson.writePublicInputs(stagedPublics, witness.publicValues());
                terminal.say(proof + ": proved in " + Quantities.time(Duration.ofNanos(System.nanoTime() - start)));
            } finally {
                witness.destroy();
            }
            staging.commit();
        }
        return ExitStatus.DONE;
    }
}

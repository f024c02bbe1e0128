package io.snark4j.cli;

import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Setup;
import io.snark4j.groth16.ZkeyFile;
import io.snark4j.r1cs.file.R1csFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a proving key from toxic waste of its own. */
@Command(
        name = "setup",
        description = "Make a proving key for a circuit (short form: g16s).",
        footer = {"", "Example: snark4j groth16 setup --insecure circuit.r1cs circuit.zkey"})
final class Groth16Setup implements Action {
    @Option(
            names = "--insecure",
            description = "Make the key without a ceremony: whoever runs this could keep the secret that forges proofs."
                    + " For tests and development.")
    private boolean insecure;

    @Parameters(index = "0", arity = "0..1", paramLabel = "circuit.r1cs", description = "The circuit.")
    private Path r1cs = Path.of("circuit.r1cs");

    @Parameters(index = "1", arity = "0..1", paramLabel = "circuit.zkey", description = "The key, written.")
    private Path zkey = Path.of("circuit_0000.zkey");

    @Parameters(index = "2", arity = "0..1", hidden = true)
    private @Nullable Path third;

    @Override
    public int run(Terminal terminal) throws Exception {
        if (third != null) {
            throw new RefusedException("groth16 setup takes no powers of tau (" + zkey
                    + "): a setup from a ceremony is not built; snark4j groth16 setup --insecure " + r1cs + " " + third
                    + " makes a key for tests");
        }
        if (!insecure) {
            throw new RefusedException("groth16 setup without a ceremony makes a key whose maker can forge proofs;"
                    + " add --insecure if the key is for tests or development");
        }
        try (var staging = new Staging(List.of(r1cs))) {
            Path staged = staging.file(zkey);
            var circuit = InputFile.read(r1cs, R1csFile::read);
            long start = System.nanoTime();
            var keys = Groth16.setup(circuit, Setup.insecure(new SecureRandom(), terminal.work()));
            ZkeyFile.write(staged, keys.provingKey());
            terminal.say(zkey + ": " + Quantities.bytes(Files.size(staged)) + " for "
                    + Quantities.count(circuit.constraints()) + " constraints, insecure (no ceremony), "
                    + Quantities.time(Duration.ofNanos(System.nanoTime() - start)));
            staging.commit();
        }
        return ExitStatus.DONE;
    }
}

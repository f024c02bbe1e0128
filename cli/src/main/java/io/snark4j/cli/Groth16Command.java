package io.snark4j.cli;

import java.util.Map;
import picocli.CommandLine.Command;

/** Setup, prover and verifier. */
@Command(
        name = "groth16",
        description = "Set up, prove and verify.",
        subcommands = {Groth16Setup.class, Groth16Prove.class, Groth16Verify.class})
public final class Groth16Command implements Subcommand {
    /** Found by {@link java.util.ServiceLoader}. */
    public Groth16Command() {}

    @Override
    public Map<String, Action> shorthands() {
        return Map.of("g16s", new Groth16Setup(), "g16p", new Groth16Prove(), "g16v", new Groth16Verify());
    }
}

package io.snark4j.cli;

import io.snark4j.groth16.KeyPolicy;
import picocli.CommandLine.Option;

/** The option that admits keys that anyone can forge proofs for. */
final class ForgeableKeys {
    @Option(
            names = "--insecure",
            description = "Accept a key that anyone can forge proofs for, such as one without any contribution.")
    private boolean insecure;

    KeyPolicy policy() {
        return insecure ? KeyPolicy.ALLOW_FORGEABLE : KeyPolicy.REFUSE_FORGEABLE;
    }
}

package io.snark4j.groth16.solidity;

import io.snark4j.groth16.VerifyingKey;
import java.util.Optional;

/** What a contract's header says about whether its key can be trusted. */
final class KeyOrigin {
    private static final String ALARM = "// " + "!".repeat(100);

    private KeyOrigin() {}

    /** Whether anyone, or whoever ran the setup, is known to be able to forge proofs. */
    static boolean isInsecure(VerifyingKey key, SolidityOptions options) {
        return key.forgery().isPresent() || options.contributions().orElse(1) == 0;
    }

    /** Comment lines without a line break at the end. */
    static String comment(VerifyingKey key, SolidityOptions options) {
        Optional<String> forgery = key.forgery();
        if (forgery.isPresent()) {
            return alarm("""
                    // FORGEABLE KEY: %s.
                    // Anyone can prove false statements to this contract.
                    """.formatted(forgery.get()));
        }
        if (options.contributions().isEmpty()) {
            return """
                    // Origin of the key: not known to the exporter. Whoever knows the secrets of the key's setup can prove false
                    // statements to this contract: find out which ceremony made the key before you rely on it.""";
        }
        int contributions = options.contributions().getAsInt();
        if (contributions == 0) {
            return alarm("""
                    // INSECURE KEY: it comes from a setup without a ceremony.
                    // Whoever ran that setup may have kept its secrets, and can then prove false statements to this contract.
                    """);
        }
        return """
                // Origin of the key: a ceremony with %d recorded contributions, which this export did not verify. If one contributor
                // destroyed the secrets, nobody can prove false statements to this contract.""".formatted(contributions);
    }

    private static String alarm(String text) {
        return ALARM + "\n" + text
                + "// For tests on a local chain only: it does not deploy on a chain other than 31337.\n" + ALARM;
    }
}

package io.snark4j.cli;

import java.util.Map;
import picocli.CommandLine.Command;

/** Proving keys. */
@Command(name = "zkey", description = "Take out of a proving key what others need.", subcommands = ZkeyExport.class)
public final class ZkeyCommand implements Subcommand {
    /** Found by {@link java.util.ServiceLoader}. */
    public ZkeyCommand() {}

    @Override
    public Map<String, Action> shorthands() {
        return Map.of(
                "zkev", new ZkeyExportVerificationKey(),
                "zkesv", new ZkeyExportSolidityVerifier(),
                "zkesc", new ZkeyExportSolidityCalldata());
    }
}

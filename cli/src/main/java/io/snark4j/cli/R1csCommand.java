package io.snark4j.cli;

import java.util.Map;
import picocli.CommandLine.Command;

/** Constraint systems. */
@Command(name = "r1cs", description = "Look at a constraint system.", subcommands = R1csInfo.class)
public final class R1csCommand implements Subcommand {
    /** Found by {@link java.util.ServiceLoader}. */
    public R1csCommand() {}

    @Override
    public Map<String, Action> shorthands() {
        return Map.of("ri", new R1csInfo());
    }
}

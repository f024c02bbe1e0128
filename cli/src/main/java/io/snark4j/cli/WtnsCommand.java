package io.snark4j.cli;

import java.util.Map;
import picocli.CommandLine.Command;

/** Witnesses. */
@Command(name = "wtns", description = "Check a witness.", subcommands = WtnsCheck.class)
public final class WtnsCommand implements Subcommand {
    /** Found by {@link java.util.ServiceLoader}. */
    public WtnsCommand() {}

    @Override
    public Map<String, Action> shorthands() {
        return Map.of("wchk", new WtnsCheck());
    }
}

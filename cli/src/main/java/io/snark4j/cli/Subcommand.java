package io.snark4j.cli;

import java.util.Map;

/**
 * A first word of the command line, such as {@code groth16} or {@code demo}, found by {@link java.util.ServiceLoader}:
 * a module adds words to {@code snark4j} by providing this service, and cli need not know the module.
 *
 * <p>An implementation is a class annotated with {@link picocli.CommandLine.Command} whose name is the word. Either it is
 * an {@link Action} itself, or its picocli subcommands are. Its package must be open to {@code info.picocli}.
 */
public interface Subcommand {
    /**
     * Further first words for actions of this one, as snarkjs' {@code g16p} stands for {@code groth16 prove}.
     *
     * @return for each word a fresh action, never shared with the one under the long name
     */
    default Map<String, Action> shorthands() {
        return Map.of();
    }
}

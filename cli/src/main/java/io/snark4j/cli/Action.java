package io.snark4j.cli;

/** What one command does, once picocli has filled its fields. */
@FunctionalInterface
public interface Action {
    /**
     * Runs the command.
     *
     * @return {@link ExitStatus#DONE} or {@link ExitStatus#DOES_NOT_VERIFY}
     * @throws Exception for whatever stops the command: {@link Main} prints one line about it and exits with
     *     {@link ExitStatus#BAD_INPUT}
     */
    int run(Terminal terminal) throws Exception;
}

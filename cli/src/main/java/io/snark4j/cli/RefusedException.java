package io.snark4j.cli;

/** The command will not do what it was asked to; the message is the line that the user reads. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Refuses, saying why and what to do. */
    public RefusedException(String message) {
        super(message);
    }

    /** Refuses because of {@code cause}, saying why and what to do. */
    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.snark4j.peers;

/**
 * An outside program is missing, did not finish in time, failed, or answered what cannot be read. The message is one
 * line that names the program and, where it ran, holds the command and the last lines it wrote to standard error.
 */
public final class PeerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PeerException(String message) {
        super(message);
    }

    PeerException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.snark4j.field;

import java.io.Serial;

/**
 * Input from outside the process (bytes, text, a file, an argument) that is not what its format demands. The message says what was
 * read, where, what was expected and what was found. That a proof does not verify is no error and is reported as {@code false}.
 */
public class MalformedInputException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * @param message what, where, expected and found
     */
    public MalformedInputException(String message) {
        super(message);
    }

    /**
     * @param message what, where, expected and found
     * @param cause what a lower layer said
     */
    public MalformedInputException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.snark4j.circuit;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A circuit that cannot be compiled: the message says where and why. */
public final class CircuitException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    /** @param message where and why */
    public CircuitException(String message) {
        super(message);
    }

    CircuitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

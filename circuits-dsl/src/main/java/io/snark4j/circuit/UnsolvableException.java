package io.snark4j.circuit;

import java.io.Serial;

/** Inputs for which a circuit has no witness. The message may hold values that the inputs lead to: treat it as secret where they are. */
public sealed class UnsolvableException extends IllegalArgumentException permits UnsatisfiedConstraintException {
    @Serial
    private static final long serialVersionUID = 1;

    UnsolvableException(String message) {
        super(message);
    }

    UnsolvableException(String message, Throwable cause) {
        super(message, cause);
    }
}

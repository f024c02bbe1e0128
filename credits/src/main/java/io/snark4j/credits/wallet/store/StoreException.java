package io.snark4j.credits.wallet.store;

import org.jspecify.annotations.Nullable;

/** A wallet's files cannot be opened or written; the message is one line for its owner and holds nothing secret. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what, where, and what to do */
    public StoreException(String message) {
        super(message);
    }

    /**
     * @param message what, where, and what to do
     * @param cause what a lower layer said
     */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.snark4j.credits.wallet;

import org.jspecify.annotations.Nullable;

/** The wallet refuses, or cannot do, what it was asked for. The message is one line for its owner, says what to do, and holds nothing secret. */
public final class WalletException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what, why, and what to do */
    public WalletException(String message) {
        super(message);
    }

    /**
     * @param message what, why, and what to do
     * @param cause what a lower layer said
     */
    public WalletException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

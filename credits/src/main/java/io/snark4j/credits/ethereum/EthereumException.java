package io.snark4j.credits.ethereum;

import org.jspecify.annotations.Nullable;

/** A node does not answer, refuses a request, or answers in another form than JSON-RPC. */
public class EthereumException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EthereumException(@Nullable String message) {
        super(message);
    }

    EthereumException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

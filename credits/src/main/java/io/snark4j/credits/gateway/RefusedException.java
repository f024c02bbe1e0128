package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.ApiError;

/** A call was turned away before it was admitted. Has no stack trace: it is an answer, and hostile callers get many. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedException(Refusal refusal) {
        this(refusal, refusal.message());
    }

    /**
     * @param refusal why
     * @param message what was expected and found; goes to the caller
     */
    public RefusedException(Refusal refusal, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    /** @return why */
    public Refusal refusal() {
        return refusal;
    }

    /** @return the answer's body */
    public ApiError error() {
        return new ApiError(refusal.type(), String.valueOf(getMessage()), refusal.code());
    }
}

package io.snark4j.credits.ticket;

import io.snark4j.field.MalformedInputException;

/** How a settled request ended. All but {@link #SERVED} are refusals; a refusal gives the whole price back unless upstream had begun. */
public enum Outcome {
    /** Upstream answered, wholly or until the deadline or the caller's hang-up; charged as metered. */
    SERVED(0, "served"),
    /** The model is not in the price table, or not for this path. */
    UNKNOWN_MODEL(1, "model_not_found"),
    /** The dearest answer the request allows costs more than cMax. */
    PRICE_ABOVE_CAP(2, "price_above_cap"),
    /** The body is no JSON that this path takes. */
    MALFORMED_BODY(3, "malformed_body"),
    /** The body asks for something whose price the request does not bound, or that would link requests. */
    UNSUPPORTED_FIELD(4, "unsupported_field"),
    /** Upstream refused, failed or could not be reached. */
    UPSTREAM_FAILED(5, "upstream_failed"),
    /** The gateway died while it ran; it is not run again. */
    INTERRUPTED(6, "interrupted"),
    /** The wallet asked to have it settled without running it. */
    CANCELLED(7, "cancelled");

    private final int code;
    private final String word;

    Outcome(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /** @return the number in binary forms */
    public int code() {
        return code;
    }

    /** @return the word in errors and metrics */
    public String word() {
        return word;
    }

    /**
     * @param code in a binary form
     * @return its outcome
     * @throws MalformedInputException if there is none
     */
    public static Outcome of(int code) {
        Outcome[] all = values();
        if (code < 0 || code >= all.length) {
            throw new MalformedInputException("outcome " + code + ", expected 0 to " + (all.length - 1));
        }
        return all[code];
    }
}

package io.snark4j.credits.ticket;

/**
 * Tokens of a request.
 *
 * @param inputTokens read
 * @param outputTokens written, of all choices together
 */
public record Usage(long inputTokens, long outputTokens) {
    /**
     * Checks signs.
     *
     * @throws IllegalArgumentException if a count is negative
     */
    public Usage {
        if (inputTokens < 0 || outputTokens < 0) {
            throw new IllegalArgumentException(
                    "usage: " + inputTokens + " input and " + outputTokens + " output tokens");
        }
    }
}

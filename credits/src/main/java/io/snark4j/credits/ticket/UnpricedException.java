package io.snark4j.credits.ticket;

/** A request whose price has no bound, or one above the cap. The message tells its sender what to change, and shows nothing of the request. */
public final class UnpricedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    /**
     * @param outcome of the ticket that would pay for it
     * @param message what is to be changed
     */
    public UnpricedException(Outcome outcome, String message) {
        super(message, null, false, false);
        this.outcome = outcome;
    }

    /** @return of the ticket that would pay for it */
    public Outcome outcome() {
        return outcome;
    }
}

package io.snark4j.credits.gateway;

/** Told when a step of a request is reached, before and after each that is durable. Tests let the gateway die there. */
@FunctionalInterface
public interface Checkpoint {
    /** A place between two things that happen. */
    enum Step {
        /** The proof holds; nothing is stored. */
        BEFORE_RESERVE,
        /** The nullifier is used up; upstream was not called. */
        AFTER_RESERVE,
        /** Upstream answered; nothing of that is stored. */
        AFTER_UPSTREAM,
        /** v and the signature are made, and not stored. */
        BEFORE_SETTLE,
        /** v and the signature are stored; the caller has not seen them. */
        AFTER_SETTLE,
        /** A lease was found to be expired. */
        BEFORE_TAKE_OVER,
        /** The request of another owner is this one's; it is not settled. */
        AFTER_TAKE_OVER,
        /** A secret is known and not stored. */
        BEFORE_OPEN_SLASH,
        /** A secret is stored; the vault was not told. */
        AFTER_OPEN_SLASH
    }

    /** Does nothing. */
    Checkpoint NONE = step -> {};

    /**
     * @param step that is reached
     */
    void reached(Step step);
}

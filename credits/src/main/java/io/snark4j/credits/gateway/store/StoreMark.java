package io.snark4j.credits.gateway.store;

import java.time.Instant;

/**
 * What a store says of its own past. A nullifier that a store has forgotten can be spent again, so that an older state of it must not be mistaken for the newest.
 *
 * @param origin where it comes from
 * @param beat the last sign of life of a gateway on it, in milliseconds: later than any before, whatever the clocks say; 1970 if there was none
 */
public record StoreMark(Origin origin, Instant beat) {
    /** Where a store comes from. */
    public enum Origin {
        /** It has been in service since it was made. */
        LIVE,
        /** A copy, not to be served from. */
        BACKUP,
        /** It was a copy, and does not know what was spent since: it serves exits and settlements alone. */
        RESTORED
    }

    /** @return whether a gateway was ever in service on it */
    public boolean isUsed() {
        return beat.isAfter(Instant.EPOCH);
    }
}

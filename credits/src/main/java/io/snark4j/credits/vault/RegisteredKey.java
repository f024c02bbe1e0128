package io.snark4j.credits.vault;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import java.math.BigInteger;

/**
 * A key of the provider, as the vault holds it.
 *
 * @param id from 0 upwards
 * @param key the point
 * @param acceptedUntil notes deposited later, in seconds since 1970, do not exit with it; 2^64 − 1 while it is current
 */
public record RegisteredKey(long id, BabyJubjubPoint key, BigInteger acceptedUntil) {
    /**
     * Once true it stays so for notes that are deposited by now: whatever the provider does, a key's time ends no earlier than it is asked to.
     *
     * @param depositedAt when a note was deposited, in seconds since 1970
     * @return whether the vault lets that note exit with a state that this key signed
     */
    public boolean isAcceptedFor(long depositedAt) {
        return acceptedUntil.compareTo(BigInteger.valueOf(depositedAt)) >= 0;
    }
}

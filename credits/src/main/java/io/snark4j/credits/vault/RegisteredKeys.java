package io.snark4j.credits.vault;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two keys of requests, as they stood at one time.
 *
 * @param current pk
 * @param previous pkOld; the same as pk before the first rotation and after a compromise
 */
public record RegisteredKeys(RegisteredKey current, RegisteredKey previous) {
    /** @return pk and pkOld, as circuits take them */
    public ProviderKeys points() {
        return new ProviderKeys(current.key(), previous.key());
    }

    /**
     * @param depositedAt when a note was deposited, in seconds since 1970
     * @return those of the two by which that note can exit, pk first
     */
    public List<BabyJubjubPoint> acceptedFor(long depositedAt) {
        return Stream.of(current, previous)
                .filter(key -> key.isAcceptedFor(depositedAt))
                .map(RegisteredKey::key)
                .toList();
    }
}

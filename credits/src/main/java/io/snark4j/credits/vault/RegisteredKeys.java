package io.snark4j.credits.vault;

import io.snark4j.circuit.credit.ProviderKeys;

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
}

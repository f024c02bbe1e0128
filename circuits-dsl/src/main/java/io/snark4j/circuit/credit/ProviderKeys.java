package io.snark4j.circuit.credit;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;

/**
 * The provider's keys that the vault has registered, both of which may have signed a refund state: so that a rotation does not split the users.
 *
 * @param current pk
 * @param previous pkOld, the key before the last rotation; before the first, and after a compromise, the current one again
 */
public record ProviderKeys(BabyJubjubPoint current, BabyJubjubPoint previous) {
    /**
     * @param key the only one
     * @return the keys before the first rotation
     */
    public static ProviderKeys of(BabyJubjubPoint key) {
        return new ProviderKeys(key, key);
    }
}

package io.snark4j.credits.vault;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;

/**
 * A key of the provider that waits for its delay.
 *
 * @param key the point
 * @param activeFrom when it may become current, in seconds since 1970
 */
public record AnnouncedKey(BabyJubjubPoint key, long activeFrom) {}

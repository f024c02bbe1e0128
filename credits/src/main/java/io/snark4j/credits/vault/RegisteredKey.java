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
public record RegisteredKey(long id, BabyJubjubPoint key, BigInteger acceptedUntil) {}

package io.snark4j.credits.gateway.store;

import io.snark4j.field.Fr;

/**
 * A withheld request that the vault is to be told of.
 *
 * @param nullifier N
 * @param evidenceHash 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
public record PolicyFlag(Fr nullifier, byte[] evidenceHash) {}

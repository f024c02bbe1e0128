package io.snark4j.credits.gateway.store;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;

/**
 * What a nullifier was used for: the row's identity, never changed.
 *
 * @param nullifier N
 * @param share (x, y)
 * @param state A_pub
 */
public record Spend(Fr nullifier, Rln.Share share, BabyJubjubPoint state) {}

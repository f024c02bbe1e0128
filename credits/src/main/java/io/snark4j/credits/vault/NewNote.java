package io.snark4j.credits.vault;

import io.snark4j.field.Fr;
import java.math.BigInteger;

/**
 * A note to deposit.
 *
 * @param commitment c = P1(k), never used in this vault
 * @param amount token units besides bounty and stake; the deposit D is what arrives of it, in [cMax, 2^96)
 */
public record NewNote(Fr commitment, BigInteger amount) {}

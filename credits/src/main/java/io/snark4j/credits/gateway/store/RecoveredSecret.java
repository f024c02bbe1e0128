package io.snark4j.credits.gateway.store;

import io.snark4j.field.Fr;

/**
 * The secret of a note that used one nullifier twice. {@link #toString} hides it: until the slash is mined, whoever reads it may take the bounty.
 *
 * @param commitment c
 * @param secret k
 */
public record RecoveredSecret(Fr commitment, Fr secret) {
    /** @return c */
    @Override
    public String toString() {
        return "RecoveredSecret[" + commitment + "]";
    }
}

package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.util.Optional;

/**
 * A note's refund state and whose signature it bears.
 *
 * @param signed the state
 * @param signer the provider's key that signed it; of no meaning for a genesis
 */
record OwnedState(SignedState signed, BabyJubjubPoint signer) {
    static OwnedState genesis(Fr commitment) {
        return new OwnedState(SignedState.genesis(commitment), BabyJubjubPoint.IDENTITY);
    }

    /** The state as it is proved under these keys; empty if neither signed it. */
    Optional<SignedState> under(ProviderKeys keys) {
        if (signed.genesis() || signer.equals(keys.current())) {
            return Optional.of(signed);
        }
        return signer.equals(keys.previous()) ? Optional.of(signed.afterRotation()) : Optional.empty();
    }
}

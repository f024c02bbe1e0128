package io.snark4j.credits.gateway;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.field.Fr;
import java.util.Optional;

/** What admission needs to know of the chain, as of its finalized blocks. */
public interface VaultView {
    /** @return whether every exit up to the head was seen; while it was not, nothing new is admitted */
    boolean isCurrent();

    /**
     * @param root any
     * @return whether it is the vault's root, or was until not long ago
     */
    boolean accepts(Fr root);

    /** @return pk and pkOld, or empty before they were read */
    Optional<ProviderKeys> keys();
}

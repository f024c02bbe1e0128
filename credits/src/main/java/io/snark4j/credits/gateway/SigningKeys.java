package io.snark4j.credits.gateway;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The provider's private keys; which of them signs is for the vault to say. {@link #toString} shows nothing of them. */
public final class SigningKeys {
    private final Map<BabyJubjubPoint, EddsaPoseidon.PrivateKey> keys;
    private final VaultView vault;

    /**
     * @param keys the current one, and the next one while a rotation waits
     * @param vault that names pk
     */
    public SigningKeys(List<EddsaPoseidon.PrivateKey> keys, VaultView vault) {
        this.keys = keys.stream()
                .collect(Collectors.toUnmodifiableMap(EddsaPoseidon.PrivateKey::publicKey, Function.identity()));
        this.vault = vault;
    }

    /** @return the private key of pk, or empty if it is not here: then nothing can be settled, and nothing may be admitted */
    public Optional<EddsaPoseidon.PrivateKey> current() {
        return vault.keys().map(ProviderKeys::current).map(keys::get);
    }

    /**
     * @param key of the provider
     * @return whether its private key is here
     */
    public boolean holds(BabyJubjubPoint key) {
        return keys.containsKey(key);
    }
}

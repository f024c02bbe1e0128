package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.credits.ticket.SignedTerms;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.field.MalformedInputException;
import java.util.HexFormat;
import java.util.List;

/** The provider's terms, believed only where the chain says the same. */
final class ProviderTerms {
    private ProviderTerms() {}

    /**
     * Terms that one of the chain's keys signed and whose fixed values are the vault's. Throws WalletException if they are not.
     *
     * <p>Keys may differ in a rotation, between the chain's block and the terms; the wallet proves under the chain's.
     */
    static Terms verified(SignedTerms signed, VaultTerms vault, ProviderKeys keys) {
        Terms terms = null;
        MalformedInputException reason = new MalformedInputException("no key");
        for (var key : List.of(keys.current(), keys.previous())) {
            try {
                terms = signed.verify(key);
                break;
            } catch (MalformedInputException e) {
                reason = e;
            }
        }
        if (terms == null) {
            throw new WalletException("the provider's terms are not signed by the key of its vault", reason);
        }
        require("chainId", terms.chainId(), vault.chainId());
        require("vault", terms.vault(), vault.vault());
        require("scope", terms.scope(), vault.scope());
        require("cMax", terms.cMax(), vault.cMax());
        require("requestKeyHash", terms.requestKeyHash(), HexFormat.of().formatHex(vault.requestKeyHash()));
        return terms;
    }

    private static void require(String name, Object said, Object chain) {
        if (!said.equals(chain)) {
            throw new WalletException("the provider's terms say " + name + " " + said + ", its vault " + chain);
        }
    }
}

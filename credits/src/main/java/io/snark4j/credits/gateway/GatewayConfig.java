package io.snark4j.credits.gateway;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator decides. {@link #toString} of keys shows nothing.
 *
 * @param origin under which callers reach the gateways, such as {@code https://api.example.org}: part of what tickets sign
 * @param limits published in the terms
 * @param models price table
 * @param keys the private key of pk, and the next one while a rotation waits
 * @param operation of this gateway alone
 */
public record GatewayConfig(
        String origin,
        Terms.Limits limits,
        List<ModelPrice> models,
        List<EddsaPoseidon.PrivateKey> keys,
        Operation operation) {
    /**
     * How a gateway works.
     *
     * @param lease after which a silent gateway's requests are recovered; gateways' clocks must differ by much less
     * @param patience of a retry with a request that still runs
     * @param allowedDeaths of gateways with requests open, up to which new ones are admitted
     * @param policyCodes error codes of upstream by which a request is withheld
     * @param verifiers threads that verify proofs
     * @param bodyBytes kept for retries
     */
    public record Operation(
            Duration lease,
            Duration patience,
            int allowedDeaths,
            Set<String> policyCodes,
            int verifiers,
            long bodyBytes) {
        /** 30 s of lease, 5 deaths, nothing withheld, one verifier, 64 MiB of bodies. */
        public static final Operation DEFAULT =
                new Operation(Duration.ofSeconds(30), Duration.ofMinutes(2), 5, Set.of(), 1, 64 << 20);
    }

    /** Copies the lists. */
    public GatewayConfig {
        models = List.copyOf(models);
        keys = List.copyOf(keys);
    }

    Optional<ModelPrice> price(String model) {
        return models.stream().filter(price -> price.model().equals(model)).findFirst();
    }
}

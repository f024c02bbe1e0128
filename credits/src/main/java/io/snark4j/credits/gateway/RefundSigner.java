package io.snark4j.credits.gateway;

import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;

/** Signs refunds, those of requests that end at the same time together. Thread-safe. */
public final class RefundSigner implements AutoCloseable {
    private final Fr scope;
    private final SigningKeys keys;
    private final Batches<Settlement.Unsigned, Settlement> batches;

    /**
     * @param scope of the deployment
     * @param keys of which pk's signs
     */
    public RefundSigner(Fr scope, SigningKeys keys) {
        this.scope = scope;
        this.keys = keys;
        this.batches = new Batches<>("sign", 1, () -> Batches.LARGEST, this::sign);
    }

    /** {@return whether the private key of the vault's pk is here} */
    boolean canSign() {
        return keys.current().isPresent();
    }

    /**
     * Signs by the key that is pk now; see {@link Settlement#sign}.
     *
     * @param state A of the request
     * @param refund v, in [0, 2^96)
     * @return the settlement
     * @throws IllegalStateException if there is no private key for pk
     * @throws RefusedException OVERLOADED if too many wait
     */
    public Settlement sign(BabyJubjubPoint state, BigInteger refund) {
        return batches.run(new Settlement.Unsigned(state, refund));
    }

    private List<Settlement> sign(List<Settlement.Unsigned> requests) {
        EddsaPoseidon.PrivateKey key =
                keys.current().orElseThrow(() -> new IllegalStateException("no private key for the vault's pk"));
        return Settlement.signAll(key, scope, requests);
    }

    @Override
    public void close() {
        batches.close();
    }
}

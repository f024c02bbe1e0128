package io.snark4j.circuit.credit;

import io.snark4j.field.Fr;
import java.util.List;

/**
 * The public inputs of {@link CreditExit}.
 *
 * @param nullifier N_n
 * @param share y_n
 * @param payout P
 * @param tag 0, 1 or N_m
 * @param commitment c
 * @param deposit D
 * @param cMax price of one ticket at most
 * @param xExit where the share lies
 * @param scope of the deployment
 * @param keys of the provider
 */
public record CreditExitPublic(
        Fr nullifier,
        Fr share,
        Fr payout,
        Fr tag,
        Fr commitment,
        Fr deposit,
        Fr cMax,
        Fr xExit,
        Fr scope,
        ProviderKeys keys) {
    /** @return [N_n, y_n, P, tag, c, D, cMax, xExit, scope, pk.x, pk.y, pkOld.x, pkOld.y], the order of verifiers and contracts */
    public List<Fr> toList() {
        return List.of(
                nullifier,
                share,
                payout,
                tag,
                commitment,
                deposit,
                cMax,
                xExit,
                scope,
                keys.current().x(),
                keys.current().y(),
                keys.previous().x(),
                keys.previous().y());
    }
}

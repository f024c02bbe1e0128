package io.snark4j.circuit.credit;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.util.List;

/**
 * The public inputs of {@link CreditRequest}.
 *
 * @param nullifier N
 * @param share y
 * @param state A + s'·H
 * @param root of the vault's tree
 * @param cMax price of one ticket at most
 * @param x where the share lies
 * @param scope of the deployment
 * @param keys of the provider
 */
public record CreditRequestPublic(
        Fr nullifier, Fr share, BabyJubjubPoint state, Fr root, Fr cMax, Fr x, Fr scope, ProviderKeys keys) {
    /** @return [N, y, A.x, A.y, root, cMax, x, scope, pk.x, pk.y, pkOld.x, pkOld.y], the order of verifiers and contracts */
    public List<Fr> toList() {
        return List.of(
                nullifier,
                share,
                state.x(),
                state.y(),
                root,
                cMax,
                x,
                scope,
                keys.current().x(),
                keys.current().y(),
                keys.previous().x(),
                keys.previous().y());
    }
}

package io.snark4j.circuit.credit;

import io.snark4j.field.Fr;
import java.util.List;

/**
 * The public inputs of {@link MembershipAndBalance}.
 *
 * @param nullifier N
 * @param share y
 * @param root of the vault's tree
 * @param cMax price of one ticket
 * @param x where the share lies
 * @param scope of the deployment
 */
public record MembershipAndBalancePublic(Fr nullifier, Fr share, Fr root, Fr cMax, Fr x, Fr scope) {
    /** @return [N, y, root, cMax, x, scope], the order of verifiers and contracts */
    public List<Fr> toList() {
        return List.of(nullifier, share, root, cMax, x, scope);
    }
}

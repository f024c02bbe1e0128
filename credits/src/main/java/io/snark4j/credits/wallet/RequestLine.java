package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.CreditRequestPublic;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.field.Fr;

/**
 * What one ticket would prove of any request: everything but x is known before, and y = k + a·x. Holds the secret, as inputs do.
 *
 * @param atOne the inputs at x = 1
 * @param atTwo the inputs at x = 2
 */
public record RequestLine(CreditRequestInputs atOne, CreditRequestInputs atTwo) {
    /**
     * The public inputs of the ticket once it is bound to a request. A second share of one ticket gives its note away: asked for by the ledger's x only.
     *
     * @param x of the request
     * @return what the verifier sees
     */
    public CreditRequestPublic publicInputs(Fr x) {
        Fr slope = atTwo.share().sub(atOne.share());
        return new CreditRequestPublic(
                atOne.nullifier(),
                atOne.share().add(slope.mul(x.sub(Fr.ONE))),
                atOne.state(),
                atOne.root(),
                atOne.cMax(),
                x,
                atOne.scope(),
                new ProviderKeys(atOne.key(), atOne.previousKey()));
    }

    /** @return nothing of it */
    @Override
    public String toString() {
        return "RequestLine[secret]";
    }
}

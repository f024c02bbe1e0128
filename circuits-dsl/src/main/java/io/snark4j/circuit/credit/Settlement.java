package io.snark4j.circuit.credit;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A provider's answer to one request: how much of the ticket comes back, and the new state under its signature. It is a
 * function of the request and the refund, so that a retry gets the same bytes again.
 *
 * @param refund v
 * @param state A' = A + v·G + J
 * @param signature of {@link CreditProtocol#stateMessage} of A'
 */
public record Settlement(BigInteger refund, BabyJubjubPoint state, EddsaPoseidon.Signature signature) {
    /**
     * The provider's step. It trusts its arguments: A is public input of a proof that verified and lies in the subgroup, v is
     * at most cMax, and no other settlement of this ticket was signed.
     *
     * @param key of the provider
     * @param scope of the deployment
     * @param state A, the request's re-randomised state
     * @param refund v, in [0, 2^96)
     * @return the settlement
     * @throws IllegalArgumentException if v is out of range
     */
    public static Settlement sign(EddsaPoseidon.PrivateKey key, Fr scope, BabyJubjubPoint state, BigInteger refund) {
        return signAll(key, scope, List.of(new Unsigned(state, refund))).getFirst();
    }

    /**
     * What a provider settles.
     *
     * @param state A, the request's re-randomised state
     * @param refund v, in [0, 2^96)
     */
    public record Unsigned(BabyJubjubPoint state, BigInteger refund) {}

    /**
     * The provider's step for many requests, their hashes made together.
     *
     * @param key of the provider
     * @param scope of the deployment
     * @param requests that end
     * @return a settlement for each, as {@link #sign} gives it
     * @throws IllegalArgumentException if a refund is out of range
     */
    public static List<Settlement> signAll(EddsaPoseidon.PrivateKey key, Fr scope, List<Unsigned> requests) {
        List<BabyJubjubPoint> settled = requests.stream()
                .map(request -> CreditProtocol.settledState(request.state(), request.refund()))
                .toList();
        List<EddsaPoseidon.Signature> signatures = key.signAll(List.of(CreditProtocol.stateMessages(scope, settled)));
        return IntStream.range(0, requests.size())
                .mapToObj(i -> new Settlement(requests.get(i).refund(), settled.get(i), signatures.get(i)))
                .toList();
    }

    /**
     * The wallet's check, on whose success alone the ticket counts as settled: 0 &lt;= v &lt;= cMax, A' = A + v·G + J, and the
     * signature holds.
     *
     * @param publicKey of the provider, as registered on chain
     * @param scope of the deployment
     * @param sent the re-randomised state of the request
     * @param cMax price of the ticket, in [0, 2^96)
     * @return whether {@code sent.settled(refund)} is the note's next state, signed
     * @throws IllegalArgumentException if cMax is out of range
     */
    public boolean verify(BabyJubjubPoint publicKey, Fr scope, RefundState sent, BigInteger cMax) {
        CreditProtocol.requireBits("cMax", cMax, CreditProtocol.AMOUNT_BITS);
        return refund.signum() >= 0
                && refund.compareTo(cMax) <= 0
                && CreditProtocol.settledState(sent.point(), refund).equals(state)
                && EddsaPoseidon.verify(publicKey, CreditProtocol.stateMessage(scope, state), signature);
    }
}

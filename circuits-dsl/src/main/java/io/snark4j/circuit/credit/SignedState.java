package io.snark4j.circuit.credit;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;

/**
 * A refund state with the provider's signature on it, or the genesis of a note, which needs none.
 *
 * @param state opened
 * @param signature of {@link CreditProtocol#stateMessage}; of no meaning for a genesis
 * @param genesis whether the state is unsigned
 * @param byPreviousKey whether {@link ProviderKeys#previous} signed it
 */
public record SignedState(
        RefundState state, EddsaPoseidon.Signature signature, boolean genesis, boolean byPreviousKey) {
    /** Of the right form: the circuits check that even where the signature does not count. */
    private static final EddsaPoseidon.Signature NONE =
            new EddsaPoseidon.Signature(BabyJubjubPoint.BASE8, BigInteger.ONE);

    /**
     * @param commitment c of the note
     * @return the state before its first request
     */
    public static SignedState genesis(Fr commitment) {
        return new SignedState(RefundState.genesis(commitment), NONE, true, false);
    }

    /**
     * @param state opened
     * @param signature by {@link ProviderKeys#current}
     * @return the state after a settled request
     */
    public static SignedState of(RefundState state, EddsaPoseidon.Signature signature) {
        return new SignedState(state, signature, false, false);
    }

    /** @return the same signature, after the key that made it was replaced */
    public SignedState afterRotation() {
        return new SignedState(state, signature, genesis, true);
    }

    Inputs inputs() {
        return new Inputs(
                Fr.of(state.refunded()),
                Fr.of(state.ticketIndex()),
                Fr.of(state.blinding()),
                flag(genesis),
                flag(byPreviousKey),
                signature.r8(),
                Fr.reduce(signature.s()));
    }

    private static Fr flag(boolean value) {
        return value ? Fr.ONE : Fr.ZERO;
    }

    /**
     * Inputs for {@link RefundStateVar}, named as its components; {@link #toString} shows nothing.
     *
     * @param refunded R
     * @param ticketIndex m
     * @param blinding s
     * @param genesis 1 or 0
     * @param oldKey 1 or 0
     * @param r8 the signature's point
     * @param signature the signature's scalar
     */
    public record Inputs(
            Fr refunded, Fr ticketIndex, Fr blinding, Fr genesis, Fr oldKey, BabyJubjubPoint r8, Fr signature) {
        @Override
        public String toString() {
            return "SignedState.Inputs";
        }
    }
}

package io.snark4j.circuit.credit;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;

/**
 * All inputs of {@link CreditExit}, named as its components. The constructor takes any values; {@link #of} computes those that
 * satisfy the circuit. Holds the secret: {@link #toString} shows the public part only.
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
 * @param key of the provider
 * @param previousKey of the provider
 * @param secret the note's secret k
 * @param refund the state A, opened, and its signature
 * @param open n − m
 * @param named 1 if the tag is N_m
 */
public record CreditExitInputs(
        Fr nullifier,
        Fr share,
        Fr payout,
        Fr tag,
        Fr commitment,
        Fr deposit,
        Fr cMax,
        Fr xExit,
        Fr scope,
        BabyJubjubPoint key,
        BabyJubjubPoint previousKey,
        Fr secret,
        SignedState.Inputs refund,
        Fr open,
        Fr named) {

    /**
     * What the contract supplies.
     *
     * @param deposit D of the note
     * @param cMax price of one ticket at most
     * @param recipient address as an integer, below 2^160
     * @param scope of the deployment
     * @param keys of the provider
     */
    public record Terms(BigInteger deposit, BigInteger cMax, BigInteger recipient, Fr scope, ProviderKeys keys) {}

    /**
     * What the owner claims.
     *
     * @param payout P
     * @param ticketIndex n, the ticket that the exit uses up: m, or more if tickets are open
     * @param named whether to name the one open ticket, for n = m + 1
     */
    public record Claim(BigInteger payout, long ticketIndex, boolean named) {}

    /**
     * The inputs of one exit. That the payout is due is left to the circuit, whose message says so.
     *
     * @param secret k
     * @param signed the note's last state
     * @param claim of its owner
     * @param terms of the deployment
     * @return all inputs
     * @throws IllegalArgumentException if a value is out of range, or n is below m
     */
    public static CreditExitInputs of(Fr secret, SignedState signed, Claim claim, Terms terms) {
        long open = claim.ticketIndex() - signed.state().ticketIndex();
        if (open < 0) {
            throw new IllegalArgumentException("ticket index " + claim.ticketIndex()
                    + ", expected at least the state's " + signed.state().ticketIndex());
        }
        Fr commitment = CreditProtocol.identityCommitment(secret);
        Fr slope = Rln.slope(secret, terms.scope(), claim.ticketIndex());
        Fr x = CreditProtocol.exitPoint(terms.recipient(), terms.scope(), commitment);
        return new CreditExitInputs(
                Rln.nullifier(slope),
                Rln.share(secret, slope, x).y(),
                CreditProtocol.inBits("payout", claim.payout(), CreditProtocol.AMOUNT_BITS),
                tag(secret, signed, terms.scope(), open, claim.named()),
                commitment,
                CreditProtocol.inBits("deposit", terms.deposit(), CreditProtocol.AMOUNT_BITS),
                CreditProtocol.inBits("cMax", terms.cMax(), CreditProtocol.AMOUNT_BITS),
                x,
                terms.scope(),
                terms.keys().current(),
                terms.keys().previous(),
                secret,
                signed.inputs(),
                Fr.of(open),
                claim.named() ? Fr.ONE : Fr.ZERO);
    }

    private static Fr tag(Fr secret, SignedState signed, Fr scope, long open, boolean named) {
        if (named) {
            return Rln.nullifier(Rln.slope(secret, scope, signed.state().ticketIndex()));
        }
        return open == 0 ? Fr.ZERO : Fr.ONE;
    }

    /** @return what the verifier sees */
    public CreditExitPublic publicInputs() {
        return new CreditExitPublic(
                nullifier,
                share,
                payout,
                tag,
                commitment,
                deposit,
                cMax,
                xExit,
                scope,
                new ProviderKeys(key, previousKey));
    }

    /** @return the public inputs only */
    @Override
    public String toString() {
        return "CreditExitInputs[" + publicInputs() + "]";
    }
}

package io.snark4j.circuit.credit;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.BabyJubjubVar;
import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.circuit.gadget.RlnGadget;

/**
 * A note is left: its owner claims {@code payout}, at most the deposit and all refunds less {@code cMax} for each of n tickets, by a refund state of m
 * requests that the provider signed, or the genesis, and uses up ticket n at the contract's own {@code xExit}. So a ticket n that was used in
 * a request before gives the secret away.
 *
 * <p>{@code tag} says how many tickets the state does not account for: 0 if n = m; N_m if n = m + 1 and the owner names the open ticket; otherwise 1.
 *
 * <p><b>What a cheating prover may choose.</b> n between m and m + 2^32 − 1, and a payout below what is due: both cost him. Everything else as in {@link
 * CreditRequest}.
 *
 * <p><b>Left to the verifier</b>, the contract: it supplies {@code commitment}, {@code deposit}, {@code cMax}, {@code xExit} and {@code scope} of the note and
 * the keys that are registered; payout ≤ deposit; xExit ≠ 0, which is a hash.
 *
 * @param nullifier N_n = P1(slope), slope = P3(secret, scope, n)
 * @param share y_n = secret + slope·xExit
 * @param payout P, constrained below 2^96
 * @param tag 0, 1 or N_m
 * @param commitment c = P1(secret)
 * @param deposit D in token base units, constrained below 2^96
 * @param cMax price of one ticket at most, constrained below 2^96
 * @param xExit where the share lies, P4(DOM_EXIT, recipient, scope, c)
 * @param scope of the deployment
 * @param key the provider's
 * @param previousKey the provider's before the last rotation, or the same again
 * @param secret the note's secret k
 * @param refund the state A and its signature; its number of requests is m
 * @param open n − m, constrained below 2^32
 * @param named 1 if the tag is N_m, only where n = m + 1
 */
public record CreditExit(
        @Public Var nullifier,
        @Public Var share,
        @Public Var payout,
        @Public Var tag,
        @Public Var commitment,
        @Public Var deposit,
        @Public Var cMax,
        @Public Var xExit,
        @Public Var scope,
        @Public BabyJubjubVar key,
        @Public BabyJubjubVar previousKey,
        Var secret,
        RefundStateVar refund,
        Var open,
        Var named)
        implements Circuit {

    private static final int BALANCE_BITS = 130;

    /**
     * A prototype for the compiler.
     *
     * @return the circuit
     */
    public static CreditExit prototype() {
        return new CreditExit(
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                BabyJubjubVar.input(),
                BabyJubjubVar.input(),
                Var.input(),
                RefundStateVar.input(),
                Var.input(),
                Var.input());
    }

    @Override
    public void define(Api api) {
        api.label("commitment", () -> api.assertEqual(commitment, PoseidonGadget.hash(api, secret)));
        api.label("payout < 2^96", () -> api.assertRange(payout, CreditProtocol.AMOUNT_BITS));
        api.label("deposit < 2^96", () -> api.assertRange(deposit, CreditProtocol.AMOUNT_BITS));
        api.label("cMax < 2^96", () -> api.assertRange(cMax, CreditProtocol.AMOUNT_BITS));
        api.label("n - m < 2^32", () -> api.assertRange(open, Rln.INDEX_BITS));
        refund.assertSigned(api, commitment, scope, key, previousKey);
        Var index = refund.ticketIndex().plus(open);
        api.label("payout ≤ balance", () -> assertDue(api, index));
        Var slope = api.label("slope", () -> RlnGadget.slope(api, secret, scope, index));
        api.label("nullifier", () -> api.assertEqual(nullifier, RlnGadget.nullifier(api, slope)));
        api.label("share", () -> api.assertEqual(share, RlnGadget.share(api, secret, slope, xExit)));
        api.label("tag", () -> assertTag(api));
    }

    /**
     * P + n·cMax ≤ D + R as integers. After the range checks n is below 2^33, the left side below 2^96 + 2^129 and the right side below 2^129, so that the
     * difference lies in (−2^130, 2^129). Its residue is below 2^130 only if it is not negative.
     */
    private void assertDue(Api api, Var index) {
        Var claimed = payout.plus(index.times(cMax));
        api.assertLessOrEqual(claimed, deposit.plus(refund.refunded()), BALANCE_BITS);
    }

    // 1, less 1 if no ticket is open, plus N_m − 1 if the one open ticket is named: both cannot be.
    private void assertTag(Api api) {
        Var none = api.isZero(open);
        Var one = api.isEqual(open, api.constant(1));
        api.assertBoolean(named);
        api.assertProduct(named, api.not(one), api.constant(0));
        Var openTicket = RlnGadget.nullifier(api, RlnGadget.slope(api, secret, scope, refund.ticketIndex()));
        Var naming = api.mul(named, openTicket.minus(1));
        api.assertEqual(tag, api.not(none).plus(naming));
    }
}

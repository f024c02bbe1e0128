package io.snark4j.circuit.credit;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.MerkleGadget;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.circuit.gadget.RlnGadget;
import java.util.Arrays;
import java.util.List;

/**
 * A request at a fixed price is paid for: a note with leaf P2(P1(secret), deposit) lies under {@code root}, its deposit covers tickets 0
 * to {@code ticketIndex} at {@code cMax} each, and {@code nullifier} and {@code share} are those of that ticket at {@code x}. 6,089
 * constraints at depth 20, 8,993 at depth 32.
 *
 * <p><b>What a cheating prover may choose.</b> The secret, the deposit, the leaf's place and the siblings: all are bound to the root by
 * hashes. The ticket index: only below 2^32 and within the deposit, and each has one slope and one nullifier. The hints are bits, the
 * lower ones of ticketIndex, leafIndex, deposit, cMax and of the remaining balance: each is boolean and the top bit is what they leave
 * of the value, so a value has one set of bits. Everything else is a product that the inputs determine.
 *
 * <p><b>Left to the verifier</b> (contract or gateway), who knows the public inputs: {@code root} is a root of the vault; {@code scope}
 * and {@code cMax} are the deployment's, and cMax &gt; 0 (at 0 every ticket is paid for); {@code x} belongs to this very request and x ≠ 0
 * (at 0 the share is the secret); the nullifier is new.
 *
 * @param nullifier N = P1(slope), slope = P3(secret, scope, ticketIndex)
 * @param share y = secret + slope·x
 * @param root of the vault's tree
 * @param cMax price of one ticket, constrained below 2^96
 * @param x where the share lies
 * @param scope of the deployment
 * @param secret the note's secret k
 * @param deposit D in token base units, constrained below 2^96
 * @param ticketIndex i, constrained below 2^32
 * @param leafIndex place of the note's leaf, constrained below 2^depth
 * @param siblings of the path, from the leaf upwards
 */
public record MembershipAndBalance(
        @Public Var nullifier,
        @Public Var share,
        @Public Var root,
        @Public Var cMax,
        @Public Var x,
        @Public Var scope,
        Var secret,
        Var deposit,
        Var ticketIndex,
        Var leafIndex,
        List<Var> siblings)
        implements Circuit {

    /**
     * A prototype for the compiler.
     *
     * @param depth levels of the vault's tree, 1 to 32
     * @return the circuit at that depth
     */
    public static MembershipAndBalance ofDepth(int depth) {
        if (depth < 1 || depth > MerkleTree.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "MembershipAndBalance: depth " + depth + ", expected 1 to " + MerkleTree.MAX_DEPTH);
        }
        return new MembershipAndBalance(
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Var.input(),
                Arrays.asList(Var.array(depth)));
    }

    @Override
    public void define(Api api) {
        api.label("deposit < 2^96", () -> api.assertRange(deposit, CreditProtocol.AMOUNT_BITS));
        api.label("cMax < 2^96", () -> api.assertRange(cMax, CreditProtocol.AMOUNT_BITS));
        api.label("ticketIndex < 2^32", () -> api.assertRange(ticketIndex, Rln.INDEX_BITS));
        api.label("balance ≥ price", () -> assertPaid(api));
        api.label("membership", () -> assertMember(api));
        Var slope = api.label("slope", () -> RlnGadget.slope(api, secret, scope, ticketIndex));
        api.label("nullifier", () -> api.assertEqual(nullifier, RlnGadget.nullifier(api, slope)));
        api.label("share", () -> api.assertEqual(share, RlnGadget.share(api, secret, slope, x)));
    }

    /**
     * (ticketIndex + 1)·cMax ≤ deposit as integers. After the range checks the price is at most 2^32·(2^96 − 1) &lt; 2^128 and the deposit is
     * below 2^96, so neither wraps, and deposit − price lies in (−2^128, 2^96). Its residue is below 2^96 only if it is not negative: a
     * negative one is congruent to more than r − 2^128 &gt; 2^253.
     */
    private void assertPaid(Api api) {
        Var price = ticketIndex.plus(1).times(cMax);
        api.assertLessOrEqual(price, deposit, CreditProtocol.AMOUNT_BITS);
    }

    private void assertMember(Api api) {
        Var commitment = PoseidonGadget.hash(api, secret);
        Var leaf = PoseidonGadget.hash(api, commitment, deposit);
        List<Var> pathBits = List.of(api.toBits(leafIndex, siblings.size()));
        api.assertEqual(root, MerkleGadget.root(api, leaf, pathBits, siblings));
    }
}

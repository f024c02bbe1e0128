package io.snark4j.cli.bench;

import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.credit.CreditExit;
import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.CreditRequest;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.MembershipAndBalance;
import io.snark4j.circuit.credit.MembershipAndBalanceInputs;
import io.snark4j.circuit.credit.Note;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.RefundState;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A credit circuit and inputs that satisfy it, of a note that has paid some requests.
 *
 * @param name of the circuit
 * @param depth of the vault's tree, 0 if the circuit has none
 * @param circuit the prototype
 * @param inputs for it
 */
record CreditSubject(String name, int depth, Circuit circuit, Record inputs) {
    private static final int[] DEPTHS = {20, 32};
    private static final BigInteger DEPOSIT = BigInteger.valueOf(100_000_000);
    private static final BigInteger C_MAX = BigInteger.valueOf(50_000);
    private static final BigInteger REFUNDED = BigInteger.valueOf(321_000);
    private static final long TICKET = 12;

    /** All of them. */
    static List<CreditSubject> all() {
        var drawn = new SecureRandom();
        Fr secret = Fr.random(drawn);
        Fr scope = Fr.random(drawn);
        Fr x = Fr.random(drawn);
        BigInteger fresh = new BigInteger(250, drawn);
        var provider = EddsaPoseidon.PrivateKey.random(drawn);
        ProviderKeys keys = ProviderKeys.of(provider.publicKey());
        Fr commitment = CreditProtocol.identityCommitment(secret);
        var state = new RefundState(REFUNDED, TICKET, commitment, new BigInteger(250, drawn));
        var signed = SignedState.of(state, provider.sign(CreditProtocol.stateMessage(scope, state.point())));
        var subjects = new ArrayList<CreditSubject>();
        for (int depth : DEPTHS) {
            Note note = note(secret, depth);
            subjects.add(new CreditSubject(
                    "MembershipAndBalance",
                    depth,
                    MembershipAndBalance.ofDepth(depth),
                    MembershipAndBalanceInputs.of(note, TICKET, C_MAX, x, scope)));
        }
        for (int depth : DEPTHS) {
            Note note = note(secret, depth);
            var terms = new CreditRequestInputs.Terms(C_MAX, x, scope, keys);
            subjects.add(new CreditSubject(
                    "CreditRequest",
                    depth,
                    CreditRequest.ofDepth(depth),
                    CreditRequestInputs.of(note, signed, fresh, terms)));
        }
        var terms = new CreditExitInputs.Terms(DEPOSIT, C_MAX, BigInteger.ONE, scope, keys);
        var claim = new CreditExitInputs.Claim(DEPOSIT.shiftRight(1), TICKET, false);
        subjects.add(new CreditSubject(
                "CreditExit", 0, CreditExit.prototype(), CreditExitInputs.of(secret, signed, claim, terms)));
        return List.copyOf(subjects);
    }

    private static Note note(Fr secret, int depth) {
        var tree = new MerkleTree(depth);
        tree.append(Fr.of(1));
        tree.append(CreditProtocol.leaf(CreditProtocol.identityCommitment(secret), DEPOSIT));
        return new Note(secret, DEPOSIT, tree.proof(1));
    }
}

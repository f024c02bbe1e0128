package io.snark4j.cli.demo;

import io.snark4j.circuit.credit.MembershipAndBalancePublic;
import io.snark4j.circuit.gadget.Rln.Share;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import java.util.List;

/**
 * What travels with a request and shows that it is paid for.
 *
 * @param statement the public inputs
 * @param proof that somebody's deposit makes the statement true
 */
record Payment(MembershipAndBalancePublic statement, Proof proof) {
    /** The public inputs in the order of verifiers and contracts. */
    List<Fr> publicInputs() {
        return statement.toList();
    }

    /** The point of the ticket's line that this payment gives away; a second one would give away the secret. */
    Share share() {
        return new Share(statement.x(), statement.share());
    }
}

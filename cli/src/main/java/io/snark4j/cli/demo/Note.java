package io.snark4j.cli.demo;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.MembershipAndBalanceInputs;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * What a depositor keeps: the secret behind a commitment, and how much was paid in.
 *
 * @param secret k, known to the depositor alone
 * @param deposit D in token base units, below 2^96
 */
record Note(Fr secret, BigInteger deposit) {
    /** A note with a fresh secret. */
    static Note draw(BigInteger deposit, SecureRandom random) {
        return new Note(Fr.random(random), deposit);
    }

    /** c = P1(k), which everybody sees. */
    Fr commitment() {
        return CreditProtocol.identityCommitment(secret);
    }

    /** What the tree of deposits holds for this note. */
    Fr leaf() {
        return CreditProtocol.leaf(commitment(), deposit);
    }

    /** How many requests the deposit pays for. */
    long tickets(BigInteger price) {
        return deposit.divide(price).longValueExact();
    }

    /** The circuit's inputs for one request, the public ones included. */
    MembershipAndBalanceInputs spend(MerkleProof path, long ticket, BigInteger price, Fr x, Fr scope) {
        var paying = new io.snark4j.circuit.credit.Note(secret, deposit, path);
        return MembershipAndBalanceInputs.of(paying, ticket, price, x, scope);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Note of " + deposit;
    }
}

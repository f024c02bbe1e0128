package io.snark4j.circuit.credit;

import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.field.Fr;
import java.math.BigInteger;

/**
 * A note, as its owner knows it. {@link #toString} hides the secret.
 *
 * @param secret k
 * @param deposit D in token base units
 * @param proof path of its leaf in the vault's tree
 */
public record Note(Fr secret, BigInteger deposit, MerkleProof proof) {
    /** @return c = P1(k), public at deposit */
    public Fr commitment() {
        return CreditProtocol.identityCommitment(secret);
    }

    /** @return the leaf that the vault holds for this note */
    public Fr leaf() {
        return CreditProtocol.leaf(commitment(), deposit);
    }

    /** @return the leaf's index only */
    @Override
    public String toString() {
        return "Note[leaf " + proof.index() + "]";
    }
}

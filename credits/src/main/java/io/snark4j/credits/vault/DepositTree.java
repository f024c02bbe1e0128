package io.snark4j.credits.vault;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The vault's tree, rebuilt from all of its deposits, so that nobody learns which leaf is asked for. Each call's root is compared with the contract's: a node that
 * leaves out or changes a deposit is found. Memory about 200 bytes a note; about one hash a note and {@code depth} a call. Not thread-safe.
 */
public final class DepositTree {
    private final int depth;
    private final MerkleTree tree;
    private final Map<Fr, Long> indices = new HashMap<>();

    /**
     * An empty tree.
     *
     * @param depth of the vault's
     * @throws IllegalArgumentException if the depth is not in [1, 32]
     */
    public DepositTree(int depth) {
        this.depth = depth;
        tree = new MerkleTree(depth);
    }

    /**
     * Takes further deposits, in the order of the chain. The notes of one call come together.
     *
     * @param deposits that follow those that were taken
     * @throws MalformedInputException if one is missing, comes twice, a deposit is 2^96 or more, the tree is full, or a call's root is not the tree's; the tree is then unusable
     */
    public void append(List<VaultEvent.Deposited> deposits) {
        int from = 0;
        while (from < deposits.size()) {
            int to = from + 1;
            while (to < deposits.size()
                    && deposits.get(to).root().equals(deposits.get(from).root())) {
                to++;
            }
            appendCall(deposits.subList(from, to));
            from = to;
        }
    }

    private void appendCall(List<VaultEvent.Deposited> call) {
        long next = tree.size();
        for (VaultEvent.Deposited deposit : call) {
            if (deposit.index() != next) {
                throw new MalformedInputException("deposit of leaf " + deposit.index() + ", expected leaf " + next);
            }
            if (deposit.deposit().bitLength() > CreditProtocol.AMOUNT_BITS || next >> depth != 0) {
                throw new MalformedInputException("deposit of leaf " + next + " of " + deposit.deposit()
                        + ", expected less than 2^" + CreditProtocol.AMOUNT_BITS + " in a tree of depth " + depth);
            }
            next++;
        }
        FrVector leaves = FrVector.copyOf(call.stream()
                .map(deposit -> CreditProtocol.leaf(deposit.commitment(), deposit.deposit()))
                .toList());
        tree.appendAll(leaves, Work.ofThreads(1));
        if (!tree.root().equals(call.getFirst().root())) {
            throw new MalformedInputException("deposits up to leaf " + (next - 1) + ": their root is " + tree.root()
                    + ", the chain says " + call.getFirst().root());
        }
        for (VaultEvent.Deposited deposit : call) {
            indices.put(deposit.commitment(), deposit.index());
        }
    }

    /** @return how many notes were deposited */
    public long size() {
        return tree.size();
    }

    /** @return the root */
    public Fr root() {
        return tree.root();
    }

    /**
     * @param commitment c
     * @return the index of its leaf, or empty if it was not deposited
     */
    public OptionalLong find(Fr commitment) {
        Long index = indices.get(commitment);
        return index == null ? OptionalLong.empty() : OptionalLong.of(index);
    }

    /**
     * @param index of a leaf
     * @return its path in the tree as it is now
     * @throws IndexOutOfBoundsException if there is no such leaf
     */
    public MerkleProof proof(long index) {
        return tree.proof(index);
    }
}

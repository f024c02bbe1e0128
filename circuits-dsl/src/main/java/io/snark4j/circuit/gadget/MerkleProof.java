package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import java.util.List;

/**
 * The path from a leaf to the root of a {@link MerkleTree}. Bit l of the index says on which side the path's node lies at level
 * l: 0 left, 1 right.
 *
 * @param index the leaf's position, in [0, 2^depth)
 * @param siblings from the leaf's sibling upwards; their number is the tree's depth, 1 to 32
 */
public record MerkleProof(long index, List<Fr> siblings) {
    /**
     * Copies the siblings.
     *
     * @throws IllegalArgumentException if the number of siblings or the index is out of range
     */
    public MerkleProof {
        siblings = List.copyOf(siblings);
        int depth = MerkleTree.checkedDepth(siblings.size());
        if (index < 0 || index >>> depth != 0) {
            throw new IllegalArgumentException("MerkleProof: index " + index + " in a tree of depth " + depth);
        }
    }

    /** @return number of levels between leaf and root */
    public int depth() {
        return siblings.size();
    }

    /**
     * Costs depth hashes.
     *
     * @param leaf any value
     * @return the root of a tree that has the leaf at this place
     */
    public Fr root(Fr leaf) {
        Fr node = leaf;
        for (int level = 0; level < depth(); level++) {
            Fr sibling = siblings.get(level);
            boolean right = (index >>> level & 1) != 0;
            node = right ? Poseidon.hash(sibling, node) : Poseidon.hash(node, sibling);
        }
        return node;
    }

    /**
     * @param leaf any value
     * @param root of the tree
     * @return whether the leaf lies at this place under the root
     */
    public boolean verify(Fr leaf, Fr root) {
        return root(leaf).equals(root);
    }
}

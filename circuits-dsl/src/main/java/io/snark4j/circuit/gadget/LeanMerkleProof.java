package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import java.util.List;

/**
 * The path from a leaf to the root of a {@link LeanIncrementalMerkleTree}: only levels at which the path's node has a sibling count.
 *
 * @param path bit i says on which side the path's node lies at its i-th hash: 0 left, 1 right
 * @param siblings from the leaf upwards, 0 to 32; their number is the proof's depth, at most the tree's
 */
public record LeanMerkleProof(long path, List<Fr> siblings) {
    /**
     * Copies the siblings.
     *
     * @throws IllegalArgumentException if there are more than 32 siblings, or bits for more levels than there are
     */
    public LeanMerkleProof {
        siblings = List.copyOf(siblings);
        int depth = siblings.size();
        if (depth > LeanIncrementalMerkleTree.MAX_DEPTH) {
            throw new IllegalArgumentException("LeanMerkleProof of " + depth + " siblings, expected at most "
                    + LeanIncrementalMerkleTree.MAX_DEPTH);
        }
        if (path < 0 || path >>> depth != 0) {
            throw new IllegalArgumentException("LeanMerkleProof: path " + path + " of depth " + depth);
        }
    }

    /** @return number of hashes between leaf and root */
    public int depth() {
        return siblings.size();
    }

    /**
     * @param leaf any value
     * @return the root of a tree that has the leaf at this place; the leaf itself at depth 0
     */
    public Fr root(Fr leaf) {
        Fr node = leaf;
        for (int level = 0; level < depth(); level++) {
            Fr sibling = siblings.get(level);
            boolean right = (path >>> level & 1) != 0;
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

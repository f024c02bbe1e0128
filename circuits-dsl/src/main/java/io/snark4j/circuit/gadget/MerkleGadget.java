package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import java.util.List;

/** Constrains what {@link MerkleProof#root} computes, and what {@link MerkleTree#update} changes. */
public final class MerkleGadget {
    private MerkleGadget() {}

    /**
     * 242 constraints a level: the bit is boolean, one product puts node and sibling in their order, 240 hash them. Every node is a wire that
     * leaf, bits and siblings determine. The depth is part of the circuit, so an inner node never passes for a leaf.
     *
     * @param api of the circuit
     * @param leaf at level 0
     * @param pathBits from the leaf upwards, 1 where the path's node is the right child; each boolean, asserted unless known
     * @param siblings from the leaf upwards, as many
     * @return the root
     * @throws IllegalArgumentException if the numbers differ, or are not 1 to 32
     */
    public static Var root(Api api, Var leaf, List<Var> pathBits, List<Var> siblings) {
        int depth = MerkleTree.checkedDepth(siblings.size());
        if (pathBits.size() != depth) {
            throw new IllegalArgumentException(
                    "Merkle path of " + depth + " siblings but " + pathBits.size() + " bits");
        }
        Var node = leaf;
        for (int level = 0; level < depth; level++) {
            Var bit = pathBits.get(level);
            Var sibling = siblings.get(level);
            api.assertBoolean(bit);
            Var left = api.mulAdd(bit, sibling.minus(node), node);
            Var right = api.sum(node, sibling, left.neg());
            node = PoseidonGadget.hash(api, left, right);
        }
        return node;
    }

    /**
     * @param before the update
     * @param after the update
     */
    public record Roots(Var before, Var after) {}

    /**
     * The roots before and after one leaf gives place to another: the same path with both, 483 constraints a level. Nothing else of the tree
     * changes, since the siblings fix the rest of it.
     *
     * @param api of the circuit
     * @param before the leaf before
     * @param after the leaf after
     * @param pathBits from the leaf upwards, 1 where the path's node is the right child; each boolean, asserted unless known
     * @param siblings from the leaf upwards, as many
     * @return both roots
     * @throws IllegalArgumentException if the numbers differ, or are not 1 to 32
     */
    public static Roots update(Api api, Var before, Var after, List<Var> pathBits, List<Var> siblings) {
        return new Roots(root(api, before, pathBits, siblings), root(api, after, pathBits, siblings));
    }
}

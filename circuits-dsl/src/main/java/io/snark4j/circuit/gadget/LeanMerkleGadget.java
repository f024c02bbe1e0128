package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Hint;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Constrains what {@link LeanMerkleProof#root} computes, for depths up to one that the circuit fixes; the depth itself may be private.
 * As Semaphore v4's circuit does it, and for the same proofs, padded with zeros above their depth.
 */
public final class LeanMerkleGadget {
    private LeanMerkleGadget() {}

    /** Of each level but the highest whether it lies below the depth. */
    private record Levels(int count) implements Hint {
        @Override
        public Fr[] compute(Fr[] inputs) {
            Fr[] below = new Fr[count];
            Arrays.setAll(below, level -> Fr.of(level).compareTo(inputs[0]) < 0 ? Fr.ONE : Fr.ZERO);
            return below;
        }

        /** As many ones in another order, for which only their order speaks; one more and one less; the depth in the lowest level. */
        @Override
        public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
            List<Fr[]> aliases = new ArrayList<>(
                    List.of(compute(new Fr[] {inputs[0].add(Fr.ONE)}), compute(new Fr[] {inputs[0].sub(Fr.ONE)})));
            aliases.add(List.of(outputs).reversed().toArray(Fr[]::new));
            Fr[] allBelow = new Fr[count];
            Arrays.fill(allBelow, Fr.ZERO);
            if (count > 0) {
                allBelow[0] = inputs[0];
            }
            aliases.add(allBelow);
            return aliases;
        }
    }

    /**
     * 244 constraints a level: 240 for the hash, one to put node and sibling in their order, one each for the path's bit, for whether the level
     * lies below the depth, and to pass the node up as it is if not. Above the depth the path's bits have to be zero; siblings there
     * may have any value, and change nothing.
     *
     * <p>The caller must see to it that no inner node passes for a leaf, see {@link LeanIncrementalMerkleTree}; at depth 0 the leaf is the
     * root.
     *
     * @param api of the circuit
     * @param leaf at level 0
     * @param depth number of hashes, asserted to be at most the number of siblings
     * @param pathBits from the leaf upwards, 1 where the path's node is the right child; asserted to be boolean
     * @param siblings from the leaf upwards, as many
     * @return the root
     * @throws IllegalArgumentException if the numbers differ, or are not 1 to 32
     */
    public static Var root(Api api, Var leaf, Var depth, List<Var> pathBits, List<Var> siblings) {
        int levels = MerkleTree.checkedDepth(siblings.size());
        if (pathBits.size() != levels) {
            throw new IllegalArgumentException(
                    "Merkle path of " + levels + " siblings but " + pathBits.size() + " bits");
        }
        Var[] below = levelsBelow(api, depth, levels);
        Var node = leaf;
        for (int level = 0; level < levels; level++) {
            Var bit = pathBits.get(level);
            api.assertProduct(bit, below[level].minus(bit), api.constant(0));
            Var sibling = siblings.get(level);
            Var left = api.mulAdd(bit, sibling.minus(node), node);
            Var parent = PoseidonGadget.hash(api, left, api.sum(node, sibling, left.neg()));
            node = api.mulAdd(below[level], parent.minus(node), node);
        }
        return node;
    }

    /**
     * Ones for the levels below the depth, then zeros: each is 0 or the one before, and their sum is the depth, which gives the last of
     * them.
     */
    private static Var[] levelsBelow(Api api, Var depth, int levels) {
        Var[] hinted = levels == 1
                ? new Var[0]
                : api.hint("levels below the depth", new Levels(levels - 1), levels - 1, depth);
        Var[] below = Arrays.copyOf(hinted, levels);
        below[levels - 1] = depth.minus(api.sum(hinted));
        api.assertBoolean(below[0]);
        for (int level = 1; level < levels; level++) {
            api.assertProduct(below[level], below[level - 1].minus(below[level]), api.constant(0));
        }
        return below;
    }
}

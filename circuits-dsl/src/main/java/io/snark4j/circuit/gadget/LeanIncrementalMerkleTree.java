package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The LeanIMT of Semaphore v4 with Poseidon of two inputs: a node that has no right sibling is passed up as it is, and the tree is
 * as deep as its leaves make it, ⌈log2 size⌉. There are no zeros: 0 is a leaf like any other. Roots and proofs equal those of the npm
 * package {@code @zk-kit/lean-imt}. Not thread-safe.
 *
 * <p>A leaf is not told from an inner node: a proof of depth d − 1 shows an inner node to be a leaf. Leaves must be of a form that no
 * prover can give an inner node, as Semaphore's are, whose leaf is the hash of a public key.
 */
public final class LeanIncrementalMerkleTree {
    /** The largest depth of a proof. */
    public static final int MAX_DEPTH = 32;

    /** The leaves, then level after level up to the root; never empty lists but the first. */
    private final List<List<Fr>> levels = new ArrayList<>(List.of(new ArrayList<>()));

    /** An empty tree. */
    public LeanIncrementalMerkleTree() {}

    /** @return number of leaves */
    public long size() {
        return levels.getFirst().size();
    }

    /** @return ⌈log2 size⌉, 0 for no leaf and for one */
    public int depth() {
        return levels.size() - 1;
    }

    /**
     * @return the root
     * @throws IllegalStateException if the tree is empty: there is none
     */
    public Fr root() {
        if (size() == 0) {
            throw new IllegalStateException("a LeanIMT without leaves has no root");
        }
        return levels.getLast().getFirst();
    }

    /**
     * Appends one leaf: at most depth hashes.
     *
     * @param leaf any value
     * @return its index
     */
    public long append(Fr leaf) {
        int index = levels.getFirst().size();
        levels.getFirst().add(Objects.requireNonNull(leaf));
        if (index == 1 << depth()) {
            levels.add(new ArrayList<>());
        }
        rehash(index);
        return index;
    }

    /**
     * Puts another leaf in the place of one: at most depth hashes.
     *
     * @param index of the leaf
     * @param leaf any value
     * @throws IndexOutOfBoundsException if no leaf was appended there
     */
    public void update(long index, Fr leaf) {
        levels.getFirst().set(checked(index), Objects.requireNonNull(leaf));
        rehash((int) index);
    }

    private void rehash(int index) {
        for (int level = 0; level < depth(); level++) {
            List<Fr> nodes = levels.get(level);
            int left = index >>> level & ~1;
            Fr parent = left + 1 < nodes.size() ? Poseidon.hash(nodes.get(left), nodes.get(left + 1)) : nodes.get(left);
            List<Fr> above = levels.get(level + 1);
            if (left / 2 == above.size()) {
                above.add(parent);
            } else {
                above.set(left / 2, parent);
            }
        }
    }

    /**
     * @param index of the leaf
     * @return its path as the tree is now
     * @throws IndexOutOfBoundsException if no leaf was appended there
     */
    public LeanMerkleProof proof(long index) {
        int leaf = checked(index);
        long path = 0;
        List<Fr> siblings = new ArrayList<>();
        for (int level = 0; level < depth(); level++) {
            int sibling = leaf >>> level ^ 1;
            if (sibling < levels.get(level).size()) {
                path |= (long) (leaf >>> level & 1) << siblings.size();
                siblings.add(levels.get(level).get(sibling));
            }
        }
        return new LeanMerkleProof(path, siblings);
    }

    private int checked(long index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("leaf " + index + " of a LeanIMT of " + size());
        }
        return (int) index;
    }
}

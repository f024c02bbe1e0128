package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * A binary Merkle tree of fixed depth over Poseidon with 2 inputs, to which leaves are only appended. Empty places hold leaf 0, so
 * roots equal those of an incremental contract with precomputed zero subtrees. A node at level l + 1 is P2(left, right) of two at
 * level l; leaves are level 0. Memory grows with the leaves, not with 2^depth: 64 bytes each. Not thread-safe.
 */
public final class MerkleTree {
    /** Most levels a tree may have. */
    public static final int MAX_DEPTH = 32;
    /** Leaves that one array of limbs can hold. */
    private static final int MAX_LEAVES = (Integer.MAX_VALUE - 8) / 4;
    /** About 1 ms of hashing: less is not worth another thread. */
    private static final int MINIMUM_CHUNK = 32;

    private static final Poseidon HASH = Poseidon.ofInputs(2);
    private static final FrVector ZEROS = zeros();

    private final int depth;
    private final long[][] levels;
    private int size;

    /**
     * An empty tree.
     *
     * @param depth levels between leaf and root
     * @throws IllegalArgumentException if the depth is not in [1, 32]
     */
    public MerkleTree(int depth) {
        this.depth = checkedDepth(depth);
        this.levels = new long[depth + 1][4];
    }

    static int checkedDepth(int depth) {
        if (depth < 1 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("Merkle tree of depth " + depth + ", expected 1 to " + MAX_DEPTH);
        }
        return depth;
    }

    private static FrVector zeros() {
        FrVector zeros = new FrVector(MAX_DEPTH + 1);
        for (int level = 0; level < MAX_DEPTH; level++) {
            zeros.set(level + 1, Poseidon.hash(zeros.get(level), zeros.get(level)));
        }
        return zeros;
    }

    /**
     * @param level in [0, 32]
     * @return root of an empty subtree of that many levels
     */
    public static Fr zero(int level) {
        return ZEROS.get(level);
    }

    /** @return number of levels between leaf and root */
    public int depth() {
        return depth;
    }

    /** @return number of leaves appended */
    public long size() {
        return size;
    }

    /** @return the root; of the empty tree {@code zero(depth)} */
    public Fr root() {
        return node(depth, 0);
    }

    /**
     * Appends one leaf: depth hashes.
     *
     * @param leaf any value; 0 cannot be told from an empty place
     * @return its index
     * @throws IllegalStateException if the tree is full
     */
    public long append(Fr leaf) {
        appendAll(FrVector.of(leaf), Work.ofThreads(1));
        return size - 1L;
    }

    /**
     * Appends leaves in their order: about one hash each.
     *
     * @param leaves copied
     * @param work threads and cancellation
     * @throws IllegalStateException if they do not all fit; the tree is then unchanged
     * @throws java.util.concurrent.CancellationException if cancelled; the tree is then unusable
     */
    public void appendAll(FrVector leaves, Work work) {
        int n = leaves.size();
        long capacity = Math.min(1L << depth, MAX_LEAVES);
        if (n > capacity - size) {
            throw new IllegalStateException("Merkle tree of depth " + depth + " holds " + size
                    + " leaves and cannot take " + n + " more: it has room for " + capacity);
        }
        if (n == 0) {
            return;
        }
        int firstChanged = size;
        size += n;
        reserve(0, size);
        System.arraycopy(leaves.limbs(), 0, levels[0], 4 * firstChanged, 4 * n);
        for (int level = 0; level < depth; level++) {
            int children = ceilingShift(size, level);
            int parents = ceilingShift(size, level + 1);
            int first = (int) ((long) firstChanged >>> (level + 1));
            reserve(level + 1, parents);
            int below = level;
            work.forEachRange(
                    parents - first, MINIMUM_CHUNK, (from, to) -> hashLevel(below, children, first + from, first + to));
        }
    }

    /**
     * Puts another leaf in the place of one: depth hashes.
     *
     * @param index of the leaf
     * @param leaf any value
     * @throws IndexOutOfBoundsException if no leaf was appended there
     */
    public void update(long index, Fr leaf) {
        requireLeaf("Merkle update", index);
        leaf.write(levels[0], (int) (4 * index));
        for (int level = 0; level < depth; level++) {
            int parent = (int) (index >>> (level + 1));
            hashLevel(level, ceilingShift(size, level), parent, parent + 1);
        }
    }

    private void requireLeaf(String what, long index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(what + " of leaf " + index + " in a tree of " + size);
        }
    }

    private static int ceilingShift(int n, int shift) {
        return (int) ((n + (1L << shift) - 1) >>> shift);
    }

    private void reserve(int level, int nodes) {
        long[] old = levels[level];
        if (4L * nodes > old.length) {
            int length = (int) Math.min(Math.max(4L * nodes, 2L * old.length), 4L * MAX_LEAVES);
            levels[level] = new long[length];
            System.arraycopy(old, 0, levels[level], 0, old.length);
        }
    }

    private void hashLevel(int level, int children, int from, int to) {
        long[] below = levels[level];
        long[] above = levels[level + 1];
        long[] pair = new long[8];
        long[] scratch = new long[HASH.scratch()];
        for (int i = from; i < to; i++) {
            if (2 * i + 1 < children) {
                HASH.hash(above, 4 * i, below, 8 * i, scratch, 0);
            } else {
                System.arraycopy(below, 8 * i, pair, 0, 4);
                System.arraycopy(ZEROS.limbs(), 4 * level, pair, 4, 4);
                HASH.hash(above, 4 * i, pair, 0, scratch, 0);
            }
        }
    }

    private Fr node(int level, long index) {
        return index < ceilingShift(size, level) ? Fr.read(levels[level], (int) (4 * index)) : zero(level);
    }

    /**
     * @param index of the leaf
     * @return its path as the tree is now
     * @throws IndexOutOfBoundsException if no leaf was appended there
     */
    public MerkleProof proof(long index) {
        requireLeaf("Merkle proof", index);
        List<Fr> siblings = new ArrayList<>(depth);
        for (int level = 0; level < depth; level++) {
            siblings.add(node(level, index >>> level ^ 1));
        }
        return new MerkleProof(index, siblings);
    }
}

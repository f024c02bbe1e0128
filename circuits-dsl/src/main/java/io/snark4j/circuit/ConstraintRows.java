package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.SparseMatrix;
import java.util.Arrays;

/**
 * The constraints of a compilation as rows that grow, in flat arrays: 8 bytes a term, no object a constraint. A constraint a·b = w + rest
 * states the product w, a wire later than all others in it; a·b = c states none. What is stated already is found by its hash.
 */
final class ConstraintRows {
    static final int NONE = -1;

    private static final int EMPTY = 0;

    private final SparseMatrix.Builder a = SparseMatrix.builder();
    private final SparseMatrix.Builder b = SparseMatrix.builder();
    private final SparseMatrix.Builder c = SparseMatrix.builder();
    private int[] products = new int[64];
    private int[] locations = new int[64];

    /** By wire: the latest constraint that holds it. */
    private int[] uses = new int[64];

    /** Open addressing: constraint + 1, beside its hash; a power of two, at most half full. */
    private int[] slots = new int[128];

    private int[] hashes = new int[128];

    /** @return number of constraints */
    int count() {
        return a.rows();
    }

    /** The product that a constraint states, or NONE. */
    int product(int constraint) {
        return products[constraint];
    }

    int location(int constraint) {
        return locations[constraint];
    }

    /** The latest constraint that holds a wire is stated elsewhere from here on; nothing if there is none. */
    void relocateUse(int wire, int location) {
        if (wire < uses.length && uses[wire] != EMPTY) {
            locations[uses[wire] - 1] = location;
        }
    }

    void relocate(int constraint, int location) {
        locations[constraint] = location;
    }

    SparseMatrix a() {
        return a.build();
    }

    SparseMatrix b() {
        return b.build();
    }

    SparseMatrix c() {
        return c.build();
    }

    /** States left · right = product + rest. */
    void addProduct(
            LinearCombination left, LinearCombination right, int product, LinearCombination rest, int location) {
        LinearCombination result = rest.plus(LinearCombination.of(product, Fr.ONE));
        add(left, right, result, product, location, hash(left, right, rest));
    }

    /** States left · right = result. */
    void addCheck(LinearCombination left, LinearCombination right, LinearCombination result, int location) {
        add(left, right, result, NONE, location, hash(left, right, result));
    }

    /** The product w of a constraint left · right = w + rest, or NONE. */
    int findProduct(LinearCombination left, LinearCombination right, LinearCombination rest) {
        int constraint = find(left, right, rest, 1);
        return constraint == NONE ? NONE : products[constraint];
    }

    /** Whether left · right = result is stated. */
    boolean hasCheck(LinearCombination left, LinearCombination right, LinearCombination result) {
        return find(left, right, result, 0) != NONE;
    }

    private int find(LinearCombination left, LinearCombination right, LinearCombination rest, int productTerms) {
        int hash = hash(left, right, rest);
        for (int slot = hash & slots.length - 1; slots[slot] != EMPTY; slot = slot + 1 & slots.length - 1) {
            int constraint = slots[slot] - 1;
            if (hashes[slot] == hash
                    && (products[constraint] == NONE) == (productTerms == 0)
                    && c.size(constraint) == rest.size() + productTerms
                    && c.begins(constraint, rest)
                    && (hasFactors(constraint, left, right) || hasFactors(constraint, right, left))) {
                return constraint;
            }
        }
        return NONE;
    }

    private boolean hasFactors(int constraint, LinearCombination left, LinearCombination right) {
        return a.size(constraint) == left.size()
                && b.size(constraint) == right.size()
                && a.begins(constraint, left)
                && b.begins(constraint, right);
    }

    /** The same for exchanged factors. */
    private static int hash(LinearCombination left, LinearCombination right, LinearCombination rest) {
        int mixed = (left.hashCode() + right.hashCode()) * 31 + rest.hashCode();
        mixed *= 0x9e3779b9;
        return mixed ^ mixed >>> 15;
    }

    private void add(
            LinearCombination left,
            LinearCombination right,
            LinearCombination result,
            int product,
            int location,
            int hash) {
        int constraint = count();
        a.add(left);
        b.add(right);
        c.add(result);
        noteUses(left, constraint);
        noteUses(right, constraint);
        noteUses(result, constraint);
        if (constraint == products.length) {
            products = Arrays.copyOf(products, 2 * constraint);
            locations = Arrays.copyOf(locations, 2 * constraint);
        }
        products[constraint] = product;
        locations[constraint] = location;
        if (2 * constraint >= slots.length) {
            rehash();
        }
        insert(constraint + 1, hash);
    }

    private void noteUses(LinearCombination combination, int constraint) {
        if (combination.highestWire() >= uses.length) {
            uses = Arrays.copyOf(uses, Math.max(2 * uses.length, combination.highestWire() + 1));
        }
        for (int i = 0; i < combination.size(); i++) {
            uses[combination.wire(i)] = constraint + 1;
        }
    }

    private void rehash() {
        int[] oldSlots = slots;
        int[] oldHashes = hashes;
        slots = new int[2 * oldSlots.length];
        hashes = new int[2 * oldSlots.length];
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != EMPTY) {
                insert(oldSlots[i], oldHashes[i]);
            }
        }
    }

    private void insert(int entry, int hash) {
        int slot = hash & slots.length - 1;
        while (slots[slot] != EMPTY) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = entry;
        hashes[slot] = hash;
    }
}

package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The Poseidon2 permutation over Fr for 2, 3 or 4 elements: S-box x^5, 8 full and 56 partial rounds, with the constants that its authors
 * publish for BN254, generated here as their script draws them. For 4 elements it is Barretenberg's and Noir's.
 *
 * <p>A full round adds a constant to each element, raises it to the fifth power, and multiplies by the external matrix; a partial round does so
 * with the first element only, and multiplies by the internal matrix, all ones but for its diagonal. The external matrix also comes first of
 * all.
 *
 * <p>Instances are immutable and thread-safe. Not constant time.
 *
 * <p>Source: Grassi, Khovratovich, Schofnegger, "Poseidon2: A Faster Version of the Poseidon Hash Function", AFRICACRYPT 2023.
 */
public final class Poseidon2 {
    static final int FULL_ROUNDS = 8;
    static final int PARTIAL_ROUNDS = 56;
    private static final int MIN_WIDTH = 2;
    private static final int MAX_WIDTH = 4;

    /** The script draws so many for which the minimal polynomial of a power of the matrix is reducible, before it takes one. */
    private static final int REFUSED_DIAGONALS = 4;

    private static final long[][] EXTERNAL_2 = {{2, 1}, {1, 2}};
    private static final long[][] EXTERNAL_3 = {{2, 1, 1}, {1, 2, 1}, {1, 1, 2}};
    private static final long[][] EXTERNAL_4 = {{5, 7, 1, 3}, {4, 6, 1, 1}, {1, 3, 5, 7}, {1, 1, 4, 6}};

    private static final AtomicReferenceArray<Poseidon2> INSTANCES = new AtomicReferenceArray<>(MAX_WIDTH + 1);

    private final int width;
    private final Fr[] constants;
    private final Fr[] diagonal;

    private Poseidon2(int width) {
        this.width = width;
        Grain grain = new Grain(width, FULL_ROUNDS, PARTIAL_ROUNDS);
        constants = new Fr[FULL_ROUNDS * width + PARTIAL_ROUNDS];
        long[] drawn = new long[4];
        for (int i = 0; i < constants.length; i++) {
            grain.nextRejecting(drawn, 0);
            constants[i] = Fr.read(drawn, 0);
        }
        diagonal = diagonal(width, grain);
    }

    /** Small numbers for two and three elements; for four the first that the generator gives of which the authors' checks approve. */
    private static Fr[] diagonal(int width, Grain grain) {
        if (width < MAX_WIDTH) {
            Fr[] small = {Fr.TWO, Fr.TWO, Fr.TWO};
            small[width - 1] = Fr.of(3);
            return small;
        }
        Fr[] diagonal = new Fr[width];
        long[] drawn = new long[4];
        for (int i = 0; i < width * (1 + REFUSED_DIAGONALS); i++) {
            grain.nextReducing(drawn, 0);
            diagonal[i % width] = Fr.read(drawn, 0);
        }
        return diagonal;
    }

    /**
     * The instance for a number of elements, made once.
     *
     * @param width 2, 3 or 4
     * @return the instance
     * @throws IllegalArgumentException if {@code width} is not in [2, 4]
     */
    public static Poseidon2 ofWidth(int width) {
        if (width < MIN_WIDTH || width > MAX_WIDTH) {
            throw new IllegalArgumentException(
                    "Poseidon2 of " + width + " elements, expected " + MIN_WIDTH + " to " + MAX_WIDTH);
        }
        Poseidon2 known = INSTANCES.get(width);
        if (known != null) {
            return known;
        }
        // Two threads may both generate; the constants are the same and the first one stored stays.
        INSTANCES.compareAndSet(width, null, new Poseidon2(width));
        return Objects.requireNonNull(INSTANCES.get(width));
    }

    /**
     * @param state 2, 3 or 4 elements
     * @return the state after the permutation
     * @throws IllegalArgumentException if it has another size
     */
    public static Fr[] permute(Fr... state) {
        return ofWidth(state.length).permuted(state);
    }

    /**
     * The compression of two elements to one that the authors propose for Merkle trees: permute, and add the first input to the first output.
     *
     * @param left any value
     * @param right any value
     * @return their digest
     */
    public static Fr compress(Fr left, Fr right) {
        return permute(left, right)[0].add(left);
    }

    private Fr[] permuted(Fr[] input) {
        Fr[] state = external(input);
        int next = 0;
        for (int round = 0; round < FULL_ROUNDS + PARTIAL_ROUNDS; round++) {
            boolean full = isFull(round);
            for (int i = 0; i < (full ? width : 1); i++) {
                Fr base = state[i].add(constants[next++]);
                state[i] = base.square().square().mul(base);
            }
            state = full ? external(state) : internal(state);
        }
        return state;
    }

    static boolean isFull(int round) {
        int partial = round - FULL_ROUNDS / 2;
        return partial < 0 || partial >= PARTIAL_ROUNDS;
    }

    private Fr[] external(Fr[] state) {
        Fr[] product = new Fr[width];
        for (int i = 0; i < width; i++) {
            Fr sum = Fr.ZERO;
            for (int j = 0; j < width; j++) {
                sum = sum.add(state[j].mul(Fr.of(externalMatrix(i, j))));
            }
            product[i] = sum;
        }
        return product;
    }

    private Fr[] internal(Fr[] state) {
        Fr sum = Fr.ZERO;
        for (Fr element : state) {
            sum = sum.add(element);
        }
        Fr[] product = new Fr[width];
        for (int i = 0; i < width; i++) {
            product[i] = sum.add(state[i].mul(diagonal(i).sub(Fr.ONE)));
        }
        return product;
    }

    /** Of full rounds: a circulant of 2 and ones for two and three elements, an MDS matrix that needs few additions for four. */
    long externalMatrix(int row, int column) {
        return (width == 2 ? EXTERNAL_2 : width == 3 ? EXTERNAL_3 : EXTERNAL_4)[row][column];
    }

    /** An element of the internal matrix on its diagonal; the others are ones. */
    Fr diagonal(int i) {
        return diagonal[i];
    }

    /** In the order in which the rounds take them. */
    Fr constant(int i) {
        return constants[i];
    }
}

package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.PoseidonConstants.FULL_ROUNDS;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * circomlib's Poseidon over Fr with 1 to 16 inputs: S-box x^5, state (0, inputs), 8 full rounds, R_P = 56, 57, 56, 60, 60, 63,
 * 64, 63, 60, 66, 60, 65, 70, 60, 64, 68 partial rounds; the digest is element 0. Digests equal circomlibjs' and those of the
 * Poseidon contracts on Ethereum.
 *
 * <p>Constants are generated when a number of inputs is first asked for. Instances are immutable and thread-safe. Not constant
 * time.
 *
 * <p>Source: Grassi, Khovratovich, Rechberger, Roy, Schofnegger, "Poseidon: A New Hash Function for Zero-Knowledge Proof
 * Systems", USENIX Security 2021.
 */
public final class Poseidon {
    private static final int MAX_INPUTS = PoseidonConstants.MAX_INPUTS;
    private static final AtomicReferenceArray<Poseidon> INSTANCES = new AtomicReferenceArray<>(MAX_INPUTS + 1);

    private final int inputs;
    private final int width;
    private final PoseidonRounds rounds;
    private volatile @Nullable PoseidonPartialSums partialSums;
    private volatile @Nullable PoseidonLanes lanes;

    private Poseidon(int inputs) {
        this.inputs = inputs;
        this.width = inputs + 1;
        this.rounds = PoseidonRounds.of(PoseidonConstants.generate(inputs));
    }

    /**
     * The instance for a number of inputs, made once.
     *
     * @param inputs 1 to 16
     * @return the instance
     * @throws IllegalArgumentException if {@code inputs} is not in [1, 16]
     */
    public static Poseidon ofInputs(int inputs) {
        if (inputs < 1 || inputs > MAX_INPUTS) {
            throw new IllegalArgumentException("Poseidon: " + inputs + " inputs, expected 1 to " + MAX_INPUTS);
        }
        Poseidon known = INSTANCES.get(inputs);
        if (known != null) {
            return known;
        }
        // Two threads may both generate; the constants are the same and the first one stored stays.
        INSTANCES.compareAndSet(inputs, null, new Poseidon(inputs));
        return Objects.requireNonNull(INSTANCES.get(inputs));
    }

    /**
     * @param inputs 1 to 16 elements
     * @return their digest
     * @throws IllegalArgumentException if there are none or more than 16
     */
    public static Fr hash(Fr... inputs) {
        Poseidon poseidon = ofInputs(inputs.length);
        long[] limbs = new long[4 * inputs.length + poseidon.scratch()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].write(limbs, 4 * i);
        }
        poseidon.hash(limbs, 0, limbs, 0, limbs, 4 * inputs.length);
        return Fr.read(limbs, 0);
    }

    /**
     * Many digests, side by side in lanes once a program makes many: a fifth of the time each from two on.
     *
     * @param inputs all of one length, 1 to 16 elements
     * @return a digest for each, as {@link #hash(Fr...)} gives it
     * @throws IllegalArgumentException if the lengths differ or are out of range
     */
    public static Fr[] hashAll(Fr[]... inputs) {
        if (inputs.length == 0) {
            return new Fr[0];
        }
        int elements = inputs[0].length;
        Poseidon poseidon = ofInputs(elements);
        long[] limbs = new long[FrLimbs.LIMBS * elements * inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].length != elements) {
                throw new IllegalArgumentException("Poseidon: input " + i + " has " + inputs[i].length
                        + " elements where the first has " + elements);
            }
            for (int j = 0; j < elements; j++) {
                inputs[i][j].write(limbs, FrLimbs.LIMBS * (i * elements + j));
            }
        }
        long[] digests = new long[FrLimbs.LIMBS * inputs.length];
        boolean inLanes = inputs.length > 1 && PoseidonWarmUp.HASHES.useLanes(inputs.length);
        poseidon.hashAll(digests, limbs, inLanes);
        Fr[] result = new Fr[inputs.length];
        Arrays.setAll(result, i -> Fr.read(digests, FrLimbs.LIMBS * i));
        return result;
    }

    /** A digest for each of {@code out}, at rest, in lanes or not. */
    void hashAll(long[] out, long[] in, boolean inLanes) {
        int count = out.length / FrLimbs.LIMBS;
        int stride = FrLimbs.LIMBS * inputs;
        if (!inLanes) {
            long[] s = new long[scratch()];
            for (int i = 0; i < count; i++) {
                hash(out, FrLimbs.LIMBS * i, in, stride * i, s, 0);
            }
            return;
        }
        for (int from = 0; from < count; from += PoseidonLanes.MOST) {
            int chunk = Math.min(PoseidonLanes.MOST, count - from);
            long[] digests = new long[FrLimbs.LIMBS * chunk];
            lanes().hash(digests, Arrays.copyOfRange(in, stride * from, stride * (from + chunk)), chunk);
            System.arraycopy(digests, 0, out, FrLimbs.LIMBS * from, digests.length);
        }
    }

    /** The instance that permutes so many elements. */
    static Poseidon ofWidth(int width) {
        if (width < 2 || width > MAX_INPUTS + 1) {
            throw new IllegalArgumentException(
                    "Poseidon: a state of " + width + " elements, expected 2 to " + (MAX_INPUTS + 1));
        }
        return ofInputs(width - 1);
    }

    /**
     * The permutation under the hash, for sponges: {@link #hash} is element 0 of that of 0 and the inputs.
     *
     * @param state 2 to 17 elements
     * @return the permuted state, as many
     * @throws IllegalArgumentException if there are fewer elements or more
     */
    public static Fr[] permute(Fr... state) {
        Poseidon poseidon = ofWidth(state.length);
        long[] s = new long[poseidon.scratch()];
        for (int i = 0; i < state.length; i++) {
            state[i].write(s, 4 * i);
        }
        int at = poseidon.permute(s, 0, state.length);
        Fr[] permuted = new Fr[state.length];
        Arrays.setAll(permuted, i -> Fr.read(s, at + 4 * i));
        return permuted;
    }

    /** @return how many longs of scratch {@link #hash(long[], int, long[], int, long[], int)} uses: 8·(inputs + 3) */
    public int scratch() {
        return 8 * (width + 2);
    }

    /**
     * out[0..3] = digest of the elements at {@code in[inOff..inOff + 4·inputs)}, Montgomery form, all reduced. {@code out} may
     * overlap {@code in}, neither may overlap the scratch. No allocation. About 8t² + R_P·(2t - 1) + 3·(8t + R_P) products for
     * t = inputs + 1, of which 8t² + R_P·t cost half: those of a row are reduced together.
     *
     * @param out receives the digest
     * @param o offset in out
     * @param in the elements, one after another
     * @param inOff offset in in
     * @param s scratch; the inputs can be derived from what it holds afterwards
     * @param so offset in s, of {@link #scratch()} longs
     * @throws IndexOutOfBoundsException if a range leaves its array
     */
    public void hash(long[] out, int o, long[] in, int inOff, long[] s, int so) {
        Objects.checkFromIndexSize(inOff, 4 * inputs, in.length);
        Objects.checkFromIndexSize(so, scratch(), s.length);
        FrLimbs.setZero(s, so);
        System.arraycopy(in, inOff, s, so + 4, 4 * inputs);
        FrLimbs.copy(out, o, s, permute(s, so, 1));
    }

    /** Permutes the state at so; where the first so many elements of the result stand. */
    private int permute(long[] s, int so, int rows) {
        long[] constants = rounds.constants().roundConstants();
        long[] mds = rounds.constants().mds();
        int term = so + 8 * width;
        int x = so;
        int y = so + 4 * width;
        for (int round = 0; round < FULL_ROUNDS; round++) {
            if (round == FULL_ROUNDS / 2) {
                partialRounds(s, x, term);
                substitute(s, x, rounds.lastConstants(), 0, term);
            } else {
                int drawn = round < FULL_ROUNDS / 2
                        ? round
                        : round + rounds.constants().partialRounds();
                substitute(s, x, constants, 4 * width * drawn, term);
            }
            boolean last = round == FULL_ROUNDS - 1;
            mix(s, y, round == FULL_ROUNDS / 2 - 1 ? rounds.entryMatrix() : mds, last ? rows : width, x, term);
            int kept = x;
            x = y;
            y = kept;
        }
        return x;
    }

    private void substitute(long[] s, int x, long[] constants, int c, int term) {
        for (int i = 0; i < 4 * width; i += 4) {
            FrLimbs.add(s, x + i, s, x + i, constants, c + i);
            fifthPower(s, x + i, term);
        }
    }

    private static void fifthPower(long[] s, int x, int term) {
        FrLimbs.square(s, term, s, x);
        FrLimbs.square(s, term, s, term);
        FrLimbs.mul(s, x, s, term, s, x);
    }

    /** The first {@code rows} elements of matrix·x into y. */
    private void mix(long[] s, int y, long[] matrix, int rows, int x, int term) {
        int sum = term + 4;
        for (int i = 0; i < rows; i++) {
            int row = 4 * width * i;
            clearSum(s, sum);
            for (int j = 0; j < 4 * width; j += 4) {
                FrLimbs.accumulate(s, sum, matrix, row + j, s, x + j);
            }
            FrLimbs.reduceSum(s, y + 4 * i, s, sum);
        }
    }

    private void partialRounds(long[] s, int x, int term) {
        long[] sparse = rounds.sparse();
        long[] mds = rounds.constants().mds();
        int n = 4 * inputs;
        int sum = term + 4;
        for (int k = 0; k < rounds.constants().partialRounds(); k++) {
            FrLimbs.add(s, x, s, x, rounds.partialConstants(), 4 * k);
            fifthPower(s, x, term);
            clearSum(s, sum);
            FrLimbs.accumulate(s, sum, mds, 0, s, x);
            int w = 2 * n * k;
            for (int j = 0; j < n; j += 4) {
                FrLimbs.accumulate(s, sum, sparse, w + j, s, x + 4 + j);
                FrLimbs.mul(s, term, sparse, w + n + j, s, x);
                FrLimbs.add(s, x + 4 + j, s, x + 4 + j, s, term);
            }
            FrLimbs.reduceSum(s, x, s, sum);
        }
    }

    private static void clearSum(long[] s, int sum) {
        FrLimbs.setZero(s, sum);
        FrLimbs.setZero(s, sum + 4);
    }

    PoseidonRounds rounds() {
        return rounds;
    }

    /** Made when first asked for, as {@link #partialSums}. */
    private PoseidonLanes lanes() {
        PoseidonLanes known = lanes;
        if (known == null) {
            known = new PoseidonLanes(rounds);
            lanes = known;
        }
        return known;
    }

    /** Made when first asked for: two threads may both make them, and they are the same. */
    PoseidonPartialSums partialSums() {
        PoseidonPartialSums known = partialSums;
        if (known == null) {
            known = PoseidonPartialSums.of(rounds);
            partialSums = known;
        }
        return known;
    }
}

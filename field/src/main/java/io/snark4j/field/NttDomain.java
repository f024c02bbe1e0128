package io.snark4j.field;

import io.snark4j.field.simd.Lanes;
import java.math.BigInteger;
import java.util.Objects;

/**
 * The multiplicative subgroup H of Fr of order n = 2^log and the number theoretic transform over it: from the n coefficients of a polynomial
 * to its values on g·H, g being 1 or {@link #cosetShift}, and back. In place, on elements in hot form (4 longs each, see {@link FrVector});
 * multi-threaded.
 *
 * <p>Coefficients are in natural order. Values are in the domain's own order, which no transform undoes: the value at g·root()^k lies at
 * {@link #position}(k). A forward transform splits the polynomial modulo X^n - g^n into halves down to single points (Cooley and Tukey), so
 * all butterflies of a node share one twiddle; the inverse joins them (Gentleman and Sande). Nodes are taken depth first, so that what fits
 * a cache is finished there. n·log/2 products and n·log additions.
 *
 * <p>Memory: a table of twiddles shared by all domains, 32 bytes for each of min(n, 2^21) entries (n/2 without coset transforms), built at
 * first use and kept; above that 16 KB a thread and up to a fifth more products. Immutable, thread-safe.
 */
public final class NttDomain {
    /** The 2-adicity of r - 1. */
    public static final int MAXIMUM_LOG = 28;

    /** Nodes of 2^10 elements, 32 KB, are transformed layer after layer, larger ones depth first. */
    private static final int LOG_LEAF = 10;

    /** Parallel work is cut no finer than this. */
    private static final int MINIMUM_CHUNK = 1 << 9;

    /** As circom has it: 5 is no square mod r, so this power has order 2^28 exactly. */
    private static final Fr LARGEST_ROOT =
            Fr.of(5).pow(Fr.MODULUS.subtract(BigInteger.ONE).shiftRight(MAXIMUM_LOG));

    private final int log;

    private NttDomain(int log) {
        this.log = log;
    }

    /**
     * @param log the domain's size is 2^log; in [0, 28]
     * @return the domain
     * @throws MalformedInputException if there is no such domain
     */
    public static NttDomain of(int log) {
        if (log < 0 || log > MAXIMUM_LOG) {
            throw new MalformedInputException("NTT domain of size 2^" + log + ", possible are 2^0 to 2^" + MAXIMUM_LOG);
        }
        return new NttDomain(log);
    }

    /** A primitive root of unity of order 2^log. */
    static Fr rootOfUnity(int log) {
        if (log > MAXIMUM_LOG) {
            throw new ArithmeticException("Fr has no root of unity of order 2^" + log);
        }
        Fr root = LARGEST_ROOT;
        for (int i = log; i < MAXIMUM_LOG; i++) {
            root = root.square();
        }
        return root;
    }

    /** @return n */
    public int size() {
        return 1 << log;
    }

    /** @return log2 n */
    public int log() {
        return log;
    }

    /** @return omega, the generator of H: 5^((r-1)/2^28) squared down to order n */
    public Fr root() {
        return rootOfUnity(log);
    }

    /**
     * @return the generator of the coset that Groth16 divides on: the root of unity of order 2n
     * @throws ArithmeticException if n is 2^28
     */
    public Fr cosetShift() {
        return rootOfUnity(log + 1);
    }

    /**
     * A vector of zeros to transform, of the fastest kernel there is: lanes where they are on and n fills them, else scalar.
     *
     * @return a new vector
     */
    public NttVector vector() {
        return fillsLanes() ? new LaneNttVector(this) : new ScalarNttVector(this);
    }

    // Its rows and its columns, each about the root of n.
    private boolean fillsLanes() {
        return Lanes.COUNT > 0 && size() >= Lanes.COUNT * Lanes.COUNT;
    }

    /**
     * @param k in [0, n)
     * @return the index, among the values of a transform, of that at root()^k (times g on a coset): k with its log bits reversed
     */
    public int position(int k) {
        Objects.checkIndex(k, size());
        return log == 0 ? 0 : Integer.reverse(k) >>> (Integer.SIZE - log);
    }

    /**
     * Coefficients to values on H.
     *
     * @param x n elements from the offset: coefficients in natural order, then values in the domain's order
     * @param offset in longs
     * @param work threads and cancellation; a cancelled transform leaves x undefined
     * @throws IndexOutOfBoundsException if the range leaves the array
     */
    public void forward(long[] x, int offset, Work work) {
        Ranges.check(size(), x, offset);
        down(x, offset, 0, work);
    }

    /**
     * Values on H to coefficients, 1/n included.
     *
     * @param x n elements from the offset: values in the domain's order, then coefficients in natural order
     * @param offset in longs
     * @param work threads and cancellation; a cancelled transform leaves x undefined
     * @throws IndexOutOfBoundsException if the range leaves the array
     */
    public void inverse(long[] x, int offset, Work work) {
        Ranges.check(size(), x, offset);
        up(x, offset, 0, work);
    }

    /**
     * Coefficients to values on cosetShift()·H; as cheap as {@link #forward}.
     *
     * @param x n elements from the offset: coefficients in natural order, then values in the domain's order
     * @param offset in longs
     * @param work threads and cancellation; a cancelled transform leaves x undefined
     * @throws IndexOutOfBoundsException if the range leaves the array
     * @throws ArithmeticException if n is 2^28
     */
    public void forwardCoset(long[] x, int offset, Work work) {
        Ranges.check(size(), x, offset);
        requireCosetShift();
        if (log == 0) {
            return;
        }
        down(x, offset, 1, work);
    }

    /**
     * Values on cosetShift()·H to coefficients, 1/n included; as cheap as {@link #inverse}.
     *
     * @param x n elements from the offset: values in the domain's order, then coefficients in natural order
     * @param offset in longs
     * @param work threads and cancellation; a cancelled transform leaves x undefined
     * @throws IndexOutOfBoundsException if the range leaves the array
     * @throws ArithmeticException if n is 2^28
     */
    public void inverseCoset(long[] x, int offset, Work work) {
        Ranges.check(size(), x, offset);
        requireCosetShift();
        up(x, offset, 1, work);
    }

    void requireCosetShift() {
        if (log == MAXIMUM_LOG) {
            throw new ArithmeticException("Fr has no root of unity of order 2^" + (log + 1));
        }
    }

    // Forward from the node 'root': 0 splits X^n - 1, 1 splits X^n + 1 whose zeros are the coset.
    private void down(long[] x, int offset, int root, Work work) {
        long[] table = Twiddles.atLeast(tableLog(root));
        int shared = sharedLayers(work);
        for (int depth = 0; depth < shared; depth++) {
            forwardLayer(x, offset, depth, root, table, work);
        }
        int below = log - shared;
        work.forEachRange(1 << shared, 1, (from, to) -> {
            Nodes nodes = new Nodes(x, table);
            for (int node = from; node < to; node++) {
                work.check();
                nodes.forward(offset + (node << (below + 2)), below, (root << shared) + node);
            }
        });
    }

    // Inverse up to the node 'root'; the last layer, at the root, takes 1/n with it.
    private void up(long[] x, int offset, int root, Work work) {
        if (log == 0) {
            return;
        }
        long[] table = Twiddles.atLeast(tableLog(root));
        int shared = Math.max(1, sharedLayers(work));
        int below = log - shared;
        work.forEachRange(1 << shared, 1, (from, to) -> {
            Nodes nodes = new Nodes(x, table);
            for (int node = from; node < to; node++) {
                work.check();
                nodes.inverse(offset + (node << (below + 2)), below, (root << shared) + node);
            }
        });
        for (int depth = shared - 1; depth > 0; depth--) {
            inverseLayer(x, offset, depth, root, table, work);
        }
        lastLayer(x, offset, root, work);
    }

    private int tableLog(int root) {
        return Math.max(0, log - 1 + root);
    }

    // Layers that all threads take together, before each has nodes of its own; four a thread even out their speeds.
    private int sharedLayers(Work work) {
        if (work.threads() == 1) {
            return 0;
        }
        int wanted = 2 + Integer.SIZE - Integer.numberOfLeadingZeros(work.threads() - 1);
        return Math.clamp(log - LOG_LEAF, 0, wanted);
    }

    private void forwardLayer(long[] x, int offset, int depth, int root, long[] table, Work work) {
        int half = 1 << (log - depth - 1);
        work.forEachRange(size() / 2, MINIMUM_CHUNK, (from, to) -> {
            long[] s = new long[4];
            for (int k = from; k < to; ) {
                int block = k / half;
                int n = Math.min(to, (block + 1) * half) - k;
                int i = offset + 4 * (k + block * half);
                int b = (root << depth) + block;
                if (b == 0) {
                    Butterflies.sumAndDifference(x, i, i + 4 * half, n, s);
                } else {
                    Butterflies.forward(x, i, i + 4 * half, n, table, 4 * b, s);
                }
                k += n;
            }
        });
    }

    private void inverseLayer(long[] x, int offset, int depth, int root, long[] table, Work work) {
        int half = 1 << (log - depth - 1);
        work.forEachRange(size() / 2, MINIMUM_CHUNK, (from, to) -> {
            long[] s = new long[4];
            for (int k = from; k < to; ) {
                int block = k / half;
                int n = Math.min(to, (block + 1) * half) - k;
                int i = offset + 4 * (k + block * half);
                int b = (root << depth) + block;
                if (b == 0) {
                    Butterflies.sumAndDifference(x, i, i + 4 * half, n, s);
                } else {
                    Butterflies.inverse(x, i, i + 4 * half, n, table, 4 * Twiddles.mirror(b), s);
                }
                k += n;
            }
        });
    }

    private void lastLayer(long[] x, int offset, int root, Work work) {
        int half = size() / 2;
        Fr scale = Fr.of(size()).inverse();
        long[] factors = new long[8];
        scale.write(factors, 0);
        // (y - x)·w: w = -1/n on H; on the coset -1/C[1] = C[1] = i.
        (root == 0 ? scale.neg() : scale.mul(rootOfUnity(2))).write(factors, 4);
        work.forEachRange(half, MINIMUM_CHUNK, (from, to) -> {
            int i = offset + 4 * from;
            Butterflies.inverseScaled(x, i, i + 4 * half, to - from, factors, new long[4]);
        });
    }

    /** Transforms whole nodes on one thread. */
    static final class Nodes {
        private final long[] x;
        private final long[] table;
        private final long[] s = new long[4];

        // Twiddles of one layer of a leaf, made where the table does not reach.
        private long[] computed = new long[0];

        Nodes(long[] x, long[] table) {
            this.x = x;
            this.table = table;
        }

        void forward(int offset, int size, int b) {
            if (size > LOG_LEAF) {
                int half = 4 << (size - 1);
                forwardBlock(offset, half, b, table, 4 * b);
                forward(offset, size - 1, 2 * b);
                forward(offset + half, size - 1, 2 * b + 1);
                return;
            }
            for (int depth = 0; depth < size; depth++) {
                int half = 4 << (size - 1 - depth);
                int first = b << depth;
                boolean inTable = inTable(first, depth);
                long[] w = inTable ? table : computed(first, depth);
                int start = inTable ? 4 * first : 0;
                for (int i = 0; i < 1 << depth; i++) {
                    forwardBlock(offset + 2 * half * i, half, first + i, w, start + 4 * i);
                }
            }
        }

        private void forwardBlock(int at, int half, int b, long[] w, int wo) {
            if (b == 0) {
                Butterflies.sumAndDifference(x, at, at + half, half / 4, s);
            } else {
                Butterflies.forward(x, at, at + half, half / 4, w, wo, s);
            }
        }

        void inverse(int offset, int size, int b) {
            if (size > LOG_LEAF) {
                int half = 4 << (size - 1);
                inverse(offset, size - 1, 2 * b);
                inverse(offset + half, size - 1, 2 * b + 1);
                inverseBlock(offset, half, b, table, 4 * Twiddles.mirror(b));
                return;
            }
            for (int depth = size - 1; depth >= 0; depth--) {
                int half = 4 << (size - 1 - depth);
                int first = b << depth;
                // Mirroring keeps the highest bit of b, so a node's mirrored indices fill one run of the same length.
                int mirrored = Twiddles.mirror(b) << depth;
                boolean inTable = inTable(first, depth);
                long[] w = inTable ? table : computed(mirrored, depth);
                int start = inTable ? 0 : mirrored;
                for (int i = 0; i < 1 << depth; i++) {
                    inverseBlock(offset + 2 * half * i, half, first + i, w, 4 * (Twiddles.mirror(first + i) - start));
                }
            }
        }

        private void inverseBlock(int at, int half, int b, long[] w, int wo) {
            if (b == 0) {
                Butterflies.sumAndDifference(x, at, at + half, half / 4, s);
            } else {
                Butterflies.inverse(x, at, at + half, half / 4, w, wo, s);
            }
        }

        // Nodes are aligned runs, so a run is in the table or beyond it as a whole.
        private boolean inTable(int first, int depth) {
            return first + (1L << depth) <= table.length / 4;
        }

        private long[] computed(int first, int depth) {
            if (computed.length == 0) {
                computed = new long[4 << (LOG_LEAF - 1)];
            }
            Twiddles.fill(computed, 0, table, first, 1 << depth);
            return computed;
        }
    }
}

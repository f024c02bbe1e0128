package io.snark4j.curve.bn254;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Random scalars s = a + b·λ for the coefficients of a random linear combination, drawn so that they are cheap to multiply by: a
 * and b are independent and uniform among the odd numbers in (−2^h, 2^h), and λ is the curve's endomorphism ({@link Glv}).
 *
 * <p>With h = 64 all 2^128 pairs give different scalars: the difference of two has coordinates below 2^65, and no vector of the
 * lattice of zero but zero itself is so short (it has the basis (2u + 1, 6u² + 4u + 1), (6u² + 2u, −(2u + 1)), whose long
 * coordinates have 127 bits). With h = 128 at most 25 of the 2^256 pairs give one scalar, so each scalar has a probability below
 * 2^-250. No scalar of the first kind is zero, and one of the second with that probability. Immutable.
 */
public final class RandomScalars {
    /** Bits of a and of b in the shorter kind. */
    private static final int HALF = Long.SIZE;

    private final int size;

    /** Limbs of a and of b each. */
    private final int words;

    /** a = 2X + 1 − 2^h for the number X of {@link #words} words here, then the same for b. */
    private final long[] bits;

    private RandomScalars(int size, int words, long[] bits) {
        this.size = size;
        this.words = words;
        this.bits = bits;
    }

    /**
     * Scalars that are uniform in a set of 2^128.
     *
     * @param size how many
     * @param random unpredictable to whoever made the points
     * @return the scalars
     */
    public static RandomScalars of128Bits(int size, RandomGenerator random) {
        return draw(size, 1, random);
    }

    /**
     * Scalars nearly uniform modulo r, at about twice the cost.
     *
     * @param size how many
     * @param random unpredictable to whoever made the points
     * @return the scalars
     */
    public static RandomScalars ofFullWidth(int size, RandomGenerator random) {
        return draw(size, 2, random);
    }

    private static RandomScalars draw(int size, int words, RandomGenerator random) {
        long[] bits = new long[Math.multiplyExact(size, 2 * words)];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = random.nextLong();
        }
        return new RandomScalars(size, words, bits);
    }

    /** {@return how many} */
    public int size() {
        return size;
    }

    /**
     * The scalar at an index.
     *
     * @param index in [0, size)
     * @return a + b·λ
     */
    public Fr get(int index) {
        Objects.checkIndex(index, size);
        return half(2 * index).add(half(2 * index + 1).mul(Glv.LAMBDA));
    }

    private Fr half(int half) {
        long[] magnitude = new long[FrLimbs.LIMBS];
        boolean negative = magnitude(magnitude, half);
        FrLimbs.fromPlain(magnitude, 0, magnitude, 0);
        Fr value = Fr.read(magnitude, 0);
        return negative ? value.neg() : value;
    }

    // |a| or |b| to the lower words of out; returns whether it is negative. 2X + 1 − 2^h is 2(X − 2^(h−1)) + 1 where X
    // has its top
    // bit, else −(2·(2^(h−1) − 1 − X) + 1).
    private boolean magnitude(long[] out, int half) {
        int from = half * words;
        boolean negative = bits[from + words - 1] >= 0;
        long carry = 1;
        for (int i = 0; i < words; i++) {
            long word = negative ? ~bits[from + i] : bits[from + i];
            out[i] = word << 1 | carry;
            carry = word >>> (Long.SIZE - 1);
        }
        return negative;
    }

    /**
     * out[i] = s_i·points[i].
     *
     * @param out receives as many points
     * @param points on the curve, as many as there are scalars
     * @param work threads and cancellation
     */
    public void multiply(G1Points out, G1Points points, Work work) {
        Objects.checkFromIndexSize(0, size, out.size());
        Objects.checkFromIndexSize(0, size, points.size());
        work.forEachRange(size, 1, (from, to) -> multiplyRange(out.limbs(), points.limbs(), from, to));
    }

    private void multiplyRange(long[] out, long[] points, int from, int to) {
        int length = words * HALF + 1;
        long[] product = new long[G1Jacobian.LIMBS];
        long[] s = new long[G1Jacobian.SCRATCH];
        long[] a = new long[FrLimbs.LIMBS];
        long[] b = new long[FrLimbs.LIMBS];
        for (int i = from; i < to; i++) {
            boolean negativeA = magnitude(a, 2 * i);
            boolean negativeB = magnitude(b, 2 * i + 1);
            byte[][] digits = {
                Naf.of(a, length, G1ScalarMultiplication.WIDTH, negativeA),
                Naf.of(b, length, G1ScalarMultiplication.WIDTH, negativeB)
            };
            G1ScalarMultiplication.interleave(product, points, i * G1Jacobian.AFFINE, digits);
            G1Jacobian.toAffine(out, i * G1Jacobian.AFFINE, product, 0, s, 0);
        }
    }

    /**
     * Σ s_i·points[i] for i in [from, to).
     *
     * @param points on the curve
     * @param from first index
     * @param to one past the last index
     * @param work threads and cancellation
     * @return the sum
     */
    public G1Affine sum(G1Points points, int from, int to, Work work) {
        Objects.checkFromToIndex(from, to, size);
        int n = to - from;
        var both = new G1Points(2 * n);
        var halves = new FrVector(2 * n);
        for (int i = 0; i < n; i++) {
            G1Affine point = points.get(from + i);
            both.set(2 * i, point);
            both.set(2 * i + 1, G1Affine.ofUnchecked(point.x().mul(Glv.BETA), point.y()));
            halves.set(2 * i, half(2 * (from + i)));
            halves.set(2 * i + 1, half(2 * (from + i) + 1));
        }
        return G1Msm.msm(both, halves, work);
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Random scalars for the coefficients of a random linear combination, drawn so that they are cheap to multiply by: s = Σ d_j·2^j for h
 * digits d_j, independent and uniform among 1, −1, λ and −λ, where λ is the curve's endomorphism ({@link Glv}). A multiplication is
 * h doublings and h additions of ±P or ±φ(P), the same for all points.
 *
 * <p>As elements a + b·λ of Z[λ] the 4^h scalars are all different: exactly one of a and b is odd, which tells whether d_0 is ±1 or ±λ, and
 * of the two candidates for (s − d_0)/2, which differ by 1 or by λ, only one again has exactly one odd coordinate. |a| and |b| are
 * below 2^h.
 *
 * <p>With h = 64 they are all different modulo r too: the difference of two has coordinates below 2^65, and no vector of the lattice of
 * zero but zero itself is so short (it has the basis (2u + 1, 6u² + 4u + 1), (6u² + 2u, −(2u + 1)), whose long coordinates have 127
 * bits). With h = 128 at most 25 of the 2^256 give one scalar, so each scalar has a probability below 2^-251. Zero is not among the
 * former, and has that probability among the latter. Immutable.
 */
public final class RandomScalars {
    private final int size;

    /** 64-bit words that a scalar's digits take, twice. */
    private final int words;

    /** For each scalar, bit j of the first words tells ±λ from ±1 for d_j, bit j of the second words the negative from the positive. */
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
     * Scalars nearly uniform modulo r, at twice the cost.
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

    /** {@return digits of a scalar} */
    int digits() {
        return words * Long.SIZE;
    }

    /** {@return 1 if digit j of a scalar is ±λ, 0 if it is ±1} */
    long isLambda(int index, int j) {
        return bits[2 * index * words + (j >>> 6)] >>> j & 1;
    }

    /** {@return 1 if digit j of a scalar is negative, else 0} */
    long isNegative(int index, int j) {
        return bits[(2 * index + 1) * words + (j >>> 6)] >>> j & 1;
    }

    /**
     * The scalar at an index.
     *
     * @param index in [0, size)
     * @return a + b·λ
     */
    public Fr get(int index) {
        Objects.checkIndex(index, size);
        return coordinate(index, false).add(coordinate(index, true).mul(Glv.LAMBDA));
    }

    private Fr coordinate(int index, boolean lambda) {
        long[] magnitude = new long[FrLimbs.LIMBS];
        boolean negative = coordinate(magnitude, index, lambda);
        FrLimbs.fromPlain(magnitude, 0, magnitude, 0);
        Fr value = Fr.read(magnitude, 0);
        return negative ? value.neg() : value;
    }

    // |a| or |b| to out, of four limbs; returns whether it is negative. The sum of 2^j over the positive digits less
    // that over the negative ones.
    private boolean coordinate(long[] out, int index, boolean lambda) {
        long[] difference = new long[Glv.LIMBS];
        long borrow = 0;
        for (int i = 0; i < words; i++) {
            long kind = bits[2 * index * words + i];
            long sign = bits[(2 * index + 1) * words + i];
            long chosen = lambda ? kind : ~kind;
            long plus = chosen & ~sign;
            long minus = chosen & sign;
            difference[i] = plus - minus - borrow;
            // The two are disjoint, so they are equal only if both are zero.
            borrow = Long.compareUnsigned(plus, minus) < 0 || (plus == 0 && minus == 0 && borrow != 0) ? 1 : 0;
        }
        for (int i = words; i < Glv.LIMBS; i++) {
            difference[i] = -borrow;
        }
        boolean negative = Glv.takeSign(difference);
        System.arraycopy(difference, 0, out, 0, Glv.LIMBS);
        return negative;
    }

    /**
     * out[i] = s_i·points[i].
     *
     * @param out receives as many points; may be the same vector
     * @param points on the curve, as many as there are scalars
     * @param work threads and cancellation
     */
    public void multiply(G1Points out, G1Points points, Work work) {
        multiply(out, points, work, PairingWarmUp.BATCH.isReadyFor(size));
    }

    /** As {@link #multiply(G1Points, G1Points, Work)}, in lanes or not. */
    void multiply(G1Points out, G1Points points, Work work, boolean inLanes) {
        Objects.checkFromIndexSize(0, size, out.size());
        Objects.checkFromIndexSize(0, size, points.size());
        if (inLanes) {
            int groups = Math.ceilDiv(size, RandomMultiples.POINTS);
            work.forEachRange(groups, 1, (from, to) -> {
                var lanes = new RandomMultiples(this);
                for (int i = from; i < to; i++) {
                    work.check();
                    lanes.run(out.limbs(), points.limbs(), i * RandomMultiples.POINTS);
                }
            });
        } else {
            work.forEachRange(size, 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    multiply(out.limbs(), points.limbs(), i);
                }
            });
        }
    }

    /** out[index] = s_index·points[index] in scalar code. */
    void multiply(long[] out, long[] points, int index) {
        long[] product = new long[G1Jacobian.LIMBS];
        long[] k = new long[FrLimbs.LIMBS];
        byte[][] naf = new byte[2][];
        for (int i = 0; i < 2; i++) {
            boolean negative = coordinate(k, index, i == 1);
            naf[i] = Naf.of(k, digits() + 1, G1ScalarMultiplication.WIDTH, negative);
        }
        G1ScalarMultiplication.interleave(product, points, index * G1Jacobian.AFFINE, naf);
        G1Jacobian.toAffine(out, index * G1Jacobian.AFFINE, product, 0, new long[G1Jacobian.SCRATCH], 0);
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
            halves.set(2 * i, coordinate(from + i, false));
            halves.set(2 * i + 1, coordinate(from + i, true));
        }
        return G1Msm.msm(both, halves, work);
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.Fp12;
import io.snark4j.field.Fp12Limbs;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import java.util.Optional;

/**
 * Miller loops of many pairs whose points of G2 are all different, as a batch of proofs brings them, and the check that those points
 * lie in the subgroup, which comes out of the loops almost for nothing ({@link G2Prepared#ifInSubgroup}).
 *
 * <p>The pairs are taken in consecutive segments; the loops of a segment share one accumulator and so its squarings.
 */
public final class MillerBatch {
    /** Beyond this many pairs to an accumulator little is saved. */
    private static final int LONGEST_SEGMENT = 16;

    private final int segment;
    private final int size;
    private final long[] values;
    private final boolean[] outside;

    private MillerBatch(int size, int segment) {
        this.size = size;
        this.segment = segment;
        this.values = new long[Math.ceilDiv(size, segment) * Fp12Limbs.LIMBS];
        this.outside = new boolean[size];
    }

    /**
     * How long segments of so many pairs had best be, so that no thread and no lane is idle.
     *
     * @param size how many pairs
     * @param work the threads
     * @return at least 1
     */
    public static int segment(int size, Work work) {
        int accumulators = work.threads() * Math.max(1, Lanes.COUNT);
        return Math.clamp(Math.ceilDiv(size, accumulators), 1, LONGEST_SEGMENT);
    }

    /**
     * Runs the loops of p[i] and q[i].
     *
     * @param p on the curve
     * @param q as many, on the curve; whether they lie in the subgroup is found here
     * @param segment how many pairs share an accumulator, at least 1
     * @param work threads and cancellation
     * @return the values
     * @throws IllegalArgumentException if the sizes differ
     */
    public static MillerBatch run(G1Points p, G2Points q, int segment, Work work) {
        return run(p, q, segment, work, PairingWarmUp.BATCH.useLanes(p.size()));
    }

    /** As {@link #run(G1Points, G2Points, int, Work)}, in lanes or not. */
    static MillerBatch run(G1Points p, G2Points q, int segment, Work work, boolean lanes) {
        if (p.size() != q.size()) {
            throw new IllegalArgumentException("pairing: " + p.size() + " points of G1 but " + q.size() + " of G2");
        }
        var batch = new MillerBatch(p.size(), segment);
        if (lanes) {
            work.forEachRange(Math.ceilDiv(batch.segments(), Lanes.COUNT), 1, (from, to) -> {
                var loops = new MillerLanes(segment);
                for (int i = from; i < to; i++) {
                    work.check();
                    batch.runGroup(loops, p, q, i);
                }
            });
        } else {
            work.forEachRange(batch.segments(), 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    work.check();
                    batch.runSegment(p, q, i);
                }
            });
        }
        return batch;
    }

    // One segment a lane. Lanes beyond the last segment give one, for which there is no room.
    private void runGroup(MillerLanes lanes, G1Points p, G2Points q, int group) {
        long[] f = new long[Lanes.COUNT * Fp12Limbs.LIMBS];
        lanes.run(f, 0, p, q, group * Lanes.COUNT * segment, size, outside);
        int at = group * f.length;
        System.arraycopy(f, 0, values, at, Math.min(f.length, values.length - at));
    }

    private void runSegment(G1Points p, G2Points q, int index) {
        int from = index * segment;
        int to = Math.min(from + segment, size);
        var loop = new MillerLoop(to - from);
        for (int i = from; i < to; i++) {
            Optional<G2Prepared> prepared = G2Prepared.ifInSubgroup(q.get(i));
            outside[i] = prepared.isEmpty();
            G1Affine point = p.get(i);
            if (!point.isInfinity()) {
                prepared.filter(lines -> !lines.isInfinity()).ifPresent(lines -> loop.add(point, lines));
            }
        }
        long[] f = new long[Fp12Limbs.LIMBS];
        loop.run(f);
        System.arraycopy(f, 0, values, index * Fp12Limbs.LIMBS, f.length);
    }

    /** {@return how many segments there are} */
    public int segments() {
        return values.length / Fp12Limbs.LIMBS;
    }

    /**
     * Whether a pair's point of G2 lies outside the subgroup; if so, the pair is left out of its segment's product.
     *
     * @param pair index of the pair
     * @return whether q[pair] is outside
     */
    public boolean isOutside(int pair) {
        return outside[pair];
    }

    /**
     * The product of a segment's loops, before the final exponentiation.
     *
     * @param index in [0, segments)
     * @return the product; one for a segment of which no pair is left
     */
    public Fp12 value(int index) {
        return Fp12.read(values, index * Fp12Limbs.LIMBS);
    }
}

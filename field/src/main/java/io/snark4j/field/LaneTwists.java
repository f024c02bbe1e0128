package io.snark4j.field;

import io.snark4j.field.simd.FrLanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the columns and the rows of a {@link LaneNtt}: element c of the row with frequency k1 is multiplied by (g·ω^k1)^c, or by
 * the inverse of that and 1/n. 40 bytes an element and kind (on H or the coset, forward or inverse), made at first use by vector
 * products and shared by all transforms of a size while memory is not short.
 */
final class LaneTwists {
    private static final int KINDS = 4;

    /** Powers made one after the other; all others are products of a run of these with the next power. */
    private static final int FIRST = 16;

    private static final AtomicReferenceArray<SoftReference<double[]>> KNOWN =
            new AtomicReferenceArray<>(KINDS * (NttDomain.MAXIMUM_LOG + 1));
    private static final Object LOCK = new Object();

    private LaneTwists() {}

    /** The table in the order of the rows' blocks: block g·C + c, lane by lane. */
    static double[] of(LaneNtt ntt, boolean coset, boolean inverse, Work work) {
        int index = KINDS * ntt.log() + (coset ? 2 : 0) + (inverse ? 1 : 0);
        double[] twists = known(index);
        if (twists == null) {
            synchronized (LOCK) {
                twists = known(index);
                if (twists == null) {
                    twists = make(ntt, coset, inverse, work);
                    KNOWN.set(index, new SoftReference<>(twists));
                }
            }
        }
        return twists;
    }

    private static double @Nullable [] known(int index) {
        SoftReference<double[]> reference = KNOWN.get(index);
        return reference == null ? null : reference.get();
    }

    private static double[] make(LaneNtt ntt, boolean coset, boolean inverse, Work work) {
        double[] twists = new double[5 << ntt.log()];
        Fr root = NttDomain.rootOfUnity(coset ? ntt.log() + 1 : ntt.log());
        Fr unit = inverse ? root.inverse() : root;
        Fr first = inverse ? Fr.of(1L << ntt.log()).inverse() : Fr.ONE;
        work.forEachRange(ntt.groups(), 1, (from, to) -> {
            Powers powers = new Powers(ntt, first);
            for (int g = from; g < to; g++) {
                work.check();
                powers.fill(twists, g, unit, coset);
            }
        });
        return twists;
    }

    /** The powers of one group of rows after the other, on one thread. */
    private static final class Powers {
        private final LaneNtt ntt;
        private final int count;
        private final double[] factors;
        private final long[] bases = new long[4 * Lanes.COUNT];
        private final double[] first = new double[FrLanes.BLOCK];
        private final LaneScratch scratch = new LaneScratch();

        Powers(LaneNtt ntt, Fr first) {
            this.ntt = ntt;
            this.count = Math.min(FIRST, ntt.columns());
            this.factors = new double[count * FrLanes.BLOCK];
            long[] element = new long[4];
            first.write(element, 0);
            FrLanes.broadcast(this.first, 0, element, 0);
        }

        void fill(double[] out, int group, Fr unit, boolean coset) {
            int at = group * ntt.columns() * FrLanes.BLOCK;
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                long k = ntt.rowFrequency(group, lane);
                unit.pow(coset ? 2 * k + 1 : k).write(bases, 4 * lane);
            }
            FrLanes.unpack(factors, 0, bases, 0, 4, 1);
            System.arraycopy(first, 0, out, at, FrLanes.BLOCK);
            for (int c = 1; c < count; c++) {
                int o = at + c * FrLanes.BLOCK;
                FrLanes.mul(out, o, out, o - FrLanes.BLOCK, factors, 0, 1, scratch);
            }
            // base^count in every factor: a power of two, so it takes squarings.
            for (int k = 1; k < count; k *= 2) {
                FrLanes.square(factors, 0, factors, 0, 1, scratch);
            }
            for (int c = 1; c < count; c++) {
                System.arraycopy(factors, 0, factors, c * FrLanes.BLOCK, FrLanes.BLOCK);
            }
            for (int c = count; c < ntt.columns(); c += count) {
                int o = at + c * FrLanes.BLOCK;
                FrLanes.mul(out, o, out, o - count * FrLanes.BLOCK, factors, 0, count, scratch);
            }
        }
    }
}

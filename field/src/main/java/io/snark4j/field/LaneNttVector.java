package io.snark4j.field;

import io.snark4j.field.simd.FrLanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;
import java.util.Objects;

/**
 * Blocks of lanes in the order of {@link LaneNtt}. Between operations digits are within ±(2^50 + 16) and values within ±r: balanced but for what
 * was just loaded, which is in [0, r).
 */
final class LaneNttVector implements NttVector {
    private static final int LIMBS = 4;
    private static final int BLOCK = FrLanes.BLOCK;

    /** What is worth another thread, in blocks. */
    private static final int MINIMUM_CHUNK = 1 << 10;

    /** Blocks multiplied before they are subtracted from. */
    private static final int PRODUCTS = 16;

    private final NttDomain domain;
    private final LaneNtt ntt;
    private final double[] x;

    LaneNttVector(NttDomain domain) {
        this.domain = domain;
        ntt = new LaneNtt(domain.log());
        x = new double[5 * domain.size()];
    }

    @Override
    public NttDomain domain() {
        return domain;
    }

    @Override
    public String kernel() {
        return Lanes.NAME;
    }

    private int blocks() {
        return domain.size() / Lanes.COUNT;
    }

    @Override
    public void loadCoefficients(long[] limbs, int offset, Work work) {
        Ranges.check(domain.size(), limbs, offset);
        work.forEachRange(
                blocks(),
                MINIMUM_CHUNK,
                (from, to) ->
                        FrLanes.unpack(x, from * BLOCK, limbs, offset + from * Lanes.COUNT * LIMBS, LIMBS, to - from));
    }

    @Override
    public void storeCoefficients(long[] limbs, int offset, Work work) {
        Ranges.check(domain.size(), limbs, offset);
        work.forEachRange(
                blocks(),
                MINIMUM_CHUNK,
                (from, to) ->
                        FrLanes.pack(limbs, offset + from * Lanes.COUNT * LIMBS, LIMBS, x, from * BLOCK, to - from));
    }

    @Override
    public int run() {
        return ntt.rows();
    }

    // Lane l of a group's block has k1 = l·groups + rev(group): one stride for all lanes.
    @Override
    public void loadValues(int run, long[] limbs, int offset) {
        Objects.checkIndex(run, domain.size() / run());
        Ranges.check(run(), limbs, offset);
        for (int group = 0; group < ntt.groups(); group++) {
            int from = offset + LIMBS * ntt.rowFrequency(group, 0);
            FrLanes.unpack(x, block(group, run) * BLOCK, limbs, from, LIMBS * ntt.groups(), 1);
        }
    }

    @Override
    public void storeValues(int run, long[] limbs, int offset) {
        Objects.checkIndex(run, domain.size() / run());
        Ranges.check(run(), limbs, offset);
        for (int group = 0; group < ntt.groups(); group++) {
            int to = offset + LIMBS * ntt.rowFrequency(group, 0);
            FrLanes.pack(limbs, to, LIMBS * ntt.groups(), x, block(group, run) * BLOCK, 1);
        }
    }

    private int block(int group, int run) {
        return group * ntt.columns() + ntt.column(run);
    }

    @Override
    public void forward(Work work) {
        ntt.forward(x, false, work);
    }

    @Override
    public void inverse(Work work) {
        ntt.inverse(x, false, work);
    }

    @Override
    public void forwardCoset(Work work) {
        domain.requireCosetShift();
        ntt.forward(x, true, work);
    }

    @Override
    public void inverseCoset(Work work) {
        domain.requireCosetShift();
        ntt.inverse(x, true, work);
    }

    @Override
    public void toCoset(Work work) {
        domain.requireCosetShift();
        ntt.toCoset(x, work);
    }

    @Override
    public void productToCoset(NttVector a, NttVector b, Work work) {
        domain.requireCosetShift();
        ntt.productToCoset(x, other(a).x, other(b).x, work);
    }

    @Override
    public void subtractFromProduct(NttVector a, NttVector b, Work work) {
        double[] left = other(a).x;
        double[] right = other(b).x;
        work.forEachRange(blocks(), MINIMUM_CHUNK, (from, to) -> {
            LaneScratch scratch = new LaneScratch();
            double[] products = new double[PRODUCTS * BLOCK];
            for (int block = from; block < to; block += PRODUCTS) {
                int count = Math.min(PRODUCTS, to - block);
                int at = block * BLOCK;
                FrLanes.mul(products, 0, left, at, right, at, count, scratch);
                FrLanes.sub(x, at, products, 0, x, at, count);
            }
            Arrays.fill(products, 0);
            scratch.clear();
        });
    }

    private LaneNttVector other(NttVector vector) {
        if (vector == this || !(vector instanceof LaneNttVector other) || other.x.length != x.length) {
            throw new IllegalArgumentException("operand of 2^" + vector.domain().log()
                    + " elements, expected another vector of 2^" + domain.log());
        }
        return other;
    }

    @Override
    public void clear() {
        Arrays.fill(x, 0);
    }

    /** @return the size only: a vector may hold what depends on a witness */
    @Override
    public String toString() {
        return "NTT vector of 2^" + domain.log() + " elements, " + Lanes.NAME;
    }
}

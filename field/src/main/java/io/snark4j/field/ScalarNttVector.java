package io.snark4j.field;

import java.util.Arrays;
import java.util.Objects;

/** Elements at rest, in the domain's order: {@link NttDomain} itself transforms them. */
final class ScalarNttVector implements NttVector {
    private static final int LIMBS = 4;

    /** What is worth another thread. */
    private static final int MINIMUM_CHUNK = 1 << 9;

    /** A run of this length fills a memory page. */
    private static final int LONGEST_RUN = 1 << 7;

    private final NttDomain domain;
    private final long[] x;

    ScalarNttVector(NttDomain domain) {
        this.domain = domain;
        x = new FrVector(domain.size()).limbs();
    }

    @Override
    public NttDomain domain() {
        return domain;
    }

    @Override
    public String kernel() {
        return "scalar";
    }

    @Override
    public void loadCoefficients(long[] limbs, int offset, Work work) {
        work.check();
        Ranges.check(domain.size(), limbs, offset);
        System.arraycopy(limbs, offset, x, 0, x.length);
    }

    @Override
    public void storeCoefficients(long[] limbs, int offset, Work work) {
        work.check();
        Ranges.check(domain.size(), limbs, offset);
        System.arraycopy(x, 0, limbs, offset, x.length);
    }

    @Override
    public int run() {
        return Math.min(domain.size(), LONGEST_RUN);
    }

    @Override
    public void loadValues(int run, long[] limbs, int offset) {
        Objects.checkIndex(run, domain.size() / run());
        Ranges.check(run(), limbs, offset);
        for (int i = 0; i < run(); i++) {
            FrLimbs.copy(x, LIMBS * domain.position(run * run() + i), limbs, offset + LIMBS * i);
        }
    }

    @Override
    public void storeValues(int run, long[] limbs, int offset) {
        Objects.checkIndex(run, domain.size() / run());
        Ranges.check(run(), limbs, offset);
        for (int i = 0; i < run(); i++) {
            FrLimbs.copy(limbs, offset + LIMBS * i, x, LIMBS * domain.position(run * run() + i));
        }
    }

    @Override
    public void forward(Work work) {
        domain.forward(x, 0, work);
    }

    @Override
    public void inverse(Work work) {
        domain.inverse(x, 0, work);
    }

    @Override
    public void forwardCoset(Work work) {
        domain.forwardCoset(x, 0, work);
    }

    @Override
    public void inverseCoset(Work work) {
        domain.inverseCoset(x, 0, work);
    }

    @Override
    public void toCoset(Work work) {
        domain.requireCosetShift();
        domain.inverse(x, 0, work);
        domain.forwardCoset(x, 0, work);
    }

    @Override
    public void productToCoset(NttVector a, NttVector b, Work work) {
        domain.requireCosetShift();
        long[] left = other(a).x;
        long[] right = other(b).x;
        work.forEachRange(
                domain.size(),
                MINIMUM_CHUNK,
                (from, to) -> FrScalarKernels.INSTANCE.mul(
                        x, LIMBS * from, left, LIMBS * from, right, LIMBS * from, to - from));
        toCoset(work);
    }

    @Override
    public void subtractFromProduct(NttVector a, NttVector b, Work work) {
        long[] left = other(a).x;
        long[] right = other(b).x;
        work.forEachRange(domain.size(), MINIMUM_CHUNK, (from, to) -> {
            long[] product = new long[LIMBS];
            for (int i = LIMBS * from; i < LIMBS * to; i += LIMBS) {
                FrLimbs.mul(product, 0, left, i, right, i);
                FrLimbs.sub(x, i, product, 0, x, i);
            }
            Arrays.fill(product, 0);
        });
    }

    private ScalarNttVector other(NttVector vector) {
        if (vector == this || !(vector instanceof ScalarNttVector other) || other.x.length != x.length) {
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
        return "NTT vector of 2^" + domain.log() + " elements, scalar";
    }
}

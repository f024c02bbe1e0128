package io.snark4j.curve.bn254;

import io.snark4j.field.Fp12Limbs;
import io.snark4j.field.Fp2Limbs;
import io.snark4j.field.FpLimbs;
import io.snark4j.field.simd.Fp12Accumulator;
import io.snark4j.field.simd.Fp2Lanes;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.FpSums;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;

/**
 * Miller loops of many pairs at once: lane l belongs to a segment, whose pairs lie one to a block and share the lane's accumulator. The
 * points of all blocks take each step together; then the accumulator takes the blocks' lines one after the other. One thread.
 *
 * <p>The steps are {@link G2Prepared}'s, but for the scale of points and lines, which are free up to a factor in Fp2: no halving, so that a
 * doubled point carries a factor of 4; and signs such that the middle coefficient of every line is taken at −x. Ranges: P, Q and T
 * are balanced; a product in Fp2 of components within ±α·p and ±β·p is within ±(2αβ/2.645 + 0.5)·p, that is 0.69 for balanced
 * factors and 0.76 for a product against a balanced one; sums of products name their largest value and the quotient that {@link FpSums#sum}
 * and {@link FpLanes#reduce} ask for.
 */
final class MillerLanes {
    private static final int B = Fp2Lanes.BLOCK;

    /** Longs of the affine points at rest. */
    private static final int G1 = G1Jacobian.AFFINE;

    private static final int G2 = G2Jacobian.AFFINE;

    private final int blocks;

    /** Doubles of a run: one block of Fp2 for each block of pairs. */
    private final int run;

    // P as y, then −x, in blocks of Fp.
    private final double[] p;

    // Affine: Q, then its images under ψ; and what is added to T.
    private final double[] q;
    private final double[] addend;

    // X, Y, Z of T.
    private final double[] t;
    private final double[] s;
    private final double[] threeB;
    private final double[] xFactor;
    private final double[] yFactor;
    private final LaneScratch scratch = new LaneScratch();
    private final Fp12Accumulator accumulator;
    private final double[] lines;

    // At rest, padded with the generators.
    private final long[] restP;
    private final long[] restQ;

    /** For segments of at most so many pairs. */
    MillerLanes(int blocks) {
        this.blocks = blocks;
        this.run = blocks * B;
        this.p = new double[run];
        this.q = new double[2 * run];
        this.addend = new double[2 * run];
        this.t = new double[3 * run];
        this.s = new double[8 * run];
        this.threeB = constant(G2Prepared.THREE_B);
        this.xFactor = constant(G2Endomorphism.X_FACTOR);
        this.yFactor = constant(G2Endomorphism.Y_FACTOR);
        this.accumulator = new Fp12Accumulator(blocks, scratch);
        this.lines = accumulator.lines();
        this.restP = new long[blocks * Lanes.COUNT * G1];
        this.restQ = new long[blocks * Lanes.COUNT * G2];
    }

    private double[] constant(long[] element) {
        double[] constant = new double[run];
        for (int i = 0; i < run; i += B) {
            Fp2Lanes.broadcast(constant, i, element, 0);
        }
        return constant;
    }

    /**
     * The values of COUNT segments of {@code blocks} pairs, beginning with pair {@code first}; lane by lane to f, {@link Fp12Limbs#LIMBS}
     * longs each. Pairs from {@code end} on do not count; those whose point of G2 lies outside the subgroup are marked and do not.
     */
    void run(long[] f, int fo, G1Points pairsP, G2Points pairsQ, int first, int end, boolean[] outside) {
        load(pairsP, pairsQ, first, end, outside);
        loop();
        if (markOutsiders(first, end, outside)) {
            load(pairsP, pairsQ, first, end, outside);
            loop();
        }
        accumulator.pack(f, fo, Fp12Limbs.LIMBS);
    }

    private void load(G1Points pairsP, G2Points pairsQ, int first, int end, boolean[] outside) {
        accumulator.clearNeutral();
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            for (int block = 0; block < blocks; block++) {
                int pair = first + lane * blocks + block;
                int at = block * Lanes.COUNT + lane;
                boolean hasQ = pair < end && !outside[pair] && !G2Jacobian.isAffineInfinity(pairsQ.limbs(), pair * G2);
                boolean hasP = pair < end && !G1Jacobian.isAffineInfinity(pairsP.limbs(), pair * G1);
                if (hasQ) {
                    System.arraycopy(pairsQ.limbs(), pair * G2, restQ, at * G2, G2);
                } else {
                    G2Affine.GENERATOR.write(restQ, at * G2);
                }
                if (hasP) {
                    System.arraycopy(pairsP.limbs(), pair * G1, restP, at * G1, G1);
                } else {
                    G1Affine.GENERATOR.write(restP, at * G1);
                }
                if (!hasP || !hasQ) {
                    accumulator.addNeutral(block, lane);
                }
            }
        }
        FpLanes.unpack(p, 0, restP, FpLimbs.LIMBS, G1, blocks);
        FpLanes.unpack(p, run / 2, restP, 0, G1, blocks);
        FpLanes.neg(p, run / 2, p, run / 2, blocks);
        FpLanes.reduce(p, 0, p, 0, 2 * blocks);
        Fp2Lanes.unpack(q, 0, restQ, 0, G2, blocks);
        Fp2Lanes.unpack(q, run, restQ, Fp2Limbs.LIMBS, G2, blocks);
    }

    private void loop() {
        System.arraycopy(q, 0, t, 0, 2 * run);
        long[] one = new long[Fp2Limbs.LIMBS];
        Fp2Limbs.setOne(one, 0);
        for (int i = 0; i < run; i += B) {
            Fp2Lanes.broadcast(t, 2 * run + i, one, 0);
        }
        accumulator.setOne();
        int top = G2Prepared.LOOP.length - 1;
        for (int i = top - 1; i >= 0; i--) {
            if (i < top - 1) {
                accumulator.square();
            }
            tangent();
            if (G2Prepared.LOOP[i] != 0) {
                setAddend(G2Prepared.LOOP[i] < 0);
                chord();
            }
        }
        applyPsi();
        setAddend(false);
        chord();
        applyPsi();
        setAddend(true);
        chord();
        applyPsi();
    }

    private void setAddend(boolean negate) {
        System.arraycopy(q, 0, addend, 0, 2 * run);
        if (negate) {
            Fp2Lanes.neg(addend, run, addend, run, blocks);
        }
    }

    // q = ψ(q)
    private void applyPsi() {
        Fp2Lanes.mulConjugate(q, 0, xFactor, 0, q, 0, blocks, scratch);
        Fp2Lanes.mulConjugate(q, run, yFactor, 0, q, run, blocks, scratch);
        Fp2Lanes.reduce(q, 0, q, 0, 2 * blocks);
    }

    // T becomes 2T: with b = Y², c = Z², j = X², h = 2YZ, e = 3b'·c, a = 2XY it is (a(b − 3e), (b + 3e)² − 12e², 4bh),
    // and the tangent h·y, −3j·x, b − e.
    private void tangent() {
        int x = 0;
        int y = run;
        int z = 2 * run;
        int b = 0;
        int c = run;
        int j = 2 * run;
        int h = 3 * run;
        int a = 4 * run;
        int e = 5 * run;
        int f = 6 * run;
        int g = 7 * run;
        int n = 2 * blocks;
        Fp2Lanes.square(s, b, t, y, blocks, scratch);
        Fp2Lanes.square(s, c, t, z, blocks, scratch);
        Fp2Lanes.square(s, j, t, x, blocks, scratch);
        // (Y + Z)² is within 1.26·p: 2.64·p with b and c, quotient 3.
        Fp2Lanes.addLazy(s, h, t, y, t, z, blocks);
        Fp2Lanes.square(s, h, s, h, blocks, scratch);
        FpSums.sum(s, h, s, h, 1, s, b, -1, s, c, -1, n);
        Fp2Lanes.addLazy(s, a, t, x, t, y, blocks);
        Fp2Lanes.square(s, a, s, a, blocks, scratch);
        FpSums.sum(s, a, s, a, 1, s, b, -1, s, j, -1, n);
        // e within 0.76·p: 3e within 2.28·p, quotient 2.
        Fp2Lanes.mul(s, e, s, c, threeB, 0, blocks, scratch);
        FpSums.multiple(s, f, s, e, 3, n);
        FpSums.multiple(s, j, s, j, 3, n);
        line(h, j);
        Fp2Lanes.sub(lines, 2 * run, s, b, s, e, blocks);
        // b − 3e: digits within 2^51 + 32 against 2^50, 1.19·p.
        Fp2Lanes.subLazy(s, g, s, b, s, f, blocks);
        Fp2Lanes.mul(t, x, s, a, s, g, blocks, scratch);
        Fp2Lanes.add(s, g, s, b, s, f, blocks);
        Fp2Lanes.square(s, g, s, g, blocks, scratch);
        // (2e)²·3: with g² 2.76·p, quotient 3, weights 4.
        FpSums.multiple(s, e, s, e, 2, n);
        Fp2Lanes.square(s, e, s, e, blocks, scratch);
        FpSums.sum(t, y, s, g, 1, s, e, -3, s, e, 0, n);
        // b·h within 0.76·p: 4 times that within 3.05·p, quotient 3.
        Fp2Lanes.mul(t, z, s, b, s, h, blocks, scratch);
        FpSums.multiple(t, z, t, z, 4, n);
        Fp2Lanes.reduce(t, x, t, x, blocks);
        accumulator.multiplyLines();
    }

    // T becomes T + A for the affine A: with θ = Y − y·Z, λ = X − x·Z, e = λ³, f = Z·θ², g = X·λ², h = e + f − 2g it is
    // (λh, θ(g − h) − eY, Ze),
    // and the chord λ·y, −θ·x, θ·xA − λ·yA. T = ±A leaves Z = 0.
    private void chord() {
        int x = 0;
        int y = run;
        int z = 2 * run;
        int theta = 0;
        int lambda = run;
        int c = 2 * run;
        int d = 3 * run;
        int e = 4 * run;
        int f = 5 * run;
        int g = 6 * run;
        int h = 7 * run;
        int n = 2 * blocks;
        Fp2Lanes.mul(s, theta, addend, y, t, z, blocks, scratch);
        Fp2Lanes.sub(s, theta, t, y, s, theta, blocks);
        Fp2Lanes.mul(s, lambda, addend, x, t, z, blocks, scratch);
        Fp2Lanes.sub(s, lambda, t, x, s, lambda, blocks);
        line(lambda, theta);
        Fp2Lanes.mul(s, c, s, theta, addend, x, blocks, scratch);
        Fp2Lanes.mul(s, d, s, lambda, addend, y, blocks, scratch);
        Fp2Lanes.sub(lines, 2 * run, s, c, s, d, blocks);
        Fp2Lanes.square(s, c, s, theta, blocks, scratch);
        Fp2Lanes.square(s, d, s, lambda, blocks, scratch);
        Fp2Lanes.mul(s, e, s, lambda, s, d, blocks, scratch);
        Fp2Lanes.mul(s, f, t, z, s, c, blocks, scratch);
        Fp2Lanes.mul(s, g, t, x, s, d, blocks, scratch);
        // Each within 0.76·p: 3.04·p, quotient 3, weights 4.
        FpSums.sum(s, h, s, e, 1, s, f, 1, s, g, -2, n);
        Fp2Lanes.mul(t, x, s, lambda, s, h, blocks, scratch);
        Fp2Lanes.reduce(t, x, t, x, blocks);
        // g − h: digits within 2^51 + 32 against 2^50, 1.26·p; the product within 0.98·p.
        Fp2Lanes.subLazy(s, g, s, g, s, h, blocks);
        Fp2Lanes.mul(s, g, s, g, s, theta, blocks, scratch);
        Fp2Lanes.mul(s, h, s, e, t, y, blocks, scratch);
        Fp2Lanes.sub(t, y, s, g, s, h, blocks);
        Fp2Lanes.mul(t, z, t, z, s, e, blocks, scratch);
        Fp2Lanes.reduce(t, z, t, z, blocks);
        accumulator.multiplyLines();
    }

    // The first two coefficients of a line: s[l0]·y and −s[l1]·x.
    private void line(int l0, int l1) {
        Fp2Lanes.scale(lines, 0, s, l0, p, 0, blocks, scratch);
        Fp2Lanes.scale(lines, run, s, l1, p, run / 2, blocks, scratch);
    }

    // Whether T ≠ −ψ³(Q) or T is infinity somewhere, see G2Prepared.ifInSubgroup; q is ψ³(Q). Marks where.
    private boolean markOutsiders(int first, int end, boolean[] outside) {
        Fp2Lanes.mul(s, 0, q, 0, t, 2 * run, blocks, scratch);
        Fp2Lanes.sub(s, 0, s, 0, t, 0, blocks);
        Fp2Lanes.mul(s, run, q, run, t, 2 * run, blocks, scratch);
        Fp2Lanes.add(s, run, s, run, t, run, blocks);
        boolean any = false;
        for (int block = 0; block < blocks; block++) {
            int at = block * B;
            long inside =
                    Fp2Lanes.zeroLanes(s, at) & Fp2Lanes.zeroLanes(s, run + at) & ~Fp2Lanes.zeroLanes(t, 2 * run + at);
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                int pair = first + lane * blocks + block;
                if ((inside >>> lane & 1) == 0 && pair < end) {
                    outside[pair] = true;
                    any = true;
                }
            }
        }
        return any;
    }
}

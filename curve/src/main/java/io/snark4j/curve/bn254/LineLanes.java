package io.snark4j.curve.bn254;

import io.snark4j.field.Fp2Limbs;
import io.snark4j.field.FpLimbs;
import io.snark4j.field.simd.Fp2Lanes;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.FpSums;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/**
 * The lines of one point of G2, drawn in lanes: the products in Fp2 that a step can make at the same time stand in the lanes of one block, three
 * rounds for a tangent and four for a chord. Steps and scales are those of {@link MillerLanes}, so lines differ from {@link
 * G2Prepared}'s scalar ones by a factor in Fp2. One thread, one use.
 *
 * <p>A register is a block of Fp2 with a value in each of four lanes; what a lane beyond them holds has no meaning. Ranges as in
 * {@link MillerLanes}.
 */
final class LineLanes {
    private static final int B = Fp2Lanes.BLOCK;
    private static final int F = FpLanes.BLOCK;
    private static final int N = Lanes.COUNT;

    /** Limbs of an element. */
    private static final int LIMBS = 5;

    /** Elements of Fp of a line. */
    private static final int LINE = G2Prepared.LINE / FpLimbs.LIMBS;

    // Registers, by offset: T is (X, Y, Z), Q affine (x, y).
    private static final int T = 0;
    private static final int Q = B;
    private static final int A = 2 * B;
    private static final int C = 3 * B;
    private static final int M = 4 * B;
    private static final int L = 5 * B;
    private static final int S = 6 * B;
    private static final int R = 7 * B;
    private static final int THREE_B = 8 * B;
    private static final int REGISTERS = 9 * B;

    // What each lane of a sum is multiplied by.
    private static final double[] TANGENT_MULTIPLES = weights(3, 2, 2, 2);
    private static final double[] TANGENT_LINE = weights(-3, 0, 0, 2);
    private static final double[] NONE = weights();
    private static final double[] ONES = weights(1, 1, 1, 1);
    private static final double[] TANGENT_SUMS = weights(1, 0, -1, -1);
    private static final double[] TANGENT_LAST = weights(1, 1, 4, 0);
    private static final double[] TANGENT_LAST_SUB = weights(0, -3, 0, 0);
    private static final double[] CHORD_LINE = weights(1, -1, 0, 0);
    private static final double[] CHORD_LINE_SUB = weights(-1, 0, 0, 0);
    private static final double[] CHORD_LAST_SUB = weights(0, -1, 0, 0);
    private static final double[] MINUS = weights(-1, -1, -1, -1);

    private final double[] r = new double[REGISTERS];
    private final double[] run = new double[runBlocks() * F];
    private final LaneScratch scratch = new LaneScratch();
    private int line;

    private LineLanes() {}

    /** Blocks of Fp that the lines of a point take as a run: l0, l1, l3 of every line, real before imaginary. */
    static int runBlocks() {
        return Math.ceilDiv(G2Prepared.LINES * LINE, N);
    }

    private static double[] weights(double... first) {
        double[] weights = new double[Math.max(N, first.length)];
        System.arraycopy(first, 0, weights, 0, first.length);
        return weights;
    }

    /** The lines of a point that is not infinity, in lanes; balanced. */
    static double[] draw(long[] point) {
        var lanes = new LineLanes();
        lanes.load(point);
        lanes.drawAll(point);
        return lanes.run;
    }

    /** Lines at rest as a run, balanced. */
    static double[] unpack(long[] lines) {
        long[] padded = Arrays.copyOf(lines, runBlocks() * N * FpLimbs.LIMBS);
        double[] run = new double[runBlocks() * F];
        FpLanes.unpack(run, 0, padded, 0, FpLimbs.LIMBS, runBlocks());
        FpLanes.reduce(run, 0, run, 0, runBlocks());
        return run;
    }

    /** A run as lines at rest. */
    static long[] pack(double[] run) {
        long[] padded = new long[runBlocks() * N * FpLimbs.LIMBS];
        FpLanes.pack(padded, 0, FpLimbs.LIMBS, run, 0, runBlocks());
        return Arrays.copyOf(padded, G2Prepared.LINES * G2Prepared.LINE);
    }

    private void load(long[] point) {
        setPoint(point);
        System.arraycopy(r, Q, r, T, B);
        long[] one = new long[Fp2Limbs.LIMBS];
        Fp2Limbs.setOne(one, 0);
        Fp2Lanes.broadcast(r, M, one, 0);
        move(T, 2, M, 0);
        Fp2Lanes.broadcast(r, THREE_B, G2Prepared.THREE_B, 0);
    }

    // Q = an affine point
    private void setPoint(long[] point) {
        long[] lanes = new long[N * Fp2Limbs.LIMBS];
        System.arraycopy(point, 0, lanes, 0, G2Jacobian.AFFINE);
        Fp2Lanes.unpack(r, Q, lanes, 0, Fp2Limbs.LIMBS, 1);
    }

    private void drawAll(long[] point) {
        long[] image = point.clone();
        long[] negative = new long[G2Jacobian.AFFINE];
        long[] s = new long[Fp2Limbs.SCRATCH];
        G2Jacobian.copyAffine(negative, 0, point, 0, true);
        for (int i = G2Prepared.LOOP.length - 2; i >= 0; i--) {
            tangent();
            if (G2Prepared.LOOP[i] != 0) {
                setPoint(G2Prepared.LOOP[i] > 0 ? point : negative);
                chord();
            }
        }
        G2Endomorphism.affine(image, 0, image, 0, s, 0);
        setPoint(image);
        chord();
        G2Endomorphism.affine(image, 0, image, 0, s, 0);
        G2Jacobian.copyAffine(image, 0, image, 0, true);
        setPoint(image);
        chord();
    }

    // Lane i of one register becomes lane k of another.
    private void move(int to, int i, int from, int k) {
        for (int limb = 0; limb < 2 * LIMBS; limb++) {
            r[to + limb * N + i] = r[from + limb * N + k];
        }
    }

    private void mul(int out, int a, int b) {
        Fp2Lanes.mul(r, out, r, a, r, b, 1, scratch);
    }

    private void sum(int out, int a, double[] ka, int b, double[] kb) {
        FpSums.weightedSum(r, out, r, a, ka, r, b, kb, 2);
    }

    private void multiple(int out, int a, double[] ka) {
        sum(out, a, ka, a, NONE);
    }

    // A coefficient of the current line: 0, 1 or 2 for those of 1, w and w³.
    private void put(int coefficient, int register, int lane) {
        for (int part = 0; part < 2; part++) {
            int element = line * LINE + 2 * coefficient + part;
            int to = element / N * F + element % N;
            for (int limb = 0; limb < LIMBS; limb++) {
                run[to + limb * N] = r[register + part * F + limb * N + lane];
            }
        }
    }

    // With j = X², b = Y², c = Z², m = YZ; e = 3b'·c, XY and b·m; (b + 3e)², (2e)² and 2XY·(b − 3e).
    private void tangent() {
        System.arraycopy(r, T, r, A, B);
        System.arraycopy(r, T, r, C, B);
        move(A, 3, T, 1);
        move(C, 3, T, 2);
        mul(M, A, C);
        // j, b, c, m within 0.69·p: 3j 2.07·p, quotient 2.
        multiple(L, M, TANGENT_LINE);
        put(0, L, 3);
        put(1, L, 0);
        // [c, X, b, c]·[3b', Y, m, 3b']
        move(A, 0, M, 2);
        move(A, 1, T, 0);
        move(A, 2, M, 1);
        move(A, 3, M, 2);
        System.arraycopy(r, THREE_B, r, C, B);
        move(C, 1, T, 1);
        move(C, 2, M, 3);
        mul(S, A, C);
        // f = 3e, 2XY, 2bm, 2e: within 2.28·p, quotient 2.
        multiple(R, S, TANGENT_MULTIPLES);
        // [b, 2e, b, b] + [f, 0, −f, −e]: within 1.45·p.
        move(A, 0, M, 1);
        move(A, 1, R, 3);
        move(A, 2, M, 1);
        move(A, 3, M, 1);
        move(C, 0, R, 0);
        move(C, 1, R, 0);
        move(C, 2, R, 0);
        move(C, 3, S, 0);
        sum(A, A, ONES, C, TANGENT_SUMS);
        put(2, A, 3);
        line++;
        // [b + f, 2e, b − f]·[b + f, 2e, 2XY]
        System.arraycopy(r, A, r, C, B);
        move(C, 2, R, 1);
        mul(M, A, C);
        // X = third, Y = first − 3·second (2.76·p, quotient 3, weights 4), Z = 4·2bm (2·p)
        move(A, 0, M, 2);
        move(A, 1, M, 0);
        move(A, 2, R, 2);
        move(C, 1, M, 1);
        sum(T, A, TANGENT_LAST, C, TANGENT_LAST_SUB);
    }

    // λ = X − x·Z, θ = Y − y·Z; λ², θ², λ·y, θ·x; e = λ³, f = Z·θ², g = X·λ²; λh, Ze, (g − h)θ, eY for h = e + f − 2g.
    private void chord() {
        for (int i = 0; i < 4; i++) {
            move(A, i, T, 2);
        }
        mul(M, A, Q);
        sum(L, T, ONES, M, MINUS);
        put(0, L, 0);
        move(A, 0, L, 0);
        move(A, 1, L, 1);
        move(A, 2, L, 0);
        move(A, 3, L, 1);
        move(C, 0, L, 0);
        move(C, 1, L, 1);
        move(C, 2, Q, 1);
        move(C, 3, Q, 0);
        mul(M, A, C);
        finishChord();
    }

    // L holds λ and θ, M holds λ², θ², λ·y and θ·x.
    private void finishChord() {
        // [θ·x, −θ] − [λ·y, 0]
        move(A, 0, M, 3);
        move(C, 0, M, 2);
        sum(S, A, CHORD_LINE, C, CHORD_LINE_SUB);
        put(1, S, 1);
        put(2, S, 0);
        line++;
        move(A, 0, L, 0);
        move(A, 1, T, 2);
        move(A, 2, T, 0);
        move(C, 0, M, 0);
        move(C, 1, M, 1);
        move(C, 2, M, 0);
        mul(S, A, C);
        // e, f and g within 0.76·p, h within 3.04·p, quotient 3, weights 4. Lane 0 of R.
        move(A, 0, S, 1);
        move(C, 0, S, 2);
        FpSums.sum(r, R, r, S, 1, r, A, 1, r, C, -2, 2);
        move(A, 2, S, 2);
        move(C, 2, R, 0);
        // g − h balanced
        sum(A, A, ONES, C, MINUS);
        move(A, 0, L, 0);
        move(A, 1, T, 2);
        move(A, 3, S, 0);
        move(C, 0, R, 0);
        move(C, 1, S, 0);
        move(C, 2, L, 1);
        move(C, 3, T, 1);
        mul(M, A, C);
        // X, Y = (g − h)θ − eY within 1.57·p, Z
        move(A, 0, M, 0);
        move(A, 1, M, 2);
        move(A, 2, M, 1);
        move(C, 1, M, 3);
        sum(T, A, ONES, C, CHORD_LAST_SUB);
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.Fp12Limbs;
import io.snark4j.field.FpLimbs;
import io.snark4j.field.simd.Fp12Lanes;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;

/**
 * Pairings one at a time with the coefficients of Fp12 in lanes: the same values as {@link MillerLoop} and {@link FinalExponentiation}, limb by
 * limb. One thread.
 */
final class PairingLanes {
    private static final int SIZE = Fp12Lanes.SIZE;

    /** Elements of Fp of a line. */
    private static final int LINE = G2Prepared.LINE / FpLimbs.LIMBS;

    /** A line's six elements meet the lanes anew after this many blocks; five times that, to make calls long. */
    private static final int PERIOD = 15;

    private static final int WIDTH = 4;
    private static final byte[] U_DIGITS = Naf.of(new long[] {G2Endomorphism.U}, Long.SIZE, WIDTH, false);
    private static final int POWERS = 1 << (WIDTH - 2);

    private final Fp12Lanes field = new Fp12Lanes();
    private final LaneScratch scratch = new LaneScratch();
    private final double[] factors = new double[PERIOD * FpLanes.BLOCK];
    private final long[] rest = new long[Fp12Limbs.LIMBS];
    private final long[] s = new long[Fp12Limbs.SCRATCH];

    // a, a³, a⁵, a⁷ and their inverses
    private final double[] powers = new double[2 * POWERS * SIZE];

    /**
     * f = the product of the Miller loops of the pairs, none of which has a point at infinity; one for no pairs.
     *
     * @param points affine, as many as there are lines
     * @param lines as {@link G2Prepared#lanes} has them, a point each
     */
    void millerLoop(long[] f, long[] points, double[]... lines) {
        Fp12Limbs.setOne(f, 0);
        double[] value = new double[SIZE];
        field.unpack(value, 0, f, 0);
        double[][] values = new double[lines.length][];
        for (int i = 0; i < lines.length; i++) {
            values[i] = evaluate(lines[i], points, i * G1Jacobian.AFFINE);
        }
        int at = 0;
        int top = G2Prepared.LOOP.length - 1;
        for (int i = top - 1; i >= 0; i--) {
            if (i < top - 1) {
                field.mul(value, 0, value, 0, value, 0);
            }
            for (int more = G2Prepared.LOOP[i] != 0 ? 2 : 1; more > 0; more--) {
                multiplyLines(value, values, at++);
            }
        }
        multiplyLines(value, values, at);
        multiplyLines(value, values, at + 1);
        field.pack(f, 0, value, 0);
    }

    private void multiplyLines(double[] value, double[][] values, int line) {
        for (double[] pair : values) {
            field.mulByLine(value, 0, value, 0, pair, line * LINE);
        }
    }

    // c0·y, c1·x and c2 for every line of a point.
    private double[] evaluate(double[] lines, long[] points, int p) {
        long[] factor = new long[PERIOD * Lanes.COUNT * FpLimbs.LIMBS];
        for (int i = 0; i < PERIOD * Lanes.COUNT; i++) {
            int at = i * FpLimbs.LIMBS;
            switch (i % LINE / 2) {
                case 0 -> FpLimbs.copy(factor, at, points, p + FpLimbs.LIMBS);
                case 1 -> FpLimbs.copy(factor, at, points, p);
                default -> FpLimbs.setOne(factor, at);
            }
        }
        FpLanes.unpack(factors, 0, factor, 0, FpLimbs.LIMBS, PERIOD);
        FpLanes.reduce(factors, 0, factors, 0, PERIOD);
        double[] values = new double[lines.length];
        for (int from = 0; from < LineLanes.runBlocks(); from += PERIOD) {
            int at = from * FpLanes.BLOCK;
            int count = Math.min(PERIOD, LineLanes.runBlocks() - from);
            // Products of balanced values: within 0.6·p.
            FpLanes.mul(values, at, lines, at, factors, 0, count, scratch);
        }
        return values;
    }

    /** As {@link FinalExponentiation#apply}. */
    void finalExponentiation(long[] f) {
        FinalExponentiation.easy(f, rest, s);
        double[] x = new double[6 * SIZE];
        int value = 0;
        int f2u = SIZE;
        int f6u2 = 2 * SIZE;
        int a = 3 * SIZE;
        int b = 4 * SIZE;
        int t = 5 * SIZE;
        field.unpack(x, value, f, 0);
        power(x, t, x, value);
        field.cyclotomicSquare(x, f2u, x, t);
        field.cyclotomicSquare(x, t, x, f2u);
        field.mul(x, a, x, t, x, f2u);
        power(x, f6u2, x, a);
        field.cyclotomicSquare(x, t, x, f6u2);
        field.mul(x, a, x, a, x, f6u2);
        field.mul(x, f6u2, x, f6u2, x, value);
        power(x, t, x, t);
        field.mul(x, a, x, a, x, t);
        Fp12Lanes.conjugate(x, b, x, f2u);
        field.mul(x, b, x, b, x, a);
        Fp12Lanes.conjugate(x, t, x, value);
        field.mul(x, value, x, f6u2, x, a);
        field.mul(x, t, x, t, x, b);
        multiplyFrobenius(x, value, t, 3);
        multiplyFrobenius(x, value, b, 1);
        multiplyFrobenius(x, value, a, 2);
        field.pack(f, 0, x, value);
    }

    // x[at] *= x[image]^(p^power); x[image] is lost.
    private void multiplyFrobenius(double[] x, int at, int image, int power) {
        field.pack(rest, 0, x, image);
        Fp12Limbs.frobenius(rest, 0, rest, 0, power, s, 0);
        field.unpack(x, image, rest, 0);
        field.mul(x, at, x, at, x, image);
    }

    // out = a^u in the cyclotomic subgroup; out may be a.
    private void power(double[] out, int o, double[] a, int ao) {
        System.arraycopy(a, ao, powers, 0, SIZE);
        int square = POWERS * SIZE;
        field.cyclotomicSquare(powers, square, powers, 0);
        for (int i = 1; i < POWERS; i++) {
            field.mul(powers, i * SIZE, powers, (i - 1) * SIZE, powers, square);
        }
        for (int i = 0; i < POWERS; i++) {
            Fp12Lanes.conjugate(powers, (POWERS + i) * SIZE, powers, i * SIZE);
        }
        int top = U_DIGITS.length - 1;
        while (U_DIGITS[top] == 0) {
            top--;
        }
        System.arraycopy(powers, powerOf(U_DIGITS[top]), out, o, SIZE);
        for (int i = top - 1; i >= 0; i--) {
            field.cyclotomicSquare(out, o, out, o);
            if (U_DIGITS[i] != 0) {
                field.mul(out, o, out, o, powers, powerOf(U_DIGITS[i]));
            }
        }
    }

    private static int powerOf(int digit) {
        return ((Math.abs(digit) >> 1) + (digit < 0 ? POWERS : 0)) * SIZE;
    }
}

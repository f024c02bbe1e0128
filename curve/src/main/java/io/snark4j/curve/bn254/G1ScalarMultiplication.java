package io.snark4j.curve.bn254;

import io.snark4j.field.FpLimbs;

/**
 * A few scalar multiplications at once, doublings shared: every scalar is halved in length by {@link Glv}, the halves in
 * width-{@value #WIDTH} NAF, the odd multiples affine. Vartime.
 */
final class G1ScalarMultiplication {
    /** Width of the digits. */
    static final int WIDTH = 5;

    private static final int TABLE = 1 << (WIDTH - 2);
    private static final long[] BETA = new long[FpLimbs.LIMBS];

    static {
        Glv.BETA.write(BETA, 0);
    }

    private G1ScalarMultiplication() {}

    /**
     * out = Σ ±scalars[i]·point, Jacobian, over {@code count} entries.
     *
     * @param points affine
     * @param entries twice the index of the point, plus 1 to subtract it
     * @param scalars plain, below 2^254, 4 limbs each
     */
    static void sum(long[] out, long[] points, int[] entries, long[] scalars, int count) {
        byte[][] digits = new byte[2 * count][];
        long[] odd = new long[2 * count * TABLE * G1Jacobian.AFFINE];
        long[] k1 = new long[Glv.LIMBS];
        long[] k2 = new long[Glv.LIMBS];
        for (int i = 0; i < count; i++) {
            Glv.split(k1, k2, scalars, i * SignedDigits.LIMBS);
            boolean subtract = (entries[i] & 1) != 0;
            boolean negative1 = Glv.takeSign(k1);
            boolean negative2 = Glv.takeSign(k2);
            digits[2 * i] = Naf.of(k1, Glv.BITS, WIDTH, subtract != negative1);
            digits[2 * i + 1] = Naf.of(k2, Glv.BITS, WIDTH, subtract != negative2);
            int at = 2 * i * TABLE * G1Jacobian.AFFINE;
            G1Jacobian.oddMultiples(odd, at, points, (entries[i] >>> 1) * G1Jacobian.AFFINE, TABLE);
            endomorphism(odd, at + TABLE * G1Jacobian.AFFINE, odd, at);
        }
        G1Jacobian.interleave(out, 0, odd, TABLE, digits, new long[G1Jacobian.SCRATCH], 0);
    }

    /** out = (a + b·λ)·point, Jacobian, from the digits of a and b: {@link #WIDTH} wide, one length. */
    static void interleave(long[] out, long[] points, int at, byte[][] digits) {
        long[] odd = new long[2 * TABLE * G1Jacobian.AFFINE];
        G1Jacobian.oddMultiples(odd, 0, points, at, TABLE);
        endomorphism(odd, TABLE * G1Jacobian.AFFINE, odd, 0);
        G1Jacobian.interleave(out, 0, odd, TABLE, digits, new long[G1Jacobian.SCRATCH], 0);
    }

    private static void endomorphism(long[] out, int o, long[] a, int ao) {
        for (int i = 0; i < TABLE * G1Jacobian.AFFINE; i += G1Jacobian.AFFINE) {
            FpLimbs.mul(out, o + i, a, ao + i, BETA, 0);
            FpLimbs.copy(out, o + i + FpLimbs.LIMBS, a, ao + i + FpLimbs.LIMBS);
        }
    }
}

package io.snark4j.curve.bn254;

/** As {@link G1ScalarMultiplication} for G2, whole scalars in width-{@value #WIDTH} NAF; any point of the curve. Vartime. */
final class G2ScalarMultiplication {
    private static final int WIDTH = 5;
    private static final int TABLE = 1 << (WIDTH - 2);
    private static final int BITS = 255;

    private G2ScalarMultiplication() {}

    /**
     * out = Σ ±scalars[i]·point, Jacobian, over {@code count} entries.
     *
     * @param points affine
     * @param entries twice the index of the point, plus 1 to subtract it
     * @param scalars plain, below 2^254, 4 limbs each
     */
    static void sum(long[] out, long[] points, int[] entries, long[] scalars, int count) {
        byte[][] digits = new byte[count][];
        long[] odd = new long[count * TABLE * G2Jacobian.AFFINE];
        long[] k = new long[SignedDigits.LIMBS];
        for (int i = 0; i < count; i++) {
            System.arraycopy(scalars, i * SignedDigits.LIMBS, k, 0, SignedDigits.LIMBS);
            digits[i] = Naf.of(k, BITS, WIDTH, (entries[i] & 1) != 0);
            int point = (entries[i] >>> 1) * G2Jacobian.AFFINE;
            G2Jacobian.oddMultiples(odd, i * TABLE * G2Jacobian.AFFINE, points, point, TABLE);
        }
        G2Jacobian.interleave(out, 0, odd, TABLE, digits, new long[G2Jacobian.SCRATCH], 0);
    }
}

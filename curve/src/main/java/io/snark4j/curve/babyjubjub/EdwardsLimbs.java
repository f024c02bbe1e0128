package io.snark4j.curve.babyjubjub;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;

/**
 * Hot operations of the twisted Edwards curve in projective coordinates X, Y, Z for (X/Z, Y/Z), {@link #LIMBS} longs in
 * Montgomery form. The addition law is complete, because a is a square and d is not: no case is special. Formulas
 * add-2008-bbjlp and dbl-2008-bbjlp of the Explicit-Formulas Database. {@code out} may equal an input exactly.
 */
final class EdwardsLimbs {
    private static final int FIELD = FrLimbs.LIMBS;

    /** Longs of a point. */
    static final int LIMBS = 3 * FIELD;

    /** Longs of scratch. */
    static final int SCRATCH = 6 * FIELD;

    private static final int X = 0;
    private static final int Y = FIELD;
    private static final int Z = 2 * FIELD;

    private static final long[] A = limbs(BabyJubjubPoint.A);
    private static final long[] D = limbs(BabyJubjubPoint.D);

    private EdwardsLimbs() {}

    private static long[] limbs(Fr value) {
        long[] limbs = new long[FIELD];
        value.write(limbs, 0);
        return limbs;
    }

    /** out = a + b. 10 products, 1 squaring, 2 products by constants. */
    static void add(long[] out, long[] a, long[] b, long[] s) {
        int z = 0;
        int c = FIELD;
        int d = 2 * FIELD;
        int e = 3 * FIELD;
        int f = 4 * FIELD;
        int g = 5 * FIELD;
        FrLimbs.mul(s, z, a, Z, b, Z);
        FrLimbs.mul(s, c, a, X, b, X);
        FrLimbs.mul(s, d, a, Y, b, Y);
        FrLimbs.add(s, e, a, X, a, Y);
        FrLimbs.add(s, f, b, X, b, Y);
        FrLimbs.mul(s, e, s, e, s, f);
        FrLimbs.sub(s, e, s, e, s, c);
        FrLimbs.sub(s, e, s, e, s, d);
        FrLimbs.mul(s, e, s, e, s, z);
        FrLimbs.mul(s, f, s, c, s, d);
        FrLimbs.mul(s, f, s, f, D, 0);
        FrLimbs.mul(s, c, s, c, A, 0);
        FrLimbs.sub(s, d, s, d, s, c);
        FrLimbs.mul(s, d, s, d, s, z);
        FrLimbs.square(s, z, s, z);
        FrLimbs.add(s, g, s, z, s, f);
        FrLimbs.sub(s, f, s, z, s, f);
        FrLimbs.mul(out, X, s, e, s, f);
        FrLimbs.mul(out, Y, s, d, s, g);
        FrLimbs.mul(out, Z, s, f, s, g);
    }

    /** out = 2a. 3 products, 4 squarings, 1 product by a constant. */
    static void twice(long[] out, long[] a, long[] s) {
        int b = 0;
        int c = FIELD;
        int d = 2 * FIELD;
        int e = 3 * FIELD;
        int f = 4 * FIELD;
        int j = 5 * FIELD;
        FrLimbs.add(s, b, a, X, a, Y);
        FrLimbs.square(s, b, s, b);
        FrLimbs.square(s, c, a, X);
        FrLimbs.square(s, d, a, Y);
        FrLimbs.square(s, j, a, Z);
        FrLimbs.twice(s, j, s, j);
        FrLimbs.mul(s, e, s, c, A, 0);
        FrLimbs.add(s, f, s, e, s, d);
        FrLimbs.sub(s, j, s, f, s, j);
        FrLimbs.sub(s, b, s, b, s, c);
        FrLimbs.sub(s, b, s, b, s, d);
        FrLimbs.sub(s, e, s, e, s, d);
        FrLimbs.mul(out, X, s, b, s, j);
        FrLimbs.mul(out, Y, s, f, s, e);
        FrLimbs.mul(out, Z, s, f, s, j);
    }

    /** out = -a. */
    static void neg(long[] out, long[] a) {
        FrLimbs.neg(out, X, a, X);
        FrLimbs.copy(out, Y, a, Y);
        FrLimbs.copy(out, Z, a, Z);
    }
}

package io.snark4j.field;

/** Runs of NTT butterflies between elements from i and elements from j, n of each, in place; s is scratch of 4 longs. */
final class Butterflies {
    private Butterflies() {}

    /** (x, y) becomes (x + w·y, x - w·y), for one w. */
    static void forward(long[] x, int i, int j, int n, long[] w, int wo, long[] s) {
        for (int k = 0; k < 4 * n; k += 4) {
            FrLimbs.mul(s, 0, x, j + k, w, wo);
            FrLimbs.sub(x, j + k, x, i + k, s, 0);
            FrLimbs.add(x, i + k, x, i + k, s, 0);
        }
    }

    /** (x, y) becomes (x + y, x - y). */
    static void sumAndDifference(long[] x, int i, int j, int n, long[] s) {
        for (int k = 0; k < 4 * n; k += 4) {
            FrLimbs.copy(s, 0, x, j + k);
            FrLimbs.sub(x, j + k, x, i + k, s, 0);
            FrLimbs.add(x, i + k, x, i + k, s, 0);
        }
    }

    /** (x, y) becomes (x + y, (y - x)·w). */
    static void inverse(long[] x, int i, int j, int n, long[] w, int wo, long[] s) {
        for (int k = 0; k < 4 * n; k += 4) {
            FrLimbs.sub(s, 0, x, j + k, x, i + k);
            FrLimbs.add(x, i + k, x, i + k, x, j + k);
            FrLimbs.mul(x, j + k, s, 0, w, wo);
        }
    }

    /** (x, y) becomes ((x + y)·v, (y - x)·w), v at 0 and w at 4 of the factors. */
    static void inverseScaled(long[] x, int i, int j, int n, long[] factors, long[] s) {
        for (int k = 0; k < 4 * n; k += 4) {
            FrLimbs.sub(s, 0, x, j + k, x, i + k);
            FrLimbs.add(x, i + k, x, i + k, x, j + k);
            FrLimbs.mul(x, i + k, x, i + k, factors, 0);
            FrLimbs.mul(x, j + k, s, 0, factors, 4);
        }
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.FpLimbs;

/**
 * Affine additions in batches with one inversion a batch (Montgomery's trick): about 5 products and 1 squaring an addition,
 * against 8 and 3 in mixed coordinates. Exact for infinity, doubling and opposites, which are found pair by pair.
 *
 * <p>Points lie in numbered slots. {@link #pair} schedules slot a += slot b; {@link #run} does all that is scheduled. Within a
 * batch each slot may be in one pair only. One thread at a time; nothing allocates after construction.
 */
final class G1BatchAdder {
    private static final int FIELD = G1Jacobian.FIELD;
    private static final int AFFINE = G1Jacobian.AFFINE;

    private static final int INVERSE = 0;
    private static final int SLOPE = FIELD;
    private static final int DIFFERENCE = 2 * FIELD;
    private static final int PRODUCT = 3 * FIELD;
    private static final int TEMPORARIES = 4 * FIELD;
    private static final int SCRATCH = TEMPORARIES;

    private final long[] points;
    private final int[] left;
    private final int[] right;
    private final long[] denominators;
    private final long[] prefixes;
    private final long[] s = new long[SCRATCH];
    private int pairs;

    /** Room for {@code slots} points and {@code maximumPairs} pairs a batch. */
    G1BatchAdder(int slots, int maximumPairs) {
        points = new long[slots * AFFINE];
        left = new int[maximumPairs];
        right = new int[maximumPairs];
        denominators = new long[maximumPairs * FIELD];
        prefixes = new long[maximumPairs * FIELD];
        FpLimbs.setOne(s, PRODUCT);
    }

    /** Puts an affine point, or its negative, into a slot. */
    void load(int slot, long[] from, int offset, boolean negate) {
        G1Jacobian.copyAffine(points, slot * AFFINE, from, offset, negate);
    }

    /** Takes a slot's affine point out. */
    void store(int slot, long[] to, int offset) {
        System.arraycopy(points, slot * AFFINE, to, offset, AFFINE);
    }

    /** Schedules slot a += slot b. What needs no inversion is done at once. */
    void pair(int a, int b) {
        int p = a * AFFINE;
        int q = b * AFFINE;
        if (G1Jacobian.isAffineInfinity(points, q)) {
            return;
        }
        if (G1Jacobian.isAffineInfinity(points, p)) {
            System.arraycopy(points, q, points, p, AFFINE);
            return;
        }
        int d = pairs * FIELD;
        FpLimbs.sub(denominators, d, points, q, points, p);
        if (FpLimbs.isZero(denominators, d)) {
            boolean doubling =
                    FpLimbs.equal(points, p + FIELD, points, q + FIELD) && !FpLimbs.isZero(points, p + FIELD);
            if (!doubling) {
                FpLimbs.setZero(points, p);
                FpLimbs.setZero(points, p + FIELD);
                return;
            }
            FpLimbs.twice(denominators, d, points, p + FIELD);
            left[pairs] = ~a;
        } else {
            left[pairs] = a;
        }
        right[pairs] = b;
        FpLimbs.copy(prefixes, d, s, PRODUCT);
        FpLimbs.mul(s, PRODUCT, s, PRODUCT, denominators, d);
        pairs++;
    }

    /** Does the scheduled additions. */
    void run() {
        if (pairs == 0) {
            return;
        }
        FpLimbs.inverse(s, PRODUCT, s, PRODUCT);
        for (int i = pairs - 1; i >= 0; i--) {
            FpLimbs.mul(s, INVERSE, s, PRODUCT, prefixes, i * FIELD);
            FpLimbs.mul(s, PRODUCT, s, PRODUCT, denominators, i * FIELD);
            int a = left[i];
            boolean doubling = a < 0;
            finish((doubling ? ~a : a) * AFFINE, right[i] * AFFINE, doubling);
        }
        FpLimbs.setOne(s, PRODUCT);
        pairs = 0;
    }

    private void finish(int p, int q, boolean doubling) {
        if (doubling) {
            FpLimbs.square(s, DIFFERENCE, points, p);
            FpLimbs.twice(s, SLOPE, s, DIFFERENCE);
            FpLimbs.add(s, SLOPE, s, SLOPE, s, DIFFERENCE);
        } else {
            FpLimbs.sub(s, SLOPE, points, q + FIELD, points, p + FIELD);
        }
        FpLimbs.mul(s, SLOPE, s, SLOPE, s, INVERSE);
        FpLimbs.square(s, INVERSE, s, SLOPE);
        FpLimbs.sub(s, INVERSE, s, INVERSE, points, p);
        FpLimbs.sub(s, INVERSE, s, INVERSE, points, q);
        FpLimbs.sub(s, DIFFERENCE, points, p, s, INVERSE);
        FpLimbs.copy(points, p, s, INVERSE);
        FpLimbs.mul(s, DIFFERENCE, s, DIFFERENCE, s, SLOPE);
        FpLimbs.sub(points, p + FIELD, s, DIFFERENCE, points, p + FIELD);
    }
}

// Generated from G1BatchAdder.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.Fp2Limbs;

/**
 * Affine additions in batches with one inversion a batch (Montgomery's trick): about 5 products and 1 squaring an addition,
 * against 8 and 3 in mixed coordinates. Exact for infinity, doubling and opposites, which are found pair by pair.
 *
 * <p>Points lie in numbered slots. {@link #pair} schedules slot a += slot b; {@link #run} does all that is scheduled. Within a
 * batch each slot may be in one pair only. One thread at a time; nothing allocates after construction.
 */
final class G2BatchAdder {
    private static final int FIELD = G2Jacobian.FIELD;
    private static final int AFFINE = G2Jacobian.AFFINE;

    private static final int INVERSE = 0;
    private static final int SLOPE = FIELD;
    private static final int DIFFERENCE = 2 * FIELD;
    private static final int PRODUCT = 3 * FIELD;
    private static final int TEMPORARIES = 4 * FIELD;
    private static final int SCRATCH = TEMPORARIES + Fp2Limbs.SCRATCH;

    private final long[] points;
    private final int[] left;
    private final int[] right;
    private final long[] denominators;
    private final long[] prefixes;
    private final long[] s = new long[SCRATCH];
    private int pairs;

    /** Room for {@code slots} points and {@code maximumPairs} pairs a batch. */
    G2BatchAdder(int slots, int maximumPairs) {
        points = new long[slots * AFFINE];
        left = new int[maximumPairs];
        right = new int[maximumPairs];
        denominators = new long[maximumPairs * FIELD];
        prefixes = new long[maximumPairs * FIELD];
        Fp2Limbs.setOne(s, PRODUCT);
    }

    /** Puts an affine point, or its negative, into a slot. */
    void load(int slot, long[] from, int offset, boolean negate) {
        G2Jacobian.copyAffine(points, slot * AFFINE, from, offset, negate);
    }

    /** Takes a slot's affine point out. */
    void store(int slot, long[] to, int offset) {
        System.arraycopy(points, slot * AFFINE, to, offset, AFFINE);
    }

    /** Schedules slot a += slot b. What needs no inversion is done at once. */
    void pair(int a, int b) {
        int p = a * AFFINE;
        int q = b * AFFINE;
        if (G2Jacobian.isAffineInfinity(points, q)) {
            return;
        }
        if (G2Jacobian.isAffineInfinity(points, p)) {
            System.arraycopy(points, q, points, p, AFFINE);
            return;
        }
        int d = pairs * FIELD;
        Fp2Limbs.sub(denominators, d, points, q, points, p);
        if (Fp2Limbs.isZero(denominators, d)) {
            boolean doubling =
                    Fp2Limbs.equal(points, p + FIELD, points, q + FIELD) && !Fp2Limbs.isZero(points, p + FIELD);
            if (!doubling) {
                Fp2Limbs.setZero(points, p);
                Fp2Limbs.setZero(points, p + FIELD);
                return;
            }
            Fp2Limbs.twice(denominators, d, points, p + FIELD);
            left[pairs] = ~a;
        } else {
            left[pairs] = a;
        }
        right[pairs] = b;
        Fp2Limbs.copy(prefixes, d, s, PRODUCT);
        Fp2Limbs.mul(s, PRODUCT, s, PRODUCT, denominators, d, s, TEMPORARIES);
        pairs++;
    }

    /** Does the scheduled additions. */
    void run() {
        if (pairs == 0) {
            return;
        }
        Fp2Limbs.inverse(s, PRODUCT, s, PRODUCT, s, TEMPORARIES);
        for (int i = pairs - 1; i >= 0; i--) {
            Fp2Limbs.mul(s, INVERSE, s, PRODUCT, prefixes, i * FIELD, s, TEMPORARIES);
            Fp2Limbs.mul(s, PRODUCT, s, PRODUCT, denominators, i * FIELD, s, TEMPORARIES);
            int a = left[i];
            boolean doubling = a < 0;
            finish((doubling ? ~a : a) * AFFINE, right[i] * AFFINE, doubling);
        }
        Fp2Limbs.setOne(s, PRODUCT);
        pairs = 0;
    }

    private void finish(int p, int q, boolean doubling) {
        if (doubling) {
            Fp2Limbs.square(s, DIFFERENCE, points, p, s, TEMPORARIES);
            Fp2Limbs.twice(s, SLOPE, s, DIFFERENCE);
            Fp2Limbs.add(s, SLOPE, s, SLOPE, s, DIFFERENCE);
        } else {
            Fp2Limbs.sub(s, SLOPE, points, q + FIELD, points, p + FIELD);
        }
        Fp2Limbs.mul(s, SLOPE, s, SLOPE, s, INVERSE, s, TEMPORARIES);
        Fp2Limbs.square(s, INVERSE, s, SLOPE, s, TEMPORARIES);
        Fp2Limbs.sub(s, INVERSE, s, INVERSE, points, p);
        Fp2Limbs.sub(s, INVERSE, s, INVERSE, points, q);
        Fp2Limbs.sub(s, DIFFERENCE, points, p, s, INVERSE);
        Fp2Limbs.copy(points, p, s, INVERSE);
        Fp2Limbs.mul(s, DIFFERENCE, s, DIFFERENCE, s, SLOPE, s, TEMPORARIES);
        Fp2Limbs.sub(points, p + FIELD, s, DIFFERENCE, points, p + FIELD);
    }
}

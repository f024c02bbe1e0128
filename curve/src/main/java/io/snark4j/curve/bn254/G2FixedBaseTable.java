// Generated from G1FixedBaseTable.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.simd.Lanes;

/**
 * The odd multiples (2k + 1)·2^(c·i)·base of a point, affine, window i's part at i·2^(c−1), k in [0, 2^(c_i − 1)) where c_i is c but for the
 * top window, which is narrower. Immutable, thread-safe.
 */
final class G2FixedBaseTable {
    private static final int AFFINE = G2Jacobian.AFFINE;
    private static final int BLOCK = 1024;

    private final OddDigits digits;
    private final int multiples;
    private final long[] points;

    private final long[] powers;

    G2FixedBaseTable(G2Affine base, OddDigits digits) {
        this.digits = digits;
        this.multiples = 1 << (digits.width(0) - 1);
        int top = digits.windows() - 1;
        this.points = new long[start(top, 1 << (digits.width(top) - 1))];
        this.powers = powers(base, digits.firstBit(top) + digits.width(top));
        for (int window = 0; window <= top; window++) {
            System.arraycopy(powers, digits.firstBit(window) * AFFINE, points, start(window, 0), AFFINE);
        }
        G2FixedBaseLanes lanes = Lanes.COUNT > 0 ? new G2FixedBaseLanes(this) : null;
        for (int m = 1; m < multiples; m *= 2) {
            if (lanes != null && m % Lanes.COUNT == 0) {
                lanes.extend(m);
            } else {
                extend(m);
            }
        }
    }

    OddDigits digits() {
        return digits;
    }

    /** The points, {@link G2Jacobian#AFFINE} longs each. */
    long[] points() {
        return points;
    }

    /** Where the multiple 2k + 1 of a window stands. */
    int start(int window, int k) {
        return (window * multiples + k) * AFFINE;
    }

    /** The windows that have more than m multiples. */
    int windowsAbove(int m) {
        int top = digits.windows() - 1;
        return m < 1 << (digits.width(top) - 1) ? top + 1 : top;
    }

    /** 2^j·base. */
    long[] powers() {
        return powers;
    }

    /** Where in them stands what is added to the first m multiples of a window to get those up to 2m. */
    int step(int window, int m) {
        return (digits.firstBit(window) + Integer.numberOfTrailingZeros(2 * m)) * AFFINE;
    }

    private static long[] powers(G2Affine base, int count) {
        long[] s = new long[G2Jacobian.SCRATCH];
        long[] jacobian = new long[count * G2Jacobian.LIMBS];
        long[] affine = new long[count * AFFINE];
        base.write(affine, 0);
        G2Jacobian.fromAffine(jacobian, 0, affine, 0);
        for (int at = G2Jacobian.LIMBS; at < jacobian.length; at += G2Jacobian.LIMBS) {
            G2Jacobian.twice(jacobian, at, jacobian, at - G2Jacobian.LIMBS, s, 0);
        }
        G2Jacobian.batchToAffine(affine, 0, jacobian, 0, count, s, 0);
        return affine;
    }

    // From the first m multiples of every window those up to 2m: 2(k + m) + 1 = (2k + 1) + 2m.
    private void extend(int m) {
        G2BatchAdder adder = new G2BatchAdder(2 * BLOCK, BLOCK);
        int sums = windowsAbove(m) * m;
        for (int first = 0; first < sums; first += BLOCK) {
            int end = Math.min(first + BLOCK, sums);
            for (int i = first; i < end; i++) {
                adder.load(i - first, points, start(i / m, i % m), false);
                adder.load(i - first + BLOCK, powers, step(i / m, m), false);
                adder.pair(i - first, i - first + BLOCK);
            }
            adder.run();
            for (int i = first; i < end; i++) {
                adder.store(i - first, points, start(i / m, m + i % m));
            }
        }
    }
}

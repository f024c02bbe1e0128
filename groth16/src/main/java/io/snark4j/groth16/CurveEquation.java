package io.snark4j.groth16;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fp2Limbs;
import io.snark4j.field.FpLimbs;

/**
 * Whether points satisfy their curve's equation, one after another: G1 is y² = x³ + 3, the twist y² = x³ + 3/(9 + u). Infinity (zeros) does.
 * Has scratch of its own; not thread-safe.
 */
final class CurveEquation {
    static final int G1_LONGS = 8;
    static final int G2_LONGS = 16;

    private final long[] g1 = new long[3 * FpLimbs.LIMBS];
    private final long[] g2 = new long[3 * Fp2Limbs.LIMBS + Fp2Limbs.SCRATCH];

    CurveEquation() {
        Fp.of(3).write(g1, 0);
        new Fp2(Fp.of(3), Fp.ZERO).div(Fp2.NON_RESIDUE).write(g2, 0);
    }

    /** The constant of G1's equation, at index 0. */
    long[] g1Constant() {
        return g1;
    }

    /** The constant of the twist's equation, at index 0. */
    long[] g2Constant() {
        return g2;
    }

    /** The first point in [from, to) that is off G1, or −1. */
    int firstOffG1(long[] points, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isOnG1(points, i * G1_LONGS)) {
                return i;
            }
        }
        return -1;
    }

    /** The first point in [from, to) that is off the twist, or −1. */
    int firstOffG2(long[] points, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isOnG2(points, i * G2_LONGS)) {
                return i;
            }
        }
        return -1;
    }

    boolean isOnG1(long[] points, int po) {
        int y = po + FpLimbs.LIMBS;
        if (FpLimbs.isZero(points, po) && FpLimbs.isZero(points, y)) {
            return true;
        }
        FpLimbs.square(g1, 4, points, po);
        FpLimbs.mul(g1, 4, g1, 4, points, po);
        FpLimbs.add(g1, 4, g1, 4, g1, 0);
        FpLimbs.square(g1, 8, points, y);
        return FpLimbs.equal(g1, 4, g1, 8);
    }

    boolean isOnG2(long[] points, int po) {
        int y = po + Fp2Limbs.LIMBS;
        if (Fp2Limbs.isZero(points, po) && Fp2Limbs.isZero(points, y)) {
            return true;
        }
        Fp2Limbs.square(g2, 8, points, po, g2, 24);
        Fp2Limbs.mul(g2, 8, g2, 8, points, po, g2, 24);
        Fp2Limbs.add(g2, 8, g2, 8, g2, 0);
        Fp2Limbs.square(g2, 16, points, y, g2, 24);
        return Fp2Limbs.equal(g2, 8, g2, 16);
    }
}

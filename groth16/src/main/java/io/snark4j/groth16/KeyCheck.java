package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Msm;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.curve.bn254.G2Prepared;
import io.snark4j.curve.bn254.Pairing;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fp2Limbs;
import io.snark4j.field.FpLimbs;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Work;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The costly part of reading a proving key: every point on its curve, every point of G2 in the subgroup of order r. A point
 * off either would put the witness, modulo a small order, into the proof. And beta and delta the same in G1 as in G2: they blind
 * both halves of a proof.
 *
 * <p>The subgroup is checked in batches: {@value #ROUNDS} sums with fresh random coefficients of {@value #ROUND_BITS} bits.
 * The cofactor of G2, 2p − r, has 10069 as its smallest prime factor, so coefficients below 2^13 are distinct modulo the
 * order of any component outside the subgroup, and one round misses it with probability at most 2^-13, all with 2^-130.
 */
final class KeyCheck {
    private static final int G1_LONGS = 8;
    private static final int G2_LONGS = 16;
    private static final int CHUNK = 1 << 10;
    private static final int ROUNDS = 10;
    private static final int ROUND_BITS = 13;
    /** Below this a check of each point is cheaper than the sums. */
    private static final int BATCH = 256;

    /** The curve of G1 is y² = x³ + 3. */
    private static final Fp B1 = Fp.of(3);
    /** The twist, curve of G2, is y² = x³ + 3/(9 + u). */
    private static final Fp2 B2 = new Fp2(B1, Fp.ZERO).div(Fp2.NON_RESIDUE);

    private KeyCheck() {}

    /**
     * Checks all points of a key read without.
     *
     * @throws MalformedInputException naming the section and the first bad point found
     */
    static void check(ProvingKey key, Work work) {
        requireSame("beta", key.beta1(), key.verifyingKey().beta());
        requireSame("delta", key.delta1(), key.verifyingKey().delta());
        requireOnCurve("A", key.pointsA(), work);
        requireOnCurve("B1", key.pointsB1(), work);
        requireOnCurve("C", key.pointsC(), work);
        requireOnCurve("H", key.pointsH(), work);
        requireOnCurve("B2", key.pointsB2(), work);
        requireInSubgroup("B2", key.pointsB2(), work);
    }

    /** e(p, G2) = e(G1, q) if p and q are the same multiple of their generators. */
    private static void requireSame(String name, G1Affine p, G2Affine q) {
        if (!Pairing.check(
                List.of(p, G1Affine.GENERATOR.neg()), List.of(G2Prepared.of(G2Affine.GENERATOR), G2Prepared.of(q)))) {
            throw new MalformedInputException("proving key: " + name + " in G1 is not " + name + " in G2");
        }
    }

    private static void requireOnCurve(String section, G1Points points, Work work) {
        long[] limbs = points.limbs();
        var bad = new AtomicInteger(Integer.MAX_VALUE);
        work.forEachRange(points.size(), CHUNK, (from, to) -> {
            long[] scratch = new long[3 * FpLimbs.LIMBS];
            B1.write(scratch, 0);
            for (int i = from; i < to; i++) {
                if (!isOnG1(limbs, i * G1_LONGS, scratch)) {
                    bad.accumulateAndGet(i, Math::min);
                    return;
                }
            }
        });
        refuse(section, bad.get(), "is not on the curve y² = x³ + 3");
    }

    private static void requireOnCurve(String section, G2Points points, Work work) {
        long[] limbs = points.limbs();
        var bad = new AtomicInteger(Integer.MAX_VALUE);
        work.forEachRange(points.size(), CHUNK, (from, to) -> {
            long[] scratch = new long[3 * Fp2Limbs.LIMBS + Fp2Limbs.SCRATCH];
            B2.write(scratch, 0);
            for (int i = from; i < to; i++) {
                if (!isOnG2(limbs, i * G2_LONGS, scratch)) {
                    bad.accumulateAndGet(i, Math::min);
                    return;
                }
            }
        });
        refuse(section, bad.get(), "is not on the twist y² = x³ + 3/(9 + u)");
    }

    private static void refuse(String section, int index, String reason) {
        if (index != Integer.MAX_VALUE) {
            throw new MalformedInputException("proving key: point " + index + " of " + section + " " + reason);
        }
    }

    /** scratch begins with the curve's b; the point, 2 elements at po, may be infinity (zeros). */
    private static boolean isOnG1(long[] points, int po, long[] scratch) {
        int y = po + FpLimbs.LIMBS;
        if (FpLimbs.isZero(points, po) && FpLimbs.isZero(points, y)) {
            return true;
        }
        FpLimbs.square(scratch, 4, points, po);
        FpLimbs.mul(scratch, 4, scratch, 4, points, po);
        FpLimbs.add(scratch, 4, scratch, 4, scratch, 0);
        FpLimbs.square(scratch, 8, points, y);
        return FpLimbs.equal(scratch, 4, scratch, 8);
    }

    private static boolean isOnG2(long[] points, int po, long[] scratch) {
        int y = po + Fp2Limbs.LIMBS;
        if (Fp2Limbs.isZero(points, po) && Fp2Limbs.isZero(points, y)) {
            return true;
        }
        Fp2Limbs.square(scratch, 8, points, po, scratch, 24);
        Fp2Limbs.mul(scratch, 8, scratch, 8, points, po, scratch, 24);
        Fp2Limbs.add(scratch, 8, scratch, 8, scratch, 0);
        Fp2Limbs.square(scratch, 16, points, y, scratch, 24);
        return Fp2Limbs.equal(scratch, 8, scratch, 16);
    }

    /** Every point is on the curve already. */
    static void requireInSubgroup(String section, G2Points points, Work work) {
        var random = new SecureRandom();
        if (!isBatchInSubgroup(points, 0, points.size(), random, work)) {
            int index = firstOutside(points, random, work);
            throw new MalformedInputException("proving key: point " + index + " of " + section
                    + " is outside the subgroup of order r: " + points.get(index));
        }
    }

    private static boolean isBatchInSubgroup(G2Points points, int from, int to, SecureRandom random, Work work) {
        int n = to - from;
        if (n <= BATCH) {
            return firstOutside(points, from, to) < 0;
        }
        var coefficients = new FrVector(n);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < n; i++) {
                coefficients.set(i, Fr.of(random.nextInt(1 << ROUND_BITS)));
            }
            G2Affine sum = G2Msm.msm(points, from, coefficients, 0, n, work);
            if (!sum.isInSubgroup()) {
                return false;
            }
        }
        return true;
    }

    /** By halving; there is one. */
    private static int firstOutside(G2Points points, SecureRandom random, Work work) {
        int from = 0;
        int to = points.size();
        while (to - from > BATCH) {
            int middle = (from + to) >>> 1;
            if (isBatchInSubgroup(points, from, middle, random, work)) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return firstOutside(points, from, to);
    }

    private static int firstOutside(G2Points points, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!points.get(i).isInSubgroup()) {
                return i;
            }
        }
        return -1;
    }
}

package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Msm;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.curve.bn254.G2Prepared;
import io.snark4j.curve.bn254.MsmScalars;
import io.snark4j.curve.bn254.Pairing;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntBinaryOperator;

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
    private static final int LIMBS = FrLimbs.LIMBS;
    private static final int CHUNK = 1 << 10;
    private static final int ROUNDS = 10;
    private static final int ROUND_BITS = 13;
    /** Below this a check of each point is cheaper than the sums. */
    private static final int BATCH = 256;

    /** All coefficients there are. */
    private static final FrVector SMALL = small();

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
        int bad = firstBad(points.size(), work, (from, to) -> firstOffG1(limbs, from, to));
        refuse(section, bad, "is not on the curve y² = x³ + 3");
    }

    private static void requireOnCurve(String section, G2Points points, Work work) {
        long[] limbs = points.limbs();
        int bad = firstBad(points.size(), work, (from, to) -> firstOffG2(limbs, from, to));
        refuse(section, bad, "is not on the twist y² = x³ + 3/(9 + u)");
    }

    /** The first point in [from, to) that is off G1, or −1. */
    static int firstOffG1(long[] points, int from, int to) {
        return Lanes.COUNT > 0
                ? new CurveEquationLanes().firstOffG1(points, from, to)
                : new CurveEquation().firstOffG1(points, from, to);
    }

    /** The first point in [from, to) that is off the twist, or −1. */
    static int firstOffG2(long[] points, int from, int to) {
        return Lanes.COUNT > 0
                ? new CurveEquationLanes().firstOffG2(points, from, to)
                : new CurveEquation().firstOffG2(points, from, to);
    }

    /** The least of what {@code first} finds in ranges of [0, n), or the largest integer. */
    private static int firstBad(int n, Work work, IntBinaryOperator first) {
        var bad = new AtomicInteger(Integer.MAX_VALUE);
        work.forEachRange(n, CHUNK, (from, to) -> {
            int found = first.applyAsInt(from, to);
            if (found >= 0) {
                bad.accumulateAndGet(found, Math::min);
            }
        });
        return bad.get();
    }

    private static void refuse(String section, int index, String reason) {
        if (index != Integer.MAX_VALUE) {
            throw new MalformedInputException("proving key: point " + index + " of " + section + " " + reason);
        }
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
        byte[] drawn = new byte[Short.BYTES * n];
        try (MsmScalars scalars = new MsmScalars(n)) {
            for (int round = 0; round < ROUNDS; round++) {
                random.nextBytes(drawn);
                for (int i = 0; i < n; i++) {
                    int coefficient = ((drawn[2 * i] & 0xff) | (drawn[2 * i + 1] << 8)) & (SMALL.size() - 1);
                    FrLimbs.copy(coefficients.limbs(), LIMBS * i, SMALL.limbs(), LIMBS * coefficient);
                }
                scalars.read(coefficients, 0, n, work);
                if (!G2Msm.msm(points, from, scalars, 0, n, work).isInSubgroup()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static FrVector small() {
        var small = new FrVector(1 << ROUND_BITS);
        for (int i = 0; i < small.size(); i++) {
            small.set(i, Fr.of(i));
        }
        return small;
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

package io.snark4j.curve.bn254;

import io.snark4j.field.FpLimbs;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Σ scalars[i]·points[i] for a few points that stay the same, as the public inputs of a verifying key are. Once pairings run in lanes
 * ({@link Pairing#warmUp}), multiples of the points are kept, 32 KB a point, and a sum is 64 additions a point, 16 at a time in lanes. Immutable,
 * thread-safe. Vartime.
 *
 * <p>A scalar k, or r − k where that is the odd one, is Σ d_w·16^w with 64 odd digits between −15 and 15, so that no addend is infinity
 * unless a point is; sums with such a point stay out of the lanes.
 */
public final class G1FixedSum {
    /** Beyond this many points the tables would take too much, and the buckets of a sum of many points pay. */
    private static final int MOST = 64;

    private static final int WINDOW = 4;
    private static final int WINDOWS = 64;

    /** Odd multiples up to 15 of each 16^w·P. */
    private static final int TABLE = 1 << (WINDOW - 1);

    /** Sums that grow side by side; divides the number of windows. */
    private static final int SUMS = 16;

    private static final int BLOCKS = Lanes.COUNT == 0 ? 0 : SUMS / Math.max(Lanes.COUNT, 1);
    private static final int AFFINE = G1Jacobian.AFFINE;
    private static final Work ALONE = Work.ofThreads(1);

    private final G1Points points;
    private final boolean suitsLanes;
    private volatile long @Nullable [] tables;

    private G1FixedSum(G1Points points) {
        this.points = points;
        this.suitsLanes = points.size() > 0 && points.size() <= MOST && !hasInfinity(points);
    }

    /**
     * Sums over these points.
     *
     * @param points on the curve; copied
     * @return what computes them
     */
    public static G1FixedSum of(G1Points points) {
        return new G1FixedSum(points.slice(0, points.size()));
    }

    /**
     * Σ scalars[i]·points[i].
     *
     * @param scalars as many as there are points
     * @return the sum
     * @throws IllegalArgumentException if the numbers differ
     */
    public G1Affine sum(List<Fr> scalars) {
        boolean inLanes = suitsLanes && scalars.size() == points.size() && PairingWarmUp.SINGLE.isReady();
        return inLanes ? sumInLanes(scalars) : sumOf(scalars);
    }

    private static boolean hasInfinity(G1Points points) {
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).isInfinity()) {
                return true;
            }
        }
        return false;
    }

    private G1Affine sumOf(List<Fr> scalars) {
        return G1Msm.msm(points, FrVector.copyOf(scalars), ALONE);
    }

    /** As {@link #sum}, in lanes for 1 to {@value #MOST} points, none of them infinity. */
    G1Affine sumInLanes(List<Fr> scalars) {
        assert suitsLanes;
        long[] known = tables;
        if (known == null) {
            known = multiples();
            tables = known;
        }
        var scratch = new LaneScratch();
        var lanes = new G1JacobianLanes(BLOCKS, scratch);
        long[] rest = new long[SUMS * AFFINE];
        long[] signs = new long[SUMS];
        byte[] digits = new byte[WINDOWS];
        for (int i = 0; i < scalars.size(); i++) {
            recode(digits, scalars.get(i));
            for (int from = 0; from < WINDOWS; from += SUMS) {
                for (int k = 0; k < SUMS; k++) {
                    int digit = digits[from + k];
                    int entry = (i * WINDOWS + from + k) * TABLE + (Math.abs(digit) >> 1);
                    System.arraycopy(known, entry * AFFINE, rest, k * AFFINE, AFFINE);
                    signs[k] = digit < 0 ? Long.MIN_VALUE : 0;
                }
                setAddends(lanes.addends(), rest, signs);
                if (i == 0 && from == 0) {
                    lanes.setToAddends();
                } else {
                    lanes.add();
                }
            }
        }
        long[] sum = new long[G1Jacobian.LIMBS];
        return total(sum, lanes.points()) ? affine(sum) : sumOf(scalars);
    }

    private static void setAddends(double[] addends, long[] rest, long[] signs) {
        int y = BLOCKS * FpLanes.BLOCK;
        FpLanes.unpack(addends, 0, rest, 0, AFFINE, BLOCKS);
        FpLanes.unpackSigned(addends, y, rest, FpLimbs.LIMBS, AFFINE, signs, 0, BLOCKS);
        FpLanes.reduce(addends, 0, addends, 0, 2 * BLOCKS);
    }

    // The sum of all lanes; false if one of them met a case that the addition in lanes leaves out.
    private static boolean total(long[] sum, double[] lanes) {
        long[] points = new long[SUMS * G1Jacobian.LIMBS];
        for (int i = 0; i < 3; i++) {
            FpLanes.pack(points, i * FpLimbs.LIMBS, G1Jacobian.LIMBS, lanes, i * BLOCKS * FpLanes.BLOCK, BLOCKS);
        }
        long[] s = new long[G1Jacobian.SCRATCH];
        boolean complete = true;
        for (int i = 0; i < SUMS; i++) {
            complete &= !G1Jacobian.isInfinity(points, i * G1Jacobian.LIMBS);
            G1Jacobian.add(sum, 0, sum, 0, points, i * G1Jacobian.LIMBS, s, 0);
        }
        return complete;
    }

    private static G1Affine affine(long[] sum) {
        long[] affine = new long[AFFINE];
        G1Jacobian.toAffine(affine, 0, sum, 0, new long[G1Jacobian.SCRATCH], 0);
        return G1Affine.read(affine, 0);
    }

    // An odd k < 2^254 has the digits 2·(bits 4w + 1 to 4w + 4 of k) + 1 − 16 but for the last, which has no 16 to pay
    // back.
    private static void recode(byte[] digits, Fr scalar) {
        long[] k = new long[FrLimbs.LIMBS + 1];
        scalar.write(k, 0);
        FrLimbs.toPlain(k, 0, k, 0);
        boolean negate = (k[0] & 1) == 0;
        if (negate) {
            scalar.neg().write(k, 0);
            FrLimbs.toPlain(k, 0, k, 0);
        }
        if (scalar.isZero()) {
            // r itself, which is odd.
            writeModulus(k);
        }
        for (int w = 0; w < WINDOWS; w++) {
            int bit = WINDOW * w + 1;
            long word = k[bit >>> 6] >>> bit | (bit % 64 > 60 ? k[(bit >>> 6) + 1] << -bit : 0);
            int digit = 2 * (int) (word & 15) + 1 - (w < WINDOWS - 1 ? 16 : 0);
            digits[w] = (byte) (negate ? -digit : digit);
        }
    }

    private static void writeModulus(long[] k) {
        for (int i = 0; i < FrLimbs.LIMBS; i++) {
            k[i] = Fr.MODULUS.shiftRight(Long.SIZE * i).longValue();
        }
    }

    private long[] multiples() {
        long[] multiples = new long[points.size() * WINDOWS * TABLE * AFFINE];
        long[] s = new long[G1Jacobian.SCRATCH];
        long[] base = new long[AFFINE];
        long[] doubled = new long[G1Jacobian.LIMBS];
        int at = 0;
        for (int i = 0; i < points.size(); i++) {
            points.get(i).write(base, 0);
            for (int w = 0; w < WINDOWS; w++) {
                G1Jacobian.oddMultiples(multiples, at, base, 0, TABLE);
                at += TABLE * AFFINE;
                G1Jacobian.fromAffine(doubled, 0, base, 0);
                for (int k = 0; k < WINDOW; k++) {
                    G1Jacobian.twice(doubled, 0, doubled, 0, s, 0);
                }
                G1Jacobian.toAffine(base, 0, doubled, 0, s, 0);
            }
        }
        return multiples;
    }
}

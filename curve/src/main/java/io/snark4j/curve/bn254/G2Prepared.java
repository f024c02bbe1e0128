package io.snark4j.curve.bn254;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fp2Limbs;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A point of G2 with the lines that the Miller loop draws through its multiples, so that a pairing with a fixed point need not
 * draw them again. 17 kB, and 21 more once it has met vector lanes. Immutable.
 *
 * <p>A line is three coefficients of Fp2, (c0, c1, c2); at P = (x, y) of G1 its value is c0·y + c1·x·w + c2·w³, up to a factor
 * in Fp2, which the final exponentiation removes. Steps in homogeneous coordinates: Costello, Lange, Naehrig (PKC 2010) as
 * Aranha, Karabina, Longa, Gebotys, López (EUROCRYPT 2011, section 4) arrange them, for a twist that divides.
 */
public final class G2Prepared {
    /** Longs of a line. */
    static final int LINE = 3 * Fp2Limbs.LIMBS;

    /** 6u + 2 in non-adjacent form, least significant first; its top digit is 1. */
    static final byte[] LOOP = loop();

    private static final int FIELD = Fp2Limbs.LIMBS;
    private static final int X = 0;
    private static final int Y = FIELD;
    private static final int Z = 2 * FIELD;
    private static final int TEMPORARIES = 8 * FIELD;

    /** Lines of a point: one a digit of the loop, one more for each nonzero digit, two at the end. */
    static final int LINES = lineCount();

    /** 3·b' = 9/(9 + u). */
    static final long[] THREE_B = threeB();

    private final G2Affine point;

    // At least one of the two is there; the other is made from it when it is first asked for.
    private volatile long @Nullable [] lines;
    private volatile double @Nullable [] lanes;

    private G2Prepared(G2Affine point, long @Nullable [] lines, double @Nullable [] lanes) {
        this.point = point;
        this.lines = lines;
        this.lanes = lanes;
    }

    private static byte[] loop() {
        long[] sixUPlusTwo = {0x9d797039be763ba8L, 1};
        byte[] digits = Naf.of(sixUPlusTwo, 68, 2, false);
        int top = digits.length - 1;
        while (digits[top] == 0) {
            top--;
        }
        return Arrays.copyOf(digits, top + 1);
    }

    private static long[] threeB() {
        long[] limbs = new long[FIELD];
        new Fp2(Fp.of(9), Fp.ZERO).div(Fp2.NON_RESIDUE).write(limbs, 0);
        return limbs;
    }

    /**
     * Draws the lines of a point.
     *
     * @param point in G2: on the curve and in the subgroup, which is not checked
     * @return the point with its lines
     */
    public static G2Prepared of(G2Affine point) {
        if (!point.isInfinity() && PairingWarmUp.SINGLE.isReady()) {
            long[] affine = new long[G2Jacobian.AFFINE];
            point.write(affine, 0);
            return new G2Prepared(point, null, LineLanes.draw(affine));
        }
        long[] lines = newLines(point);
        draw(lines, point);
        return new G2Prepared(point, lines, null);
    }

    /**
     * Draws the lines of a point and tells by them, at the price of a few products more, whether it lies in the subgroup.
     *
     * <p>The last line ends at T = [6u + 2]Q + ψ(Q) − ψ²(Q), and on G2 that is −ψ³(Q) (Vercauteren's vector for the optimal ate
     * pairing). 6u + 2 + ψ − ψ² + ψ³ has a norm n with gcd(n, r·(2p − r)) = r, so no other point of the curve ends there; a test
     * recomputes the gcd. A chord through equal or opposite points, which a point of another order may bring about, leaves Z = 0
     * for good, and so does no point of order r.
     *
     * @param point on the curve, which is not checked
     * @return the point with its lines; empty if it lies outside the subgroup
     */
    public static Optional<G2Prepared> ifInSubgroup(G2Affine point) {
        long[] lines = newLines(point);
        return draw(lines, point) ? Optional.of(new G2Prepared(point, lines, null)) : Optional.empty();
    }

    private static long[] newLines(G2Affine point) {
        return new long[point.isInfinity() ? 0 : LINES * LINE];
    }

    /** {@return the point} */
    public G2Affine point() {
        return point;
    }

    /** {@return whether the point is infinity; then there are no lines} */
    boolean isInfinity() {
        return point.isInfinity();
    }

    /** {@return the lines in the order of the Miller loop, {@link #LINE} longs each} */
    long[] lines() {
        long[] known = lines;
        if (known == null) {
            known = LineLanes.pack(Objects.requireNonNull(lanes));
            lines = known;
        }
        return known;
    }

    /** {@return the lines as a run of lanes, see {@link LineLanes}; for a point that is not infinity} */
    double[] lanes() {
        double[] known = lanes;
        if (known == null) {
            known = LineLanes.unpack(Objects.requireNonNull(lines));
            lanes = known;
        }
        return known;
    }

    private static int lineCount() {
        int count = LOOP.length - 1 + 2;
        for (int i = 0; i < LOOP.length - 1; i++) {
            count += LOOP[i] != 0 ? 1 : 0;
        }
        return count;
    }

    // Returns whether the point lies in the subgroup.
    private static boolean draw(long[] lines, G2Affine point) {
        if (point.isInfinity()) {
            return true;
        }
        long[] q = new long[G2Jacobian.AFFINE];
        long[] addend = new long[G2Jacobian.AFFINE];
        long[] t = new long[3 * FIELD];
        long[] s = new long[TEMPORARIES + Fp2Limbs.SCRATCH];
        point.write(q, 0);
        point.write(t, 0);
        Fp2Limbs.setOne(t, Z);
        int at = 0;
        for (int i = LOOP.length - 2; i >= 0; i--) {
            tangent(lines, at, t, s);
            at += LINE;
            if (LOOP[i] != 0) {
                G2Jacobian.copyAffine(addend, 0, q, 0, LOOP[i] < 0);
                chord(lines, at, t, addend, s);
                at += LINE;
            }
        }
        // The last two lines: through ψ(Q) and through −ψ²(Q).
        G2Endomorphism.affine(q, 0, q, 0, s, 0);
        chord(lines, at, t, q, s);
        G2Endomorphism.affine(q, 0, q, 0, s, 0);
        G2Jacobian.copyAffine(addend, 0, q, 0, true);
        chord(lines, at + LINE, t, addend, s);
        G2Endomorphism.affine(q, 0, q, 0, s, 0);
        return isOpposite(t, q, s);
    }

    // Whether T = −Q, T not infinity.
    private static boolean isOpposite(long[] t, long[] q, long[] s) {
        Fp2Limbs.mul(s, X, q, X, t, Z, s, TEMPORARIES);
        Fp2Limbs.mul(s, Y, q, Y, t, Z, s, TEMPORARIES);
        Fp2Limbs.neg(s, Y, s, Y);
        return !Fp2Limbs.isZero(t, Z) && Fp2Limbs.equal(s, X, t, X) && Fp2Limbs.equal(s, Y, t, Y);
    }

    // The tangent at T; T becomes 2T.
    private static void tangent(long[] line, int at, long[] t, long[] s) {
        int a = 0;
        int b = FIELD;
        int c = 2 * FIELD;
        int e = 3 * FIELD;
        int f = 4 * FIELD;
        int g = 5 * FIELD;
        int h = 6 * FIELD;
        int j = 7 * FIELD;
        Fp2Limbs.mul(s, a, t, X, t, Y, s, TEMPORARIES);
        Fp2Limbs.halve(s, a, s, a);
        Fp2Limbs.square(s, b, t, Y, s, TEMPORARIES);
        Fp2Limbs.square(s, c, t, Z, s, TEMPORARIES);
        Fp2Limbs.mul(s, e, s, c, THREE_B, 0, s, TEMPORARIES);
        Fp2Limbs.twice(s, f, s, e);
        Fp2Limbs.add(s, f, s, f, s, e);
        Fp2Limbs.add(s, g, s, b, s, f);
        Fp2Limbs.halve(s, g, s, g);
        Fp2Limbs.add(s, h, t, Y, t, Z);
        Fp2Limbs.square(s, h, s, h, s, TEMPORARIES);
        Fp2Limbs.sub(s, h, s, h, s, b);
        Fp2Limbs.sub(s, h, s, h, s, c);
        Fp2Limbs.square(s, j, t, X, s, TEMPORARIES);
        Fp2Limbs.neg(line, at, s, h);
        Fp2Limbs.twice(line, at + FIELD, s, j);
        Fp2Limbs.add(line, at + FIELD, line, at + FIELD, s, j);
        Fp2Limbs.sub(line, at + 2 * FIELD, s, e, s, b);
        Fp2Limbs.sub(s, f, s, b, s, f);
        Fp2Limbs.mul(t, X, s, a, s, f, s, TEMPORARIES);
        Fp2Limbs.square(s, g, s, g, s, TEMPORARIES);
        Fp2Limbs.square(s, e, s, e, s, TEMPORARIES);
        Fp2Limbs.twice(s, f, s, e);
        Fp2Limbs.add(s, f, s, f, s, e);
        Fp2Limbs.sub(t, Y, s, g, s, f);
        Fp2Limbs.mul(t, Z, s, b, s, h, s, TEMPORARIES);
    }

    // The line through T and Q, affine; T becomes T + Q. T = ±Q does not occur for Q of order r.
    private static void chord(long[] line, int at, long[] t, long[] q, long[] s) {
        int theta = 0;
        int lambda = FIELD;
        int c = 2 * FIELD;
        int d = 3 * FIELD;
        int e = 4 * FIELD;
        int f = 5 * FIELD;
        int g = 6 * FIELD;
        int h = 7 * FIELD;
        Fp2Limbs.mul(s, theta, q, Y, t, Z, s, TEMPORARIES);
        Fp2Limbs.sub(s, theta, t, Y, s, theta);
        Fp2Limbs.mul(s, lambda, q, X, t, Z, s, TEMPORARIES);
        Fp2Limbs.sub(s, lambda, t, X, s, lambda);
        Fp2Limbs.square(s, c, s, theta, s, TEMPORARIES);
        Fp2Limbs.square(s, d, s, lambda, s, TEMPORARIES);
        Fp2Limbs.mul(s, e, s, lambda, s, d, s, TEMPORARIES);
        Fp2Limbs.mul(s, f, t, Z, s, c, s, TEMPORARIES);
        Fp2Limbs.mul(s, g, t, X, s, d, s, TEMPORARIES);
        Fp2Limbs.add(s, h, s, e, s, f);
        Fp2Limbs.sub(s, h, s, h, s, g);
        Fp2Limbs.sub(s, h, s, h, s, g);
        Fp2Limbs.mul(t, X, s, lambda, s, h, s, TEMPORARIES);
        Fp2Limbs.sub(s, g, s, g, s, h);
        Fp2Limbs.mul(s, g, s, g, s, theta, s, TEMPORARIES);
        Fp2Limbs.mul(s, h, s, e, t, Y, s, TEMPORARIES);
        Fp2Limbs.sub(t, Y, s, g, s, h);
        Fp2Limbs.mul(t, Z, t, Z, s, e, s, TEMPORARIES);
        Fp2Limbs.copy(line, at, s, lambda);
        Fp2Limbs.neg(line, at + FIELD, s, theta);
        Fp2Limbs.mul(s, c, s, theta, q, X, s, TEMPORARIES);
        Fp2Limbs.mul(s, d, s, lambda, q, Y, s, TEMPORARIES);
        Fp2Limbs.sub(line, at + 2 * FIELD, s, c, s, d);
    }
}

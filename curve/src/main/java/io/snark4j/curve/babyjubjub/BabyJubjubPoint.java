package io.snark4j.curve.babyjubjub;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;

/**
 * A point of Baby Jubjub, a·x² + y² = 1 + d·x²·y² over Fr with a = 168700 and d = 168696 (EIP-2494, the form that circomlib uses).
 * The curve has 8·l points, l prime; (0, 1) is neutral. Immutable. Scalar multiplication is vartime.
 *
 * @param x abscissa
 * @param y ordinate
 */
public record BabyJubjubPoint(Fr x, Fr y) {
    /** The coefficient of x²; a square. */
    public static final Fr A = Fr.of(168700);

    /** The coefficient of x²·y²; not a square. */
    public static final Fr D = Fr.of(168696);

    /** l, the prime order of the subgroup. */
    public static final BigInteger ORDER =
            new BigInteger("2736030358979909402780800718157159386076813972158567259200215660948447373041");

    /** The number of points over {@link #ORDER}. */
    public static final int COFACTOR = 8;

    /** Bytes of a compressed point. */
    public static final int BYTES = 32;

    /** The neutral element (0, 1). */
    public static final BabyJubjubPoint IDENTITY = new BabyJubjubPoint(Fr.ZERO, Fr.ONE);

    /** A point of order 8·l. */
    public static final BabyJubjubPoint GENERATOR = new BabyJubjubPoint(
            Fr.parse("995203441582195749578291179787384436505546430278305826713579947235728471134"),
            Fr.parse("5472060717959818805561601436314318772137091100104008585924551046643952123905"));

    /** 8 times {@link #GENERATOR}, of order l: the base point of EdDSA. */
    public static final BabyJubjubPoint BASE8 = new BabyJubjubPoint(
            Fr.parse("5299619240641551281634865583518297030282874472190772894086521144482721001553"),
            Fr.parse("16950150798460657717958625567821834550301663161624707787222815936182638968203"));

    private static final int SIGN = 0x80;

    /**
     * Checks the coordinates.
     *
     * @throws MalformedInputException if the point is not on the curve
     */
    public BabyJubjubPoint {
        if (!isOnCurve(x, y)) {
            throw new MalformedInputException("Baby Jubjub: (" + x + ", " + y + ") is not on the curve");
        }
    }

    /**
     * Whether coordinates satisfy the curve's equation.
     *
     * @param x abscissa
     * @param y ordinate
     * @return whether {@code new BabyJubjubPoint(x, y)} would be accepted
     */
    public static boolean isOnCurve(Fr x, Fr y) {
        Fr xx = x.square();
        Fr yy = y.square();
        return A.mul(xx).add(yy).equals(Fr.ONE.add(D.mul(xx).mul(yy)));
    }

    /** {@return whether l times this point is neutral}, found by a pairing ({@link ReducedTatePairing}): a ninth of that multiplication */
    public boolean isInSubgroup() {
        return ReducedTatePairing.isInSubgroup(this);
    }

    /** {@return whether this is the neutral element} */
    public boolean isIdentity() {
        return x.isZero() && y.isOne();
    }

    /**
     * The sum of two points.
     *
     * @param other summand
     * @return this + other
     */
    public BabyJubjubPoint add(BabyJubjubPoint other) {
        long[] sum = projective();
        EdwardsLimbs.add(sum, sum, other.projective(), new long[EdwardsLimbs.SCRATCH]);
        return fromProjective(sum);
    }

    /** {@return twice this point} */
    public BabyJubjubPoint twice() {
        long[] doubled = projective();
        EdwardsLimbs.twice(doubled, doubled, new long[EdwardsLimbs.SCRATCH]);
        return fromProjective(doubled);
    }

    /** {@return the opposite point} */
    public BabyJubjubPoint neg() {
        return new BabyJubjubPoint(x.neg(), y);
    }

    /**
     * The multiple of this point. Vartime.
     *
     * @param scalar at least 0, of any length; not reduced modulo l, since the point may have another order
     * @return scalar · this
     * @throws IllegalArgumentException if the scalar is negative
     */
    public BabyJubjubPoint mul(BigInteger scalar) {
        return mul(limbs(scalar));
    }

    /**
     * The multiple of this point. Vartime.
     *
     * @param scalar little-endian limbs of a plain number of any length
     * @return scalar · this
     */
    public BabyJubjubPoint mul(long[] scalar) {
        long[] product = IDENTITY.projective();
        new OddMultiples(projective()).mul(product, scalar);
        return fromProjective(product);
    }

    /** @throws IllegalArgumentException if the scalar is negative; the message does not show it */
    static long[] limbs(BigInteger scalar) {
        if (scalar.signum() < 0) {
            throw new IllegalArgumentException("Baby Jubjub: negative scalar");
        }
        long[] limbs = new long[Math.ceilDiv(scalar.bitLength(), Long.SIZE)];
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] = scalar.shiftRight(Long.SIZE * i).longValue();
        }
        return limbs;
    }

    /** X, Y, Z = 1 as {@link EdwardsLimbs} takes them. */
    long[] projective() {
        long[] point = new long[EdwardsLimbs.LIMBS];
        x.write(point, 0);
        y.write(point, FrLimbs.LIMBS);
        FrLimbs.setOne(point, 2 * FrLimbs.LIMBS);
        return point;
    }

    static BabyJubjubPoint fromProjective(long[] point) {
        int z = 2 * FrLimbs.LIMBS;
        FrLimbs.inverse(point, z, point, z);
        FrLimbs.mul(point, 0, point, 0, point, z);
        FrLimbs.mul(point, FrLimbs.LIMBS, point, FrLimbs.LIMBS, point, z);
        return new BabyJubjubPoint(Fr.read(point, 0), Fr.read(point, FrLimbs.LIMBS));
    }

    /**
     * circomlib's packed form: y little-endian, and in the top bit whether x is above (r − 1)/2.
     *
     * @return 32 bytes
     */
    public byte[] compress() {
        byte[] bytes = y.toBytesLittleEndian();
        bytes[BYTES - 1] |= (byte) (isLarger(x) ? SIGN : 0);
        return bytes;
    }

    /**
     * The point of the subgroup of order l that {@link #compress} wrote.
     *
     * @param bytes 32 bytes
     * @return the point
     * @throws MalformedInputException if the length is wrong, y is not below r, no point has this y, x = 0 carries a sign, or the
     *     point is not in the subgroup
     */
    public static BabyJubjubPoint decompress(byte[] bytes) {
        BabyJubjubPoint point = decompressUnchecked(bytes);
        if (!point.isInSubgroup()) {
            throw new MalformedInputException(
                    "compressed Baby Jubjub point: " + point + " is not in the subgroup of order l");
        }
        return point;
    }

    /**
     * The point that {@link #compress} wrote, on the curve, of any order.
     *
     * @param bytes 32 bytes
     * @return the point
     * @throws MalformedInputException if the length is wrong, y is not below r, no point has this y, or x = 0 carries a sign
     */
    public static BabyJubjubPoint decompressUnchecked(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new MalformedInputException(
                    "compressed Baby Jubjub point: " + BYTES + " bytes expected, " + bytes.length + " found");
        }
        boolean larger = (bytes[BYTES - 1] & SIGN) != 0;
        byte[] plain = bytes.clone();
        plain[BYTES - 1] &= (byte) ~SIGN;
        Fr y = Fr.fromBytesLittleEndian(plain);
        Fr yy = y.square();
        // a − d·y² is never zero: a/d is not a square.
        Fr root = Fr.ONE
                .sub(yy)
                .div(A.sub(D.mul(yy)))
                .sqrt()
                .orElseThrow(() -> new MalformedInputException("compressed Baby Jubjub point: no point has y = " + y));
        if (root.isZero() && larger) {
            throw new MalformedInputException("compressed Baby Jubjub point: x = 0 with its sign bit set");
        }
        return new BabyJubjubPoint(isLarger(root) == larger ? root : root.neg(), y);
    }

    private static boolean isLarger(Fr x) {
        return x.compareTo(x.neg()) > 0;
    }
}

package io.snark4j.curve.bn254;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A point of the sextic twist y² = x³ + 3/(9 + u) over Fp2, or infinity, whose coordinates read (0, 0). The curve has r·(2p − r)
 * points; G2 is its subgroup of order r. Immutable.
 */
public final class G2Affine {
    private static final Fp2 B = new Fp2(Fp.of(3), Fp.ZERO).div(Fp2.NON_RESIDUE);

    /** The neutral element. */
    public static final G2Affine INFINITY = new G2Affine(Fp2.ZERO, Fp2.ZERO);

    /** The generator of EIP-197. */
    public static final G2Affine GENERATOR = new G2Affine(
            Fp2.of(
                    new BigInteger("10857046999023057135944570762232829481370756359578518086990519993285655852781"),
                    new BigInteger("11559732032986387107991004021392285783925812861821192530917403151452391805634")),
            Fp2.of(
                    new BigInteger("8495653923123431417604973247489272438418190587263600148770280649306958101930"),
                    new BigInteger("4082367875863433681332203403145435568316851327593401208105741076214120093531")));

    private final Fp2 x;
    private final Fp2 y;

    private G2Affine(Fp2 x, Fp2 y) {
        this.x = x;
        this.y = y;
    }

    /**
     * The point with these coordinates; (0, 0) is infinity. It need not lie in the subgroup: see {@link #isInSubgroup}.
     *
     * @param x abscissa
     * @param y ordinate
     * @return the point
     * @throws MalformedInputException if it is not on the curve
     */
    public static G2Affine of(Fp2 x, Fp2 y) {
        G2Affine point = ofUnchecked(x, y);
        if (!point.isOnCurve()) {
            throw new MalformedInputException("G2: (" + x + ", " + y + ") is not on the curve");
        }
        return point;
    }

    /**
     * The point with these coordinates, which are not checked: off the curve every operation is meaningless.
     *
     * @param x abscissa
     * @param y ordinate
     * @return the point
     */
    public static G2Affine ofUnchecked(Fp2 x, Fp2 y) {
        return x.isZero() && y.isZero() ? INFINITY : new G2Affine(x, y);
    }

    /**
     * The point in hot affine form ({@link G2Jacobian#AFFINE} longs), not checked.
     *
     * @param limbs x and y in Montgomery form
     * @param offset where x begins
     * @return the point
     */
    public static G2Affine read(long[] limbs, int offset) {
        return ofUnchecked(Fp2.read(limbs, offset), Fp2.read(limbs, offset + G2Jacobian.FIELD));
    }

    /**
     * Writes the hot affine form.
     *
     * @param limbs receives {@link G2Jacobian#AFFINE} longs
     * @param offset where x begins
     */
    public void write(long[] limbs, int offset) {
        x.write(limbs, offset);
        y.write(limbs, offset + G2Jacobian.FIELD);
    }

    /** {@return the abscissa; 0 for infinity} */
    public Fp2 x() {
        return x;
    }

    /** {@return the ordinate; 0 for infinity} */
    public Fp2 y() {
        return y;
    }

    /** {@return whether this is the neutral element} */
    public boolean isInfinity() {
        return x.isZero() && y.isZero();
    }

    /** {@return whether the coordinates satisfy the twist's equation, or this is infinity} */
    public boolean isOnCurve() {
        return isInfinity() || y.square().equals(x.square().mul(x).add(B));
    }

    /**
     * Whether r times this point is infinity, decided by the endomorphism: one multiplication by the 63-bit u
     * ({@link G2Endomorphism}). The point must be on the curve.
     *
     * @return whether the point lies in G2
     */
    public boolean isInSubgroup() {
        return G2Endomorphism.isInSubgroup(affine(), 0);
    }

    /**
     * The sum of two points.
     *
     * @param other summand
     * @return this + other
     */
    public G2Affine add(G2Affine other) {
        long[] sum = jacobian();
        G2Jacobian.addAffine(sum, 0, sum, 0, other.affine(), 0, new long[G2Jacobian.SCRATCH], 0);
        return fromJacobian(sum);
    }

    /** {@return twice this point} */
    public G2Affine twice() {
        long[] doubled = jacobian();
        G2Jacobian.twice(doubled, 0, doubled, 0, new long[G2Jacobian.SCRATCH], 0);
        return fromJacobian(doubled);
    }

    /** {@return the opposite point} */
    public G2Affine neg() {
        return ofUnchecked(x, y.neg());
    }

    /**
     * The multiple of this point, by the scalar's integer in [0, r), also outside the subgroup. Vartime.
     *
     * @param scalar factor
     * @return scalar · this
     */
    public G2Affine mul(Fr scalar) {
        long[] plain = new long[FrLimbs.LIMBS];
        scalar.write(plain, 0);
        FrLimbs.toPlain(plain, 0, plain, 0);
        long[] product = new long[G2Jacobian.LIMBS];
        G2ScalarMultiplication.sum(product, affine(), new int[1], plain, 1);
        return fromJacobian(product);
    }

    private long[] affine() {
        long[] affine = new long[G2Jacobian.AFFINE];
        write(affine, 0);
        return affine;
    }

    private long[] jacobian() {
        long[] jacobian = new long[G2Jacobian.LIMBS];
        G2Jacobian.fromAffine(jacobian, 0, affine(), 0);
        return jacobian;
    }

    private static G2Affine fromJacobian(long[] jacobian) {
        long[] affine = new long[G2Jacobian.AFFINE];
        G2Jacobian.toAffine(affine, 0, jacobian, 0, new long[G2Jacobian.SCRATCH], 0);
        return read(affine, 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof G2Affine point && x.equals(point.x) && y.equals(point.y);
    }

    @Override
    public int hashCode() {
        return Objects.hash(x, y);
    }

    /** {@return "infinity" or the coordinates in decimal} */
    @Override
    public String toString() {
        return isInfinity() ? "infinity" : "(" + x + ", " + y + ")";
    }
}

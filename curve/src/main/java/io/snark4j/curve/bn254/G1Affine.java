package io.snark4j.curve.bn254;

import io.snark4j.field.Fp;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.MalformedInputException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A point of G1: y² = x³ + 3 over Fp, whose order is r (cofactor 1), or infinity, whose coordinates read (0, 0). Immutable.
 */
public final class G1Affine {
    private static final Fp B = Fp.of(3);

    /** The neutral element. */
    public static final G1Affine INFINITY = new G1Affine(Fp.ZERO, Fp.ZERO);

    /** (1, 2), the generator of EIP-196. */
    public static final G1Affine GENERATOR = new G1Affine(Fp.ONE, Fp.TWO);

    private final Fp x;
    private final Fp y;

    private G1Affine(Fp x, Fp y) {
        this.x = x;
        this.y = y;
    }

    /**
     * The point with these coordinates; (0, 0) is infinity.
     *
     * @param x abscissa
     * @param y ordinate
     * @return the point
     * @throws MalformedInputException if it is not on the curve
     */
    public static G1Affine of(Fp x, Fp y) {
        G1Affine point = ofUnchecked(x, y);
        if (!point.isOnCurve()) {
            throw new MalformedInputException("G1: (" + x + ", " + y + ") is not on the curve");
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
    public static G1Affine ofUnchecked(Fp x, Fp y) {
        return x.isZero() && y.isZero() ? INFINITY : new G1Affine(x, y);
    }

    /**
     * The point in hot affine form ({@link G1Jacobian#AFFINE} longs), not checked.
     *
     * @param limbs x and y in Montgomery form
     * @param offset where x begins
     * @return the point
     */
    public static G1Affine read(long[] limbs, int offset) {
        return ofUnchecked(Fp.read(limbs, offset), Fp.read(limbs, offset + G1Jacobian.FIELD));
    }

    /**
     * Writes the hot affine form.
     *
     * @param limbs receives {@link G1Jacobian#AFFINE} longs
     * @param offset where x begins
     */
    public void write(long[] limbs, int offset) {
        x.write(limbs, offset);
        y.write(limbs, offset + G1Jacobian.FIELD);
    }

    /** {@return the abscissa; 0 for infinity} */
    public Fp x() {
        return x;
    }

    /** {@return the ordinate; 0 for infinity} */
    public Fp y() {
        return y;
    }

    /** {@return whether this is the neutral element} */
    public boolean isInfinity() {
        return x.isZero() && y.isZero();
    }

    /** {@return whether the coordinates satisfy the curve's equation, or this is infinity} */
    public boolean isOnCurve() {
        return isInfinity() || y.square().equals(x.square().mul(x).add(B));
    }

    /**
     * The sum of two points.
     *
     * @param other summand
     * @return this + other
     */
    public G1Affine add(G1Affine other) {
        long[] sum = jacobian();
        G1Jacobian.addAffine(sum, 0, sum, 0, other.affine(), 0, new long[G1Jacobian.SCRATCH], 0);
        return fromJacobian(sum);
    }

    /** {@return twice this point} */
    public G1Affine twice() {
        long[] doubled = jacobian();
        G1Jacobian.twice(doubled, 0, doubled, 0, new long[G1Jacobian.SCRATCH], 0);
        return fromJacobian(doubled);
    }

    /** {@return the opposite point} */
    public G1Affine neg() {
        return ofUnchecked(x, y.neg());
    }

    /**
     * The multiple of this point, by the curve's endomorphism. Vartime.
     *
     * @param scalar factor
     * @return scalar · this
     */
    public G1Affine mul(Fr scalar) {
        long[] plain = new long[FrLimbs.LIMBS];
        scalar.write(plain, 0);
        FrLimbs.toPlain(plain, 0, plain, 0);
        long[] product = new long[G1Jacobian.LIMBS];
        G1ScalarMultiplication.sum(product, affine(), new int[1], plain, 1);
        return fromJacobian(product);
    }

    private long[] affine() {
        long[] affine = new long[G1Jacobian.AFFINE];
        write(affine, 0);
        return affine;
    }

    private long[] jacobian() {
        long[] jacobian = new long[G1Jacobian.LIMBS];
        G1Jacobian.fromAffine(jacobian, 0, affine(), 0);
        return jacobian;
    }

    private static G1Affine fromJacobian(long[] jacobian) {
        long[] affine = new long[G1Jacobian.AFFINE];
        G1Jacobian.toAffine(affine, 0, jacobian, 0, new long[G1Jacobian.SCRATCH], 0);
        return read(affine, 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof G1Affine point && x.equals(point.x) && y.equals(point.y);
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

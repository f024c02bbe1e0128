package io.snark4j.field;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An element re + im·u of Fp2 = Fp[u]/(u² + 1), for the edge of the library. Immutable, canonical, thread-safe; not constant time. Hot code
 * works on limbs: {@link Fp2Limbs}.
 *
 * @param re the coefficient of 1
 * @param im the coefficient of u
 */
public record Fp2(Fp re, Fp im) {
    /** The element 0. */
    public static final Fp2 ZERO = new Fp2(Fp.ZERO, Fp.ZERO);

    /** The element 1. */
    public static final Fp2 ONE = new Fp2(Fp.ONE, Fp.ZERO);

    /** 9 + u, neither a square nor a cube: Fp6 = Fp2[v]/(v³ - (9 + u)). */
    public static final Fp2 NON_RESIDUE = new Fp2(Fp.of(9), Fp.ONE);

    /**
     * @param re coefficient of 1, in [0, p)
     * @param im coefficient of u, in [0, p)
     * @return the element
     * @throws MalformedInputException if a coefficient is outside that range
     */
    public static Fp2 of(BigInteger re, BigInteger im) {
        return new Fp2(Fp.of(re), Fp.of(im));
    }

    /**
     * @param random a {@link java.security.SecureRandom} wherever the element is secret
     * @return a uniform element
     */
    public static Fp2 random(RandomGenerator random) {
        return new Fp2(Fp.random(random), Fp.random(random));
    }

    /**
     * Reads the hot form.
     *
     * @param limbs holds 8 longs from the offset as {@link Fp2Limbs} has them
     * @param offset of the first limb
     * @return the element
     */
    public static Fp2 read(long[] limbs, int offset) {
        return new Fp2(Fp.read(limbs, offset), Fp.read(limbs, offset + FpLimbs.LIMBS));
    }

    /**
     * Writes the hot form.
     *
     * @param target receives 8 longs as {@link Fp2Limbs} has them
     * @param offset of the first limb
     */
    public void write(long[] target, int offset) {
        re.write(target, offset);
        im.write(target, offset + FpLimbs.LIMBS);
    }

    /**
     * @param other summand
     * @return this + other
     */
    public Fp2 add(Fp2 other) {
        return new Fp2(re.add(other.re), im.add(other.im));
    }

    /**
     * @param other subtrahend
     * @return this - other
     */
    public Fp2 sub(Fp2 other) {
        return new Fp2(re.sub(other.re), im.sub(other.im));
    }

    /**
     * @param other factor
     * @return this · other
     */
    public Fp2 mul(Fp2 other) {
        Fp reals = re.mul(other.re);
        Fp imaginaries = im.mul(other.im);
        Fp sums = re.add(im).mul(other.re.add(other.im));
        return new Fp2(reals.sub(imaginaries), sums.sub(reals).sub(imaginaries));
    }

    /**
     * @param factor in Fp
     * @return this · factor
     */
    public Fp2 mul(Fp factor) {
        return new Fp2(re.mul(factor), im.mul(factor));
    }

    /** @return this · (9 + u) */
    public Fp2 mulByNonResidue() {
        return mul(NON_RESIDUE);
    }

    /** @return -this */
    public Fp2 neg() {
        return new Fp2(re.neg(), im.neg());
    }

    /** @return 2 · this */
    public Fp2 twice() {
        return new Fp2(re.twice(), im.twice());
    }

    /** @return this² */
    public Fp2 square() {
        return new Fp2(re.add(im).mul(re.sub(im)), re.mul(im).twice());
    }

    /** @return re - im·u, which is also this^p */
    public Fp2 conjugate() {
        return new Fp2(re, im.neg());
    }

    /** @return re² + im², the product with the conjugate */
    public Fp norm() {
        return re.square().add(im.square());
    }

    /**
     * @return 1 / this
     * @throws ArithmeticException if this is zero
     */
    public Fp2 inverse() {
        if (isZero()) {
            throw new ArithmeticException("Fp2: inverse of zero");
        }
        return conjugate().mul(norm().inverse());
    }

    /**
     * @param divisor not zero
     * @return this / divisor
     * @throws ArithmeticException if divisor is zero
     */
    public Fp2 div(Fp2 divisor) {
        return mul(divisor.inverse());
    }

    /**
     * @param exponent any; a negative one inverts. Time is linear in its length
     * @return this^exponent, and 1 for 0^0
     * @throws ArithmeticException if this is zero and exponent is negative
     */
    public Fp2 pow(BigInteger exponent) {
        Fp2 base = exponent.signum() < 0 ? inverse() : this;
        BigInteger magnitude = exponent.abs();
        Fp2 result = ONE;
        for (int i = magnitude.bitLength() - 1; i >= 0; i--) {
            result = result.square();
            if (magnitude.testBit(i)) {
                result = result.mul(base);
            }
        }
        return result;
    }

    /**
     * A square root by the complex method: with n = √(re² + im²), x² = (re + n)/2 or (re - n)/2, the root is x + im/(2x)·u.
     *
     * @return one of the two roots, or empty if this is no square
     */
    public Optional<Fp2> sqrt() {
        if (im.isZero()) {
            // -1 is no square in Fp, so exactly one of re and -re has a root there.
            return re.sqrt()
                    .map(root -> new Fp2(root, Fp.ZERO))
                    .or(() -> re.neg().sqrt().map(root -> new Fp2(Fp.ZERO, root)));
        }
        Fp half = Fp.TWO.inverse();
        return norm().sqrt()
                .flatMap(n -> re.add(n)
                        .mul(half)
                        .sqrt()
                        .or(() -> re.sub(n).mul(half).sqrt())
                        .map(x -> new Fp2(x, im.div(x.twice()))));
    }

    /** @return whether this is 0 */
    public boolean isZero() {
        return re.isZero() && im.isZero();
    }

    /** @return whether this is 1 */
    public boolean isOne() {
        return re.isOne() && im.isZero();
    }

    /** @return re + im*u in decimal */
    @Override
    public String toString() {
        return re + " + " + im + "*u";
    }
}

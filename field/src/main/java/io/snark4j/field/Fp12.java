package io.snark4j.field;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * An element of Fp12 = Fp6[w]/(w² - v), Fp6 = Fp2[v]/(v³ - (9 + u)), where the pairing's values lie; for the edge of the library. Immutable,
 * canonical, thread-safe; not constant time. Hot code works on limbs: {@link Fp12Limbs}.
 */
public final class Fp12 {
    /** Coefficients over Fp2. */
    public static final int COEFFICIENTS = 6;

    /** The element 1. */
    public static final Fp12 ONE = of(List.of(Fp2.ONE, Fp2.ZERO, Fp2.ZERO, Fp2.ZERO, Fp2.ZERO, Fp2.ZERO));

    private final long[] limbs;

    private Fp12(long[] limbs) {
        this.limbs = limbs;
    }

    /**
     * @param coefficients the six of 1, v, v², w, v·w, v²·w
     * @return the element
     * @throws IllegalArgumentException if there are not six
     */
    public static Fp12 of(List<Fp2> coefficients) {
        if (coefficients.size() != COEFFICIENTS) {
            throw new IllegalArgumentException(
                    "Fp12: " + coefficients.size() + " coefficients, expected " + COEFFICIENTS);
        }
        long[] limbs = new long[Fp12Limbs.LIMBS];
        int offset = 0;
        for (Fp2 coefficient : coefficients) {
            coefficient.write(limbs, offset);
            offset += Fp2Limbs.LIMBS;
        }
        return new Fp12(limbs);
    }

    /**
     * Reads the hot form.
     *
     * @param limbs holds 48 longs from the offset as {@link Fp12Limbs} has them
     * @param offset of the first limb
     * @return the element
     */
    public static Fp12 read(long[] limbs, int offset) {
        return new Fp12(Arrays.copyOfRange(limbs, offset, offset + Fp12Limbs.LIMBS));
    }

    /**
     * Writes the hot form.
     *
     * @param target receives 48 longs as {@link Fp12Limbs} has them
     * @param offset of the first limb
     */
    public void write(long[] target, int offset) {
        Fp12Limbs.copy(target, offset, limbs, 0);
    }

    /**
     * @param i index in [0, 6) in the order 1, v, v², w, v·w, v²·w
     * @return the coefficient
     */
    public Fp2 coefficient(int i) {
        return Fp2.read(limbs, Fp2Limbs.LIMBS * i);
    }

    /**
     * @param other factor
     * @return this · other
     */
    public Fp12 mul(Fp12 other) {
        long[] result = new long[Fp12Limbs.LIMBS];
        Fp12Limbs.mul(result, 0, limbs, 0, other.limbs, 0, new long[Fp12Limbs.SCRATCH], 0);
        return new Fp12(result);
    }

    /** @return this² */
    public Fp12 square() {
        long[] result = new long[Fp12Limbs.LIMBS];
        Fp12Limbs.square(result, 0, limbs, 0, new long[Fp12Limbs.SCRATCH], 0);
        return new Fp12(result);
    }

    /**
     * @return 1 / this
     * @throws ArithmeticException if this is zero
     */
    public Fp12 inverse() {
        if (Fp12Limbs.isZero(limbs, 0)) {
            throw new ArithmeticException("Fp12: inverse of zero");
        }
        long[] result = new long[Fp12Limbs.LIMBS];
        Fp12Limbs.inverse(result, 0, limbs, 0, new long[Fp12Limbs.SCRATCH], 0);
        return new Fp12(result);
    }

    /** @return c0 - c1·w = this^(p⁶), the inverse of a reduced pairing's value */
    public Fp12 conjugate() {
        long[] result = new long[Fp12Limbs.LIMBS];
        Fp12Limbs.conjugate(result, 0, limbs, 0);
        return new Fp12(result);
    }

    /**
     * @param exponent any; a negative one inverts. Time is linear in its length
     * @return this^exponent, and 1 for 0^0
     * @throws ArithmeticException if this is zero and exponent is negative
     */
    public Fp12 pow(BigInteger exponent) {
        Fp12 base = exponent.signum() < 0 ? inverse() : this;
        BigInteger magnitude = exponent.abs();
        long[] result = new long[Fp12Limbs.LIMBS];
        long[] scratch = new long[Fp12Limbs.SCRATCH];
        Fp12Limbs.setOne(result, 0);
        for (int i = magnitude.bitLength() - 1; i >= 0; i--) {
            Fp12Limbs.square(result, 0, result, 0, scratch, 0);
            if (magnitude.testBit(i)) {
                Fp12Limbs.mul(result, 0, result, 0, base.limbs, 0, scratch, 0);
            }
        }
        return new Fp12(result);
    }

    /** @return whether this is 1 */
    public boolean isOne() {
        return Fp12Limbs.isOne(limbs, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fp12 element && Arrays.equals(limbs, element.limbs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(limbs);
    }

    /** @return the six coefficients, decimal */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < COEFFICIENTS; i++) {
            text.append(i == 0 ? "" : ", ").append(coefficient(i));
        }
        return text.append(']').toString();
    }
}

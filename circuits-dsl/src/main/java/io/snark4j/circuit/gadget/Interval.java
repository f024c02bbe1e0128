package io.snark4j.circuit.gadget;

import java.math.BigInteger;

/**
 * The integers from low to high, both included.
 *
 * @param low the smallest
 * @param high the largest, or below low if there are none
 */
record Interval(BigInteger low, BigInteger high) {
    static final Interval ZERO = constant(BigInteger.ZERO);

    static Interval constant(BigInteger value) {
        return new Interval(value, value);
    }

    /** [0, 2^bits). */
    static Interval ofBits(int bits) {
        return new Interval(BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }

    Interval plus(Interval other) {
        return new Interval(low.add(other.low), high.add(other.high));
    }

    Interval times(BigInteger factor) {
        BigInteger first = low.multiply(factor);
        BigInteger second = high.multiply(factor);
        return new Interval(first.min(second), first.max(second));
    }

    Interval times(Interval other) {
        Interval first = times(other.low);
        Interval second = times(other.high);
        return first.union(second);
    }

    /** The integers whose multiples by a positive number lie in this; low is above high by 1 if there is none. */
    Interval divided(BigInteger divisor) {
        return new Interval(floor(low.negate(), divisor).negate(), floor(high, divisor));
    }

    private static BigInteger floor(BigInteger a, BigInteger divisor) {
        return a.subtract(a.mod(divisor)).divide(divisor);
    }

    /** The smallest interval that holds both. */
    Interval union(Interval other) {
        return new Interval(low.min(other.low), high.max(other.high));
    }

    boolean isWithin(Interval other) {
        return low.compareTo(other.low) >= 0 && high.compareTo(other.high) <= 0;
    }

    /** The largest absolute value. */
    BigInteger magnitude() {
        return low.abs().max(high.abs());
    }
}

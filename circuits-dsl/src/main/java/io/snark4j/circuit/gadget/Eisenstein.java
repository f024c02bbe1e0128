package io.snark4j.circuit.gadget;

import java.math.BigInteger;

/** The Eisenstein integer u + v·ω, where ω² + ω + 1 = 0. */
record Eisenstein(BigInteger u, BigInteger v) {
    static final Eisenstein ZERO = new Eisenstein(BigInteger.ZERO, BigInteger.ZERO);
    static final Eisenstein ONE = new Eisenstein(BigInteger.ONE, BigInteger.ZERO);

    static Eisenstein of(BigInteger integer) {
        return new Eisenstein(integer, BigInteger.ZERO);
    }

    Eisenstein plus(Eisenstein other) {
        return new Eisenstein(u.add(other.u), v.add(other.v));
    }

    Eisenstein minus(Eisenstein other) {
        return new Eisenstein(u.subtract(other.u), v.subtract(other.v));
    }

    Eisenstein times(Eisenstein other) {
        BigInteger vv = v.multiply(other.v);
        return new Eisenstein(
                u.multiply(other.u).subtract(vv),
                u.multiply(other.v).add(v.multiply(other.u)).subtract(vv));
    }

    Eisenstein conjugate() {
        return new Eisenstein(u.subtract(v), v.negate());
    }

    /** |this|² = u² − uv + v². */
    BigInteger norm() {
        return u.multiply(u).subtract(u.multiply(v)).add(v.multiply(v));
    }

    /** The quotient by a positive integer with coordinates rounded to the nearest: off by at most 3/4 in its norm. */
    Eisenstein dividedBy(BigInteger divisor) {
        return new Eisenstein(rounded(u, divisor), rounded(v, divisor));
    }

    private static BigInteger rounded(BigInteger a, BigInteger divisor) {
        BigInteger doubled = a.shiftLeft(1).add(divisor);
        BigInteger by = divisor.shiftLeft(1);
        return doubled.subtract(doubled.mod(by)).divide(by);
    }
}

package io.snark4j.circuit.gadget;

import java.math.BigInteger;

/**
 * Two Eisenstein integers with numerator = ratio·denominator modulo n, where ω stands for a cube root of 1, each of a norm of at most 2·√n: of
 * numbers of half n's length as GLV needs four of a quarter (Gallant, Lambert, Vanstone, CRYPTO 2001, for one number in two halves; here for a fraction).
 *
 * <p>They are a shortest vector of the module of all such pairs, whose basis is (ratio, 1) and (π, 0), π = gcd(n, ω − λ) of norm n. Gauss reduces
 * it: where b₂ − μ·b₁ is orthogonal to b₁, |μ|² ≤ 3/4 and |b₂| ≥ |b₁|, n = |b₁|²·(|b₂|² − |μ·b₁|²) ≥ |b₁|⁴/4.
 */
record ShortRatio(Eisenstein numerator, Eisenstein denominator) {
    private ShortRatio minus(Eisenstein factor, ShortRatio other) {
        return new ShortRatio(
                numerator.minus(factor.times(other.numerator)), denominator.minus(factor.times(other.denominator)));
    }

    private BigInteger norm() {
        return numerator.norm().add(denominator.norm());
    }

    /** ⟨this, other⟩ = Σ this_i·conjugate(other_i). */
    private Eisenstein product(ShortRatio other) {
        return numerator.times(other.numerator.conjugate()).plus(denominator.times(other.denominator.conjugate()));
    }

    /**
     * @param n a prime
     * @param lambda a root of λ² + λ + 1 modulo n
     * @param ratio in [0, n)
     */
    static ShortRatio of(BigInteger n, BigInteger lambda, BigInteger ratio) {
        ShortRatio first = new ShortRatio(kernel(n, lambda), Eisenstein.ZERO);
        ShortRatio second = new ShortRatio(Eisenstein.of(ratio), Eisenstein.ONE);
        while (true) {
            ShortRatio next = second.minus(second.product(first).dividedBy(first.norm()), first);
            if (next.norm().compareTo(first.norm()) >= 0) {
                return first;
            }
            second = first;
            first = next;
        }
    }

    /** gcd(n, ω − λ): what ω ↦ λ takes to 0 are its multiples. */
    static Eisenstein kernel(BigInteger n, BigInteger lambda) {
        Eisenstein a = Eisenstein.of(n);
        Eisenstein b = new Eisenstein(lambda.negate(), BigInteger.ONE);
        while (b.norm().signum() != 0) {
            Eisenstein rest = a.minus(a.times(b.conjugate()).dividedBy(b.norm()).times(b));
            a = b;
            b = rest;
        }
        return a;
    }
}

package io.snark4j.circuit;

import io.snark4j.field.Fr;
import java.math.BigInteger;

/** Comparisons of integers, sound because their operands are known to be small. */
final class Comparisons {
    /** Differences of integers below 2^252 that are negative wrap to above r − 2^252 &gt; 2^252. */
    private static final int MAXIMUM_BITS = 252;

    private final ConstraintBuilder builder;
    private final Bits bits;

    Comparisons(ConstraintBuilder builder, Bits bits) {
        this.builder = builder;
        this.bits = bits;
    }

    void assertLessOrEqual(Var a, Var b, int n) {
        bits.requireWidth(n, MAXIMUM_BITS);
        assertBelow(a, MAXIMUM_BITS, n);
        assertBelow(b, MAXIMUM_BITS, n);
        bits.assertRange(b.minus(a), n);
    }

    /** The top bit of a − b + 2^n, which lies in (0, 2^(n+1)), says whether a ≥ b. */
    Var isLess(Var a, Var b, int n) {
        bits.requireWidth(n, MAXIMUM_BITS);
        assertBelow(a, n, n);
        assertBelow(b, n, n);
        Fr power = Fr.TWO.pow(n);
        Var[] shifted = bits.toBits(a.minus(b).plus(power), n + 1);
        Var less = builder.constant(Fr.ONE).minus(shifted[n]);
        builder.bounds().record(less.combination(), BigInteger.ONE);
        return less;
    }

    /** Asserts n bits unless fewer than 2^known is known already. */
    private void assertBelow(Var a, int known, int n) {
        if (!builder.bounds().isBelowPowerOfTwo(a.in(builder), known)) {
            bits.assertRange(a, n);
        }
    }
}

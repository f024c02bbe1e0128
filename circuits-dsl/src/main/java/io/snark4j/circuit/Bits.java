package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Booleans, bit decompositions and range checks. */
final class Bits {
    /** 2^253 &lt; r &lt; 2^254: so many bits never wrap. */
    private static final int NEVER_WRAP = 253;

    private static final Fr HALF = Fr.TWO.inverse();

    private final ConstraintBuilder builder;

    Bits(ConstraintBuilder builder) {
        this.builder = builder;
    }

    void assertBoolean(LinearCombination a) {
        if (a.isConstant()) {
            requireConstantBelow(a, 1);
        } else if (!builder.bounds().isBoolean(a)) {
            builder.constrain(a, a.minus(ConstraintBuilder.ONE), LinearCombination.ZERO);
            builder.bounds().record(a, BigInteger.ONE);
        }
    }

    Var[] toBits(Var a, int n) {
        LinearCombination value = a.in(builder);
        requireWidth(n, NEVER_WRAP);
        if (value.isConstant()) {
            requireConstantBelow(value, n);
            return constantBits(value.constantTerm(), n);
        }
        Var[] bits = decomposed(value, n);
        for (Var bit : bits) {
            assertBoolean(bit.combination());
        }
        builder.bounds().record(value, BigInteger.ONE.shiftLeft(n).subtract(BigInteger.ONE));
        return bits;
    }

    /**
     * Bellman's canonical decomposition (Zcash protocol specification, appendix A.3.2.2) against the largest value, bound − 1: from the top, {@code
     * equal} says whether all bits so far are those of the largest. Where that has a 1, equal·bit is the next equal. Where it has a 0, the bit may be 1
     * only if equal is 0, which bit·(1 − equal − bit) = 0 says together with the bit being boolean. Below its last 0 every bit may be 1.
     */
    Var[] toBitsBelow(Var a, BigInteger bound) {
        LinearCombination value = a.in(builder);
        if (bound.compareTo(BigInteger.TWO) < 0 || bound.compareTo(Fr.MODULUS) > 0) {
            throw new CircuitException("a bound of " + bound + ", expected 2 to r, at " + here());
        }
        BigInteger largest = bound.subtract(BigInteger.ONE);
        int n = largest.bitLength();
        if (value.isConstant()) {
            requireConstantAtMost(value, largest);
            return constantBits(value.constantTerm(), n);
        }
        Var[] bits = decomposed(value, n);
        Var equal = bits[n - 1];
        assertBoolean(equal.combination());
        int lastZero = largest.not().getLowestSetBit();
        for (int i = n - 2; i >= 0; i--) {
            LinearCombination bit = bits[i].combination();
            if (!largest.testBit(i)) {
                LinearCombination allowed = Bounds.not(equal.combination()).minus(bit);
                builder.constrain(bit, allowed, LinearCombination.ZERO);
                builder.bounds().record(bit, BigInteger.ONE);
            } else {
                assertBoolean(bit);
                equal = i > lastZero ? builder.product(equal.combination(), bit) : equal;
            }
        }
        builder.bounds().record(value, largest);
        return bits;
    }

    Var fromBits(Var... bits) {
        requireWidth(bits.length, NEVER_WRAP);
        LinearCombination.Builder sum = LinearCombination.builder();
        Fr weight = Fr.ONE;
        for (Var bit : bits) {
            assertBoolean(bit.in(builder));
            sum.add(bit.combination(), weight);
            weight = weight.twice();
        }
        return new Var(builder, sum.build());
    }

    void assertRange(Var a, int n) {
        LinearCombination value = a.in(builder);
        requireWidth(n, NEVER_WRAP);
        if (value.isConstant()) {
            requireConstantBelow(value, n);
        } else if (!builder.bounds().isBelowPowerOfTwo(value, n)) {
            toBits(a, n);
        }
    }

    void requireWidth(int n, int maximum) {
        if (n < 1 || n > maximum) {
            throw new CircuitException(n + " bits, expected 1 to " + maximum + ", at " + here());
        }
    }

    // The bits below the top one are hints, the top one is what remains, so that their weighted sum is the value.
    private Var[] decomposed(LinearCombination value, int n) {
        Var[] low = n == 1 ? new Var[0] : builder.hint("bits", new Hints.LowestBits(n - 1), n - 1, List.of(value));
        LinearCombination.Builder rest = LinearCombination.builder();
        Fr unit = HALF.pow(n - 1);
        rest.add(value, unit);
        Fr weight = unit.neg();
        for (Var bit : low) {
            rest.add(bit.combination(), weight);
            weight = weight.twice();
        }
        Var[] bits = Arrays.copyOf(low, n);
        bits[n - 1] = new Var(builder, rest.build());
        return bits;
    }

    private Var[] constantBits(Fr value, int n) {
        Var[] bits = new Var[n];
        Fr[] values = new Hints.LowestBits(n).compute(new Fr[] {value});
        Arrays.setAll(bits, i -> builder.constant(values[i]));
        return bits;
    }

    private void requireConstantBelow(LinearCombination constant, int n) {
        if (constant.constantTerm().toBigInteger().bitLength() > n) {
            throw new CircuitException("the constant " + constant + " is not below 2^" + n + ", at " + here());
        }
    }

    private void requireConstantAtMost(LinearCombination constant, BigInteger largest) {
        if (constant.constantTerm().toBigInteger().compareTo(largest) > 0) {
            throw new CircuitException("the constant " + constant + " is above " + largest + ", at " + here());
        }
    }

    private String here() {
        return builder.locations().description(builder.locations().here());
    }
}

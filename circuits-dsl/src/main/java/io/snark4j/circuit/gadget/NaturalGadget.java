package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Hint;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Constrains what {@link Natural} computes: integers of stated widths, wide enough never to wrap around r. */
public final class NaturalGadget {
    /** Products of numbers below 2^q and 2^(n + 1), q + n at most this, stay below 2^253 &lt; r. */
    private static final int MAX_BITS = 252;

    private NaturalGadget() {}

    /**
     * @param quotient ⌊a / b⌋
     * @param remainder a − quotient·b, in [0, b)
     */
    public record Division(Var quotient, Var remainder) {}

    /** ⌊a / b⌋, and 0 for b = 0, which the constraints refuse whatever the quotient is. */
    private enum FloorQuotient implements Hint {
        HINT;

        @Override
        public Fr[] compute(Fr[] inputs) {
            return new Fr[] {quotient(inputs[0].toBigInteger(), inputs[1].toBigInteger())};
        }

        private static Fr quotient(BigInteger a, BigInteger b) {
            return b.signum() == 0 ? Fr.ZERO : Fr.reduce(a.divide(b));
        }

        /** One more or less, those of a + r and a + 2r, and a/b in the field, which leaves the remainder 0. */
        @Override
        public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
            List<Fr> quotients = new ArrayList<>(List.of(outputs[0].add(Fr.ONE), outputs[0].sub(Fr.ONE)));
            for (int i = 1; i <= 2; i++) {
                BigInteger wrapped = inputs[0].toBigInteger().add(Fr.MODULUS.multiply(BigInteger.valueOf(i)));
                quotients.add(quotient(wrapped, inputs[1].toBigInteger()));
            }
            if (!inputs[1].isZero()) {
                quotients.add(inputs[0].div(inputs[1]));
            }
            return quotients.stream().map(quotient -> new Fr[] {quotient}).toList();
        }
    }

    /**
     * a = quotient·b + remainder with 0 ≤ remainder &lt; b, over the integers: quotientBits + 2·divisorBits + 1 constraints, for quotient, remainder and
     * b − 1 − remainder, each in its range, and the product. That bounds b, and the right side below r, so nothing need be known of a
     * and b.
     *
     * @param api of the circuit
     * @param a any value in [0, r)
     * @param b asserted not to be 0; a larger one than 2^divisorBits is refused, or divided rightly
     * @param quotientBits bits of the quotient, which is asserted to be below 2^quotientBits; at least 1
     * @param divisorBits bits of the divisor, at least 1; both together at most 252
     * @return quotient and remainder, each known to be in its range
     * @throws IllegalArgumentException if the widths are out of range
     */
    public static Division divide(Api api, Var a, Var b, int quotientBits, int divisorBits) {
        if (quotientBits < 1 || divisorBits < 1 || quotientBits + divisorBits > MAX_BITS) {
            throw new IllegalArgumentException("quotient of " + quotientBits + " bits and divisor of " + divisorBits
                    + ", expected at least 1 each and at most " + MAX_BITS + " together");
        }
        Var quotient = api.hint("quotient", FloorQuotient.HINT, 1, a, b)[0];
        api.assertRange(quotient, quotientBits);
        Var remainder = a.minus(api.mul(quotient, b));
        api.assertRange(remainder, divisorBits);
        api.assertRange(b.minus(remainder).minus(1), divisorBits);
        return new Division(quotient, remainder);
    }

    /**
     * n constraints for each value, and no fewer will do: the valid values are 2^(n·m) points for m values, and k quadratic equations that have
     * finitely many solutions have at most 2^k (Bézout). Packing several values into one, or a table that they share, cannot change that
     * where a circuit draws no random challenge; drawn by hashing within the circuit, one costs some 40 constraints a value.
     *
     * @param api of the circuit
     * @param n number of bits, in [1, 253]
     * @param values each asserted to be below 2^n unless known
     */
    public static void assertRanges(Api api, int n, Var... values) {
        for (Var value : values) {
            api.assertRange(value, n);
        }
    }

    /**
     * @param api of the circuit
     * @param a below 2^n, asserted unless known
     * @param b below 2^n, asserted unless known
     * @param n number of bits, in [1, 252]
     * @return 1 if a ≤ b, otherwise 0; n + 1 constraints
     */
    public static Var isLessOrEqual(Api api, Var a, Var b, int n) {
        return api.not(api.isLess(b, a, n));
    }

    /**
     * @param api of the circuit
     * @param a below 2^n, asserted unless known
     * @param b below 2^n, asserted unless known
     * @param n number of bits, in [1, 252]
     * @return the smaller one; n + 2 constraints, and the larger one is a + b less this
     */
    public static Var min(Api api, Var a, Var b, int n) {
        return api.select(api.isLess(a, b, n), a, b);
    }

    /**
     * @param api of the circuit
     * @param a below 2^n, asserted unless known
     * @param b below 2^n, asserted unless known
     * @param n number of bits, in [1, 252]
     * @return the larger one; n + 2 constraints
     */
    public static Var max(Api api, Var a, Var b, int n) {
        return api.select(api.isLess(a, b, n), b, a);
    }
}

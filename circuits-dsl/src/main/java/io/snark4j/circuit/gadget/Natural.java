package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import java.math.BigInteger;

/** Elements taken as the integers in [0, r) that they stand for. */
public final class Natural {
    private Natural() {}

    /**
     * @param quotient ⌊a / b⌋
     * @param remainder a − quotient·b, in [0, b)
     */
    public record Division(Fr quotient, Fr remainder) {}

    /**
     * @param a dividend
     * @param b divisor
     * @return quotient and remainder
     * @throws ArithmeticException if b is 0
     */
    public static Division divide(Fr a, Fr b) {
        BigInteger[] results = a.toBigInteger().divideAndRemainder(b.toBigInteger());
        return new Division(Fr.of(results[0]), Fr.of(results[1]));
    }

    /**
     * @param a any value
     * @param bits number of bits
     * @return whether a &lt; 2^bits
     */
    public static boolean isInRange(Fr a, int bits) {
        return a.toBigInteger().bitLength() <= bits;
    }

    /**
     * @param a any value
     * @param b any value
     * @return whether a ≤ b
     */
    public static boolean isLessOrEqual(Fr a, Fr b) {
        return a.compareTo(b) <= 0;
    }

    /**
     * @param a any value
     * @param b any value
     * @return the smaller one
     */
    public static Fr min(Fr a, Fr b) {
        return isLessOrEqual(a, b) ? a : b;
    }

    /**
     * @param a any value
     * @param b any value
     * @return the larger one
     */
    public static Fr max(Fr a, Fr b) {
        return isLessOrEqual(a, b) ? b : a;
    }
}

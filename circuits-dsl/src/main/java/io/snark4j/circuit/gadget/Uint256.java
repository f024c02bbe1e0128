package io.snark4j.circuit.gadget;

import java.math.BigInteger;

/**
 * A number below 2^256, the value of a {@link Uint256Var}.
 *
 * @param low number mod 2^128
 * @param high ⌊number / 2^128⌋
 */
public record Uint256(BigInteger low, BigInteger high) {
    static final int HALF_BITS = 128;

    /**
     * @param number in [0, 2^256)
     * @return its halves
     * @throws IllegalArgumentException if it is out of range
     */
    public static Uint256 of(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > 2 * HALF_BITS) {
            throw new IllegalArgumentException(number + " is not in [0, 2^256)");
        }
        return new Uint256(number.mod(BigInteger.ONE.shiftLeft(HALF_BITS)), number.shiftRight(HALF_BITS));
    }
}

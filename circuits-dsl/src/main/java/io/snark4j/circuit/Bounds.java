package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the constraints so far imply about the size of values: wires and combinations that, as integers in [0, r), are at most some maximum
 * for every witness that satisfies them. It spares a second range check of what was checked before, and lets comparisons insist on one.
 */
final class Bounds {
    private static final BigInteger HALF = Fr.MODULUS.shiftRight(1);

    private final Map<Integer, BigInteger> ofWire = new HashMap<>();
    private final Map<LinearCombination, BigInteger> ofCombination = new HashMap<>();

    Bounds() {
        ofWire.put(0, BigInteger.ONE);
    }

    /** Records that the constraints keep this combination in [0, maximum]. */
    void record(LinearCombination combination, BigInteger maximum) {
        if (isWire(combination)) {
            ofWire.merge(combination.wire(0), maximum, BigInteger::min);
        } else {
            ofCombination.merge(combination, maximum, BigInteger::min);
        }
    }

    /** The largest value, as an integer, that this combination is known not to exceed; empty if nothing below r is known. */
    Optional<BigInteger> maximum(LinearCombination combination) {
        Optional<BigInteger> ofTerms = interval(combination);
        BigInteger recorded = isWire(combination) ? null : ofCombination.get(combination);
        return recorded == null
                ? ofTerms
                : Optional.of(ofTerms.map(recorded::min).orElse(recorded));
    }

    boolean isBelowPowerOfTwo(LinearCombination combination, int bits) {
        return maximum(combination)
                .filter(maximum -> maximum.bitLength() <= bits)
                .isPresent();
    }

    /** Whether the constraints allow no value but 0 and 1. */
    boolean isBoolean(LinearCombination combination) {
        return isBelowPowerOfTwo(combination, 1) || isBelowPowerOfTwo(not(combination), 1);
    }

    static LinearCombination not(LinearCombination combination) {
        return LinearCombination.constant(Fr.ONE).minus(combination);
    }

    // Over the integers, with coefficients in (−r/2, r/2]: if the sum cannot leave [0, r), it does not wrap.
    private Optional<BigInteger> interval(LinearCombination combination) {
        BigInteger low = BigInteger.ZERO;
        BigInteger high = BigInteger.ZERO;
        for (int i = 0; i < combination.size(); i++) {
            BigInteger maximum = ofWire.get(combination.wire(i));
            if (maximum == null) {
                return Optional.empty();
            }
            BigInteger plain = combination.coefficient(i).toBigInteger();
            BigInteger coefficient = plain.compareTo(HALF) > 0 ? plain.subtract(Fr.MODULUS) : plain;
            BigInteger extreme = coefficient.multiply(maximum);
            if (combination.wire(i) == 0) {
                low = low.add(extreme);
                high = high.add(extreme);
            } else if (extreme.signum() < 0) {
                low = low.add(extreme);
            } else {
                high = high.add(extreme);
            }
        }
        return low.signum() >= 0 && high.compareTo(Fr.MODULUS) < 0 ? Optional.of(high) : Optional.empty();
    }

    private static boolean isWire(LinearCombination combination) {
        return combination.size() == 1
                && combination.wire(0) != 0
                && combination.coefficient(0).isOne();
    }
}

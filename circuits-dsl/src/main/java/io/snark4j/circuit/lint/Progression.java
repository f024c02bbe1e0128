package io.snark4j.circuit.lint;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values that a variable is known not to leave: base + s·step for s in [0, count). A bit is 0, 1, 2; whatever two values it is, a step
 * joins them.
 *
 * @param step not zero
 * @param count at least 2
 */
record Progression(Fr base, Fr step, BigInteger count) {
    /** Few enough to try one by one. */
    private static final int FEW = 4;

    /** Of two different values, zero first if it is one of them, so that bits look like bits. */
    static Progression of(Fr value, Fr other) {
        return other.isZero()
                ? new Progression(other, value, BigInteger.TWO)
                : new Progression(value, other.sub(value), BigInteger.TWO);
    }

    BigInteger last() {
        return count.subtract(BigInteger.ONE);
    }

    Fr value(BigInteger index) {
        return base.add(step.mul(Fr.reduce(index)));
    }

    /** All values if they are few. */
    Optional<List<Fr>> few() {
        if (count.compareTo(BigInteger.valueOf(FEW)) > 0) {
            return Optional.empty();
        }
        List<Fr> values = new ArrayList<>();
        for (int i = 0; i < count.intValueExact(); i++) {
            values.add(value(BigInteger.valueOf(i)));
        }
        return Optional.of(values);
    }
}

package io.snark4j.circuit.lint;

import io.snark4j.circuit.lint.Intervals.Interval;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds range checks, which are sums Σ 2^i·bᵢ of bits that equal something else, of sums that may wrap: a comparison says what it seems to say
 * only if its operands are small, since b − a + r passes as well as b − a.
 */
final class RangeChecks {
    /**
     * A range check of several variables.
     *
     * @param equation that says it
     * @param bits number of bits
     * @param operands variables of the sum whose size nothing restricts; all its variables if the restrictions do not suffice
     */
    record Wrapping(int equation, int bits, List<Integer> operands) {}

    /** Coefficients of bits that are tried as the lowest one's. */
    private static final int MOST_TRIES = 8;

    /** Half of r's: inverses of small integers are larger. */
    private static final int MOST_COEFFICIENT_BITS = 127;

    private final Equations equations;
    private final Intervals intervals;

    RangeChecks(Equations equations, Intervals intervals) {
        this.equations = equations;
        this.intervals = intervals;
    }

    List<Wrapping> wrapping() {
        return IntStream.range(0, equations.count())
                .mapToObj(e -> wrapping(e, Intervals.linear(equations.get(e))))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Wrapping> wrapping(int equation, LinearCombination sum) {
        int[] bits =
                IntStream.range(0, sum.size()).filter(i -> isBit(sum.wire(i))).toArray();
        List<Integer> number = List.of();
        Fr unit = Fr.ONE;
        for (int i = 0; i < Math.min(bits.length, MOST_TRIES) && number.size() < bits.length; i++) {
            Fr candidate = sum.coefficient(bits[i]);
            List<Integer> chain = powersOfTwo(sum, bits, candidate);
            if (chain.size() > number.size()) {
                number = chain;
                unit = candidate;
            }
        }
        int n = number.size();
        BigInteger end = BigInteger.ONE.shiftLeft(n);
        if (n < 2 || end.compareTo(Fr.MODULUS) > 0) {
            return Optional.empty();
        }
        LinearCombination.Builder rest = LinearCombination.builder();
        for (int i = 0; i < sum.size(); i++) {
            if (!number.contains(i)) {
                rest.add(sum.wire(i), sum.coefficient(i));
            }
        }
        LinearCombination value = rest.build().times(unit.inverse().neg());
        List<Integer> operands = operands(value, end);
        return operands.size() < 2 || staysInRange(intervals.of(value), end)
                ? Optional.empty()
                : Optional.of(new Wrapping(equation, n, named(value, operands)));
    }

    /** Whether the only integer that is the value modulo r and in [0, end) is the value itself. */
    private static boolean staysInRange(@Nullable Interval value, BigInteger end) {
        return value != null
                && value.high().compareTo(Fr.MODULUS) < 0
                && value.low().add(Fr.MODULUS).compareTo(end) >= 0;
    }

    private List<Integer> named(LinearCombination value, List<Integer> operands) {
        List<Integer> unbounded = intervals.unbounded(value);
        return unbounded.isEmpty() ? operands : unbounded;
    }

    /** The places of bits whose coefficients are unit, 2·unit, 4·unit and so on, each the first with its coefficient. */
    private static List<Integer> powersOfTwo(LinearCombination sum, int[] bits, Fr unit) {
        List<Integer> sorted = new ArrayList<>();
        Fr factor = unit.inverse();
        List<BigInteger> weights = new ArrayList<>();
        for (int bit : bits) {
            weights.add(sum.coefficient(bit).mul(factor).toBigInteger());
        }
        List<Integer> order = IntStream.range(0, bits.length)
                .boxed()
                .sorted(Comparator.comparing(weights::get))
                .toList();
        for (int i : order) {
            if (weights.get(i).equals(BigInteger.ONE.shiftLeft(sorted.size()))) {
                sorted.add(bits[i]);
            }
        }
        return sorted;
    }

    private boolean isBit(int variable) {
        Interval interval = intervals.of(variable);
        return variable != 0 && interval != null && interval.isBit();
    }

    /**
     * Variables of the number that is range-checked. Those whose coefficient is a multiple of 2^n are its higher digits; a coefficient that is no
     * small integer says that the bits are not the number's lowest ones.
     */
    private static List<Integer> operands(LinearCombination value, BigInteger end) {
        List<Integer> operands = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            BigInteger coefficient = Digits.centered(value.coefficient(i));
            if (value.wire(i) == 0 || coefficient.mod(end).signum() == 0) {
                continue;
            }
            if (coefficient.bitLength() > MOST_COEFFICIENT_BITS) {
                return List.of();
            }
            operands.add(value.wire(i));
        }
        return operands;
    }
}

package io.snark4j.circuit.lint;

import io.snark4j.circuit.lint.Equations.Equation;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the constraints say about the size of values whatever the inputs are: a variable with an interval is, modulo r, an integer in it. Bits
 * come from equations of one variable; from those follow sums, products and everything made of them.
 */
final class Intervals {
    /** Both ends included. */
    record Interval(BigInteger low, BigInteger high) {
        Interval plus(Interval other) {
            return new Interval(low.add(other.low), high.add(other.high));
        }

        Interval times(BigInteger factor) {
            BigInteger one = low.multiply(factor);
            BigInteger other = high.multiply(factor);
            return new Interval(one.min(other), one.max(other));
        }

        Interval times(Interval other) {
            Interval one = times(other.low);
            Interval two = times(other.high);
            return new Interval(one.low.min(two.low), one.high.max(two.high));
        }

        BigInteger width() {
            return high.subtract(low);
        }

        boolean isBit() {
            return low.signum() == 0 && high.equals(BigInteger.ONE);
        }
    }

    /** Bounds are improved a few times at most: equations may narrow each other for ever. */
    private static final int MOST_IMPROVEMENTS = 4;

    private final Equations equations;
    private final @Nullable Interval[] intervals;
    private final int[] unbounded;
    private final int[] improvements;
    private final Deque<Integer> queue = new ArrayDeque<>();

    Intervals(Equations equations) {
        this.equations = equations;
        intervals = new @Nullable Interval[equations.variables()];
        improvements = new int[equations.variables()];
        unbounded = new int[equations.count()];
        intervals[0] = new Interval(BigInteger.ONE, BigInteger.ONE);
        for (int e = 0; e < unbounded.length; e++) {
            unbounded[e] = equations.variablesOf(e).length;
        }
        for (int e = 0; e < unbounded.length; e++) {
            if (equations.variablesOf(e).length == 1) {
                boundByRoots(e, equations.variablesOf(e)[0]);
            }
        }
        while (!queue.isEmpty()) {
            int e = queue.poll();
            if (unbounded[e] <= 1) {
                boundByOthers(equations.get(e));
            }
            if (unbounded[e] == 1) {
                boundByCases(e);
            }
        }
    }

    /** Null if nothing is known. */
    @Nullable
    Interval of(int variable) {
        return intervals[variable];
    }

    /** Of a sum over the integers, coefficients in (−r/2, r/2]; null if a variable has none. */
    @Nullable
    Interval of(LinearCombination sum) {
        Interval total = new Interval(BigInteger.ZERO, BigInteger.ZERO);
        for (int i = 0; i < sum.size(); i++) {
            Interval term = intervals[sum.wire(i)];
            if (term == null) {
                return null;
            }
            total = total.plus(term.times(Digits.centered(sum.coefficient(i))));
        }
        return total;
    }

    /** An equation that is linear whatever the values are, as a sum that is zero; empty if it is not. */
    static LinearCombination linear(Equation equation) {
        if (equation.left().isConstant()) {
            return equation.right().times(equation.left().constantTerm()).minus(equation.product());
        }
        return equation.right().isConstant()
                ? equation.left().times(equation.right().constantTerm()).minus(equation.product())
                : LinearCombination.ZERO;
    }

    private void boundByRoots(int e, int variable) {
        new Residue(equations.get(e), _ -> null).roots().ifPresent(roots -> {
            if (!roots.isEmpty()) {
                BigInteger first = Digits.centered(roots.getFirst());
                BigInteger last = Digits.centered(roots.getLast());
                bound(variable, new Interval(first.min(last), first.max(last)));
            }
        });
    }

    private void boundByOthers(Equation equation) {
        LinearCombination linear = linear(equation);
        if (linear.size() > 0) {
            boundTerms(linear);
            return;
        }
        Interval left = of(equation.left());
        Interval right = of(equation.right());
        if (left == null || right == null) {
            return;
        }
        Interval product = left.times(right);
        LinearCombination rest = equation.product();
        for (int i = 0; i < rest.size(); i++) {
            if (rest.wire(i) != 0 && isOne(rest.coefficient(i))) {
                Interval others = of(rest.minus(LinearCombination.of(rest.wire(i), rest.coefficient(i))));
                if (others != null) {
                    Interval value = product.plus(others.times(BigInteger.ONE.negate()))
                            .times(Digits.centered(rest.coefficient(i)));
                    bound(rest.wire(i), value);
                }
            }
        }
    }

    /** The one unbounded variable of an equation between few bits, such as an exclusive or. */
    private void boundByCases(int e) {
        Cases cases = new Cases();
        for (int variable : equations.variablesOf(e)) {
            Interval interval = intervals[variable];
            if (interval != null && (interval.width().bitLength() > 2 || !cases.split(variable, integers(interval)))) {
                return;
            }
        }
        cases.roots(equations.get(e), _ -> null)
                .ifPresent(roots -> roots.stream()
                        .map(root -> new Interval(Digits.centered(root), Digits.centered(root)))
                        .reduce((one, other) -> new Interval(one.low.min(other.low), one.high.max(other.high)))
                        .ifPresent(hull -> Arrays.stream(equations.variablesOf(e))
                                .filter(variable -> intervals[variable] == null)
                                .forEach(variable -> bound(variable, hull))));
    }

    private static List<Fr> integers(Interval interval) {
        return IntStream.rangeClosed(0, interval.width().intValueExact())
                .mapToObj(i -> Fr.reduce(interval.low().add(BigInteger.valueOf(i))))
                .toList();
    }

    /** Of a sum that is zero: its one unbounded variable, or if all are bounded, those that are not the bits of the others. */
    private void boundTerms(LinearCombination sum) {
        List<Integer> without = unbounded(sum);
        for (int i = 0; i < sum.size() && without.size() <= 1; i++) {
            Interval interval = intervals[sum.wire(i)];
            if (interval == null || (without.isEmpty() && !interval.isBit())) {
                boundTerm(sum, i);
            }
        }
    }

    /** If all other variables of a sum that is zero are bounded. */
    private void boundTerm(LinearCombination sum, int term) {
        int variable = sum.wire(term);
        if (variable == 0) {
            return;
        }
        LinearCombination others = sum.minus(LinearCombination.of(variable, sum.coefficient(term)))
                .times(sum.coefficient(term).inverse().neg());
        Interval value = of(others);
        if (value != null) {
            bound(variable, value);
        }
    }

    private void bound(int variable, Interval interval) {
        Interval before = intervals[variable];
        if (interval.width().compareTo(Fr.MODULUS) >= 0
                || (before != null
                        && (before.width().compareTo(interval.width()) <= 0
                                || ++improvements[variable] > MOST_IMPROVEMENTS))) {
            return;
        }
        intervals[variable] = interval;
        for (int e : equations.equationsOf(variable)) {
            unbounded[e] -= before == null ? 1 : 0;
            if (unbounded[e] <= 1) {
                queue.add(e);
            }
        }
    }

    private static boolean isOne(Fr coefficient) {
        return coefficient.isOne() || coefficient.neg().isOne();
    }

    /** All variables of a sum without an interval. */
    List<Integer> unbounded(LinearCombination sum) {
        return IntStream.range(0, sum.size())
                .map(sum::wire)
                .filter(variable -> intervals[variable] == null)
                .boxed()
                .toList();
    }
}

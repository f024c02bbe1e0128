package io.snark4j.circuit.lint;

import io.snark4j.circuit.lint.Equations.Equation;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The directions in which the open variables may leave the witness without any equation noticing to first order: the kernel of the Jacobian at
 * the witness, restricted to variables that are not known. Eliminated forwards: an equation with one variable left gives its tangent as a
 * combination of parameters; where none does, the next variable is a parameter; an equation with none left is a condition on the
 * parameters. So only the conditions, of which there are few, are eliminated as a matrix.
 */
final class Tangents {
    /** More are not computed: then nothing is said to move. */
    private static final int MOST_PARAMETERS = 512;

    private final Equations equations;
    private final Determination determination;

    /** Of each variable, by parameter; null until it is given. */
    private final @Nullable Map<Integer, Fr>[] tangents;

    /** Conditions in reduced row echelon form: the largest parameter of each, with coefficient one, is in no other. */
    private final TreeMap<Integer, Map<Integer, Fr>> conditions = new TreeMap<>();

    private final int[] open;
    private final Deque<Integer> queue = new ArrayDeque<>();
    private final BitSet done = new BitSet();
    private int parameters;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of maps
    Tangents(Equations equations, Determination determination) {
        this.equations = equations;
        this.determination = determination;
        tangents = new Map[equations.variables()];
        open = new int[equations.count()];
        for (int e = 0; e < open.length; e++) {
            open[e] = determination.open(e);
        }
        for (int e = 0; e < open.length; e++) {
            if (open[e] == 1) {
                queue.add(e);
            }
        }
        for (int variable = 1; variable < tangents.length && parameters < MOST_PARAMETERS; variable++) {
            eliminate();
            if (tangents[variable] == null && !determination.isKnown(variable)) {
                give(variable, Map.of(variable, Fr.ONE));
                parameters++;
            }
        }
        eliminate();
    }

    /** Whether some direction of the kernel moves this variable. */
    boolean moves(int variable) {
        Map<Integer, Fr> tangent = tangents[variable];
        return parameters < MOST_PARAMETERS
                && tangent != null
                && !reduced(tangent).isEmpty();
    }

    private void give(int variable, Map<Integer, Fr> tangent) {
        tangents[variable] = tangent;
        for (int e : equations.equationsOf(variable)) {
            if (--open[e] <= 1) {
                queue.add(e);
            }
        }
    }

    private void eliminate() {
        while (!queue.isEmpty()) {
            int e = queue.poll();
            if (!done.get(e)) {
                done.set(e);
                eliminate(e);
            }
        }
    }

    private void eliminate(int e) {
        Map<Integer, Fr> sum = new HashMap<>();
        int last = -1;
        Fr slopeOfLast = Fr.ZERO;
        for (Map.Entry<Integer, Fr> partial : gradient(equations.get(e)).entrySet()) {
            Map<Integer, Fr> tangent = tangents[partial.getKey()];
            if (tangent == null) {
                last = partial.getKey();
                slopeOfLast = partial.getValue();
            } else {
                addTo(sum, tangent, partial.getValue());
            }
        }
        if (last >= 0) {
            Fr factor = slopeOfLast.inverse().neg();
            sum.replaceAll((_, value) -> value.mul(factor));
            give(last, sum);
        } else {
            addCondition(reduced(sum));
        }
    }

    /** Partial derivatives at the witness, without zeros, in the open variables. */
    private Map<Integer, Fr> gradient(Equation equation) {
        Fr left = value(equation.left());
        Fr right = value(equation.right());
        Map<Integer, Fr> gradient = new HashMap<>();
        addOpen(gradient, equation.left(), right);
        addOpen(gradient, equation.right(), left);
        addOpen(gradient, equation.product(), Fr.ONE.neg());
        return gradient;
    }

    private void addOpen(Map<Integer, Fr> gradient, LinearCombination side, Fr factor) {
        Map<Integer, Fr> terms = new HashMap<>();
        for (int i = 0; i < side.size(); i++) {
            if (side.wire(i) != 0 && !determination.isKnown(side.wire(i))) {
                terms.put(side.wire(i), side.coefficient(i));
            }
        }
        addTo(gradient, terms, factor);
    }

    private Fr value(LinearCombination side) {
        Fr sum = side.constantTerm();
        for (int i = 0; i < side.size(); i++) {
            if (side.wire(i) != 0) {
                sum = sum.add(side.coefficient(i).mul(determination.honest(side.wire(i))));
            }
        }
        return sum;
    }

    private void addCondition(Map<Integer, Fr> condition) {
        if (condition.isEmpty()) {
            return;
        }
        int pivot = new TreeMap<>(condition).lastKey();
        Fr factor = condition.getOrDefault(pivot, Fr.ONE).inverse();
        condition.replaceAll((_, value) -> value.mul(factor));
        List<Map<Integer, Fr>> earlier = new ArrayList<>(conditions.values());
        for (Map<Integer, Fr> other : earlier) {
            Fr coefficient = other.get(pivot);
            if (coefficient != null) {
                addTo(other, condition, coefficient.neg());
            }
        }
        conditions.put(pivot, condition);
    }

    /** Without the pivots: what is left is free in the kernel. */
    private Map<Integer, Fr> reduced(Map<Integer, Fr> tangent) {
        Map<Integer, Fr> reduced = new HashMap<>(tangent);
        tangent.forEach((parameter, coefficient) -> {
            Map<Integer, Fr> condition = conditions.get(parameter);
            if (condition != null) {
                addTo(reduced, condition, coefficient.neg());
            }
        });
        return reduced;
    }

    private static void addTo(Map<Integer, Fr> sum, Map<Integer, Fr> terms, Fr factor) {
        if (!factor.isZero()) {
            terms.forEach((key, value) -> {
                Fr total = sum.getOrDefault(key, Fr.ZERO).add(value.mul(factor));
                if (total.isZero()) {
                    sum.remove(key);
                } else {
                    sum.put(key, total);
                }
            });
        }
    }
}

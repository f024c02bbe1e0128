package io.snark4j.circuit.lint;

import io.snark4j.field.Fr;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What follows if some variables had other values than in the witness: a contradiction, which refutes them, or a second witness. Known
 * variables keep their values. Used once.
 */
final class Hypothesis {
    private static final int FEW_OPEN = 2;

    private final Equations equations;
    private final Determination determination;
    private final Map<Integer, Fr> assumed = new TreeMap<>();
    private final Map<Integer, Integer> open = new HashMap<>();
    private final Deque<Integer> queue = new ArrayDeque<>();

    Hypothesis(Equations equations, Determination determination) {
        this.equations = equations;
        this.determination = determination;
    }

    /** Whether these values contradict nothing that follows from them by solving equations one by one. */
    boolean assume(Map<Integer, Fr> values) {
        values.forEach(this::assign);
        return propagate();
    }

    /**
     * Gives every other open variable the witness's value where the equations allow it, the most bounded ones first: the least bounded have the
     * room to make up for what was assumed.
     *
     * @return whether that is a second witness; if not, there may be one nonetheless
     */
    boolean complete() {
        List<Integer> order = IntStream.range(1, equations.variables())
                .filter(variable -> value(variable) == null)
                .boxed()
                .sorted(Comparator.comparing(determination::size))
                .toList();
        for (int variable : order) {
            if (value(variable) == null) {
                assign(variable, determination.honest(variable));
                if (!propagate()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Wires whose values are not the witness's. */
    Map<Integer, Fr> differences() {
        Map<Integer, Fr> differences = new TreeMap<>();
        assumed.forEach((variable, value) -> {
            if (variable < equations.wires() && !value.equals(determination.honest(variable))) {
                differences.put(variable, value);
            }
        });
        return differences;
    }

    private void assign(int variable, Fr value) {
        assumed.put(variable, value);
        for (int e : equations.equationsOf(variable)) {
            open.put(e, open.getOrDefault(e, determination.open(e)) - 1);
            queue.add(e);
        }
    }

    private boolean propagate() {
        while (!queue.isEmpty()) {
            int e = queue.poll();
            int left = open.getOrDefault(e, determination.open(e));
            if (left <= FEW_OPEN && !isConsistent(new Residue(equations.get(e), this::value))) {
                queue.clear();
                return false;
            }
        }
        return true;
    }

    private boolean isConsistent(Residue residue) {
        List<Integer> variables = residue.open();
        if (variables.isEmpty()) {
            return residue.error().isZero();
        }
        if (variables.size() == 1) {
            Optional<List<Fr>> roots = residue.roots();
            if (roots.isPresent() && roots.get().size() == 1) {
                assign(variables.getFirst(), roots.get().getFirst());
            }
            return roots.isEmpty() || !roots.get().isEmpty();
        }
        if (!residue.isLinear()) {
            return true;
        }
        Residue.Linear equation = residue.linear();
        if (equation.variables().size() == 1) {
            assign(
                    equation.variables().getFirst(),
                    equation.constant().neg().div(equation.coefficients().getFirst()));
        }
        return !equation.variables().isEmpty() || equation.constant().isZero();
    }

    private @Nullable Fr value(int variable) {
        Fr value = assumed.get(variable);
        return value != null || !determination.isKnown(variable) ? value : determination.honest(variable);
    }
}

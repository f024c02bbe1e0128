package io.snark4j.circuit.lint;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which variables have only one value, given those of the inputs. A variable is known (it has the witness's value and no other), bounded (it
 * stays within a {@link Progression}) or free. Each step is a proof for these inputs:
 *
 * <ul>
 *   <li>an equation with one open variable gives its roots: one makes it known, two bound it;
 *   <li>an equation with one free variable bounds it by what the others allow;
 *   <li>a linear equation between bounded variables makes them known if they are {@link Digits} of a number, and no other choice of digits
 *       survives the equations that follow from it;
 *   <li>a variable with few values is known if every other one contradicts an equation.
 * </ul>
 */
final class Determination {
    /** Second witnesses that are looked for: each costs as much as solving what is open. */
    private static final int MOST_COMPLETIONS = 1024;

    /** Equations with more open variables wait until at most one of these is free. */
    private static final int FEW_OPEN = 2;

    private final Equations equations;
    private final Fr[] honest;
    private final boolean[] known;
    private final @Nullable Progression[] bounds;

    /** Variables of each equation that are not known. */
    private final int[] open;

    /** Variables of each equation that are neither known nor bounded. */
    private final int[] free;

    private final Deque<Integer> soon = new ArrayDeque<>();
    private final Deque<Integer> later = new ArrayDeque<>();
    private final boolean[] queued;
    private final boolean[] split;

    /** Values of a second witness that was come upon, of wires only. */
    private final Map<Integer, Fr> secondValues = new HashMap<>();

    private int completions;
    private boolean seeking;

    Determination(Equations equations, Fr[] honest) {
        this.equations = equations;
        this.honest = honest;
        known = new boolean[equations.variables()];
        bounds = new @Nullable Progression[equations.variables()];
        split = new boolean[equations.variables()];
        open = new int[equations.count()];
        Arrays.setAll(open, e -> equations.variablesOf(e).length);
        free = open.clone();
        queued = new boolean[equations.count()];
        for (int e = 0; e < equations.count(); e++) {
            enqueue(e);
        }
    }

    boolean isKnown(int variable) {
        return known[variable];
    }

    /** How many values an open variable is bounded to, r if it is free. */
    BigInteger size(int variable) {
        Progression bound = bounds[variable];
        return bound == null ? Fr.MODULUS : bound.count();
    }

    Fr honest(int variable) {
        return honest[variable];
    }

    /** Values besides the witness's own that a variable is bounded to, if they are few. */
    List<Fr> alternatives(int variable) {
        Progression bound = bounds[variable];
        return bound == null
                ? List.of()
                : bound.few().orElse(List.of()).stream()
                        .filter(value -> !value.equals(honest[variable]))
                        .toList();
    }

    /** Of wires that have been seen to take them. */
    Map<Integer, Fr> secondValues() {
        return secondValues;
    }

    int open(int equation) {
        return open[equation];
    }

    /** Takes a variable's value for granted. */
    void know(int variable) {
        if (known[variable]) {
            return;
        }
        known[variable] = true;
        boolean wasFree = bounds[variable] == null;
        for (int e : equations.equationsOf(variable)) {
            open[e]--;
            free[e] -= wasFree ? 1 : 0;
            enqueue(e);
        }
    }

    /** Draws every conclusion. */
    void conclude() {
        do {
            propagate();
        } while (splitCases());
    }

    /** Looks for second witnesses where a value cannot be refuted: worth its time only when every conclusion is drawn and something is open. */
    void seekSecondValues() {
        seeking = true;
        Arrays.fill(split, false);
        for (int e = 0; e < open.length; e++) {
            if (open[e] > 0) {
                enqueue(e);
            }
        }
        conclude();
    }

    private void propagate() {
        while (!soon.isEmpty() || !later.isEmpty()) {
            int e = soon.isEmpty() ? later.poll() : soon.poll();
            queued[e] = false;
            if (open[e] > 0) {
                process(e);
            }
        }
    }

    private void enqueue(int equation) {
        if (!queued[equation] && (open[equation] <= FEW_OPEN || free[equation] <= 1)) {
            queued[equation] = true;
            (open[equation] == 1 ? soon : later).add(equation);
        }
    }

    private void process(int e) {
        Residue residue = new Residue(equations.get(e), this::knownValue);
        if (open[e] == 1) {
            residue.roots().ifPresent(roots -> narrow(residue.open().getFirst(), roots));
        } else if (residue.isLinear()) {
            process(residue.linear());
        } else if (free[e] <= 1) {
            combine(e, residue.open());
        }
    }

    private void process(Residue.Linear equation) {
        List<Integer> variables = equation.variables();
        if (variables.isEmpty()) {
            return;
        }
        List<Integer> unbounded =
                variables.stream().filter(v -> bounds[v] == null).toList();
        if (variables.size() == 1) {
            know(variables.getFirst());
        } else if (unbounded.isEmpty()) {
            readDigits(equation);
        } else if (unbounded.size() == 1) {
            boundSum(equation, variables.indexOf(unbounded.getFirst()));
        }
    }

    /** Roots include the witness's value. */
    private void narrow(int variable, List<Fr> roots) {
        if (roots.size() == 1) {
            know(variable);
        } else if (roots.size() == 2) {
            bound(variable, Progression.of(roots.get(0), roots.get(1)));
        }
    }

    private void bound(int variable, Progression progression) {
        Progression before = bounds[variable];
        if (known[variable] || (before != null && before.count().compareTo(progression.count()) <= 0)) {
            return;
        }
        bounds[variable] = progression;
        for (int e : equations.equationsOf(variable)) {
            free[e] -= before == null ? 1 : 0;
            enqueue(e);
        }
    }

    private void readDigits(Residue.Linear equation) {
        List<Progression> progressions =
                equation.variables().stream().map(this::bound).toList();
        Optional<Digits> digits = Digits.of(
                steps(equation, progressions),
                progressions.stream().map(Progression::last).toList());
        if (digits.isEmpty()) {
            return;
        }
        if (digits.get().isInjective() || isOnlyChoice(equation, progressions, digits.get())) {
            equation.variables().forEach(this::know);
        }
    }

    private boolean isOnlyChoice(Residue.Linear equation, List<Progression> progressions, Digits digits) {
        Fr sum = equation.constant().neg();
        for (int i = 0; i < progressions.size(); i++) {
            sum = sum.sub(equation.coefficients().get(i).mul(progressions.get(i).base()));
        }
        boolean only = true;
        for (List<BigInteger> choice : digits.choices(sum)) {
            Map<Integer, Fr> values = new HashMap<>();
            for (int i = 0; i < choice.size(); i++) {
                values.put(equation.variables().get(i), progressions.get(i).value(choice.get(i)));
            }
            boolean isHonest = values.entrySet().stream()
                    .allMatch(value -> value.getValue().equals(honest[value.getKey()]));
            only &= isHonest || isRefuted(values);
        }
        return only;
    }

    /** Bounds the variable at that place by what all others, which are bounded, leave it. */
    private void boundSum(Residue.Linear equation, int place) {
        Fr scale = equation.coefficients().get(place).inverse().neg();
        List<Integer> others = new ArrayList<>(equation.variables());
        int variable = others.remove(/* index */ place);
        List<Fr> coefficients = new ArrayList<>(equation.coefficients());
        coefficients.remove(place);
        List<Progression> progressions = others.stream().map(this::bound).toList();
        Residue.Linear rest = new Residue.Linear(
                others, coefficients.stream().map(scale::mul).toList(), scale.mul(equation.constant()));
        Digits.below(
                        steps(rest, progressions),
                        progressions.stream().map(Progression::last).toList())
                .filter(digits -> !digits.largest().add(BigInteger.ONE).equals(Fr.MODULUS))
                .ifPresent(digits -> {
                    Fr step = digits.factor().inverse();
                    Fr base = rest.constant().add(step.mul(Fr.reduce(digits.smallest())));
                    for (int i = 0; i < progressions.size(); i++) {
                        base = base.add(rest.coefficients()
                                .get(i)
                                .mul(progressions.get(i).base()));
                    }
                    bound(variable, new Progression(base, step, digits.largest().add(BigInteger.ONE)));
                });
    }

    private static List<Fr> steps(Residue.Linear equation, List<Progression> progressions) {
        List<Fr> steps = new ArrayList<>();
        for (int i = 0; i < progressions.size(); i++) {
            steps.add(equation.coefficients().get(i).mul(progressions.get(i).step()));
        }
        return steps;
    }

    /** Tries all combinations of values of the bounded variables of an equation with at most one that is free. */
    private void combine(int e, List<Integer> variables) {
        int target =
                variables.stream().filter(v -> bounds[v] == null).findFirst().orElse(variables.getLast());
        Cases cases = new Cases();
        for (int variable : variables) {
            if (variable != target) {
                Optional<List<Fr>> values = bound(variable).few();
                if (values.isEmpty() || !cases.split(variable, values.get())) {
                    return;
                }
            }
        }
        cases.roots(equations.get(e), this::knownValue).ifPresent(roots -> narrow(target, roots));
    }

    /** Whether some variable became known because each of its other values contradicts an equation. */
    private boolean splitCases() {
        boolean progress = false;
        for (int variable = 1; variable < known.length; variable++) {
            if (known[variable] || split[variable]) {
                continue;
            }
            List<Fr> alternatives = alternatives(variable);
            if (!alternatives.isEmpty()) {
                split[variable] = true;
                int v = variable;
                if (alternatives.stream().allMatch(value -> isRefuted(Map.of(v, value)))) {
                    know(variable);
                    progress = true;
                }
            }
        }
        return progress;
    }

    /** Whether these values contradict the equations; if they lead to a second witness instead, its values are remembered. */
    boolean isRefuted(Map<Integer, Fr> values) {
        Hypothesis hypothesis = new Hypothesis(equations, this);
        if (!hypothesis.assume(values)) {
            return true;
        }
        if (seeking && completions < MOST_COMPLETIONS && !secondValues.keySet().containsAll(values.keySet())) {
            completions++;
            if (hypothesis.complete()) {
                hypothesis.differences().forEach(secondValues::putIfAbsent);
            }
        }
        return false;
    }

    private Progression bound(int variable) {
        Progression bound = bounds[variable];
        if (bound == null) {
            throw new IllegalStateException("variable " + variable + " is free");
        }
        return bound;
    }

    private @Nullable Fr knownValue(int variable) {
        return known[variable] ? honest[variable] : null;
    }
}

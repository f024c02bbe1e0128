package io.snark4j.circuit.lint;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is left of an equation when the variables that have a value are replaced by it. */
final class Residue {
    /** The values that variables have. */
    @FunctionalInterface
    interface Assignment {
        /** Null if it has none. */
        @Nullable
        Fr value(int variable);
    }

    /** Coefficients of an open variable on the three sides. */
    private static final class Coefficients {
        private final Fr[] of = {Fr.ZERO, Fr.ZERO, Fr.ZERO};
    }

    /** constant + Σ coefficients·variables = 0; no coefficient is zero. */
    record Linear(List<Integer> variables, List<Fr> coefficients, Fr constant) {}

    private final Fr[] constants = {Fr.ZERO, Fr.ZERO, Fr.ZERO};
    private final Map<Integer, Coefficients> open = new TreeMap<>();
    private boolean leftOpen;
    private boolean rightOpen;

    Residue(Equations.Equation equation, Assignment assignment) {
        leftOpen = add(0, equation.left(), assignment);
        rightOpen = add(1, equation.right(), assignment);
        add(2, equation.product(), assignment);
    }

    private boolean add(int side, LinearCombination terms, Assignment assignment) {
        boolean anyOpen = false;
        for (int i = 0; i < terms.size(); i++) {
            int variable = terms.wire(i);
            Fr coefficient = terms.coefficient(i);
            Fr value = variable == 0 ? Fr.ONE : assignment.value(variable);
            if (value == null) {
                open.computeIfAbsent(variable, _ -> new Coefficients()).of[side] = coefficient;
                anyOpen = true;
            } else {
                constants[side] = constants[side].add(coefficient.mul(value));
            }
        }
        return anyOpen;
    }

    /** Ascending. */
    List<Integer> open() {
        return List.copyOf(open.keySet());
    }

    /** Whether no product of two open variables, nor a square of one, is left. */
    boolean isLinear() {
        return !leftOpen || !rightOpen;
    }

    /** Left side times right side less product, if nothing is open. */
    Fr error() {
        return constants[0].mul(constants[1]).sub(constants[2]);
    }

    /** Of a linear residue. */
    Linear linear() {
        List<Integer> variables = new ArrayList<>();
        List<Fr> coefficients = new ArrayList<>();
        open.forEach((variable, coefficient) -> {
            Fr slope = slope(coefficient);
            if (!slope.isZero()) {
                variables.add(variable);
                coefficients.add(slope);
            }
        });
        return new Linear(variables, coefficients, error());
    }

    private Fr slope(Coefficients of) {
        return of.of[0].mul(constants[1]).add(of.of[1].mul(constants[0])).sub(of.of[2]);
    }

    /** Values of the only open variable that make the equation hold: none, one or two; empty if every value does. */
    Optional<List<Fr>> roots() {
        Coefficients only = open.values().iterator().next();
        Fr square = only.of[0].mul(only.of[1]);
        Fr slope = slope(only);
        Fr constant = error();
        if (!square.isZero()) {
            return Optional.of(quadraticRoots(slope.div(square), constant.div(square)));
        }
        if (!slope.isZero()) {
            return Optional.of(List.of(constant.neg().div(slope)));
        }
        return constant.isZero() ? Optional.empty() : Optional.of(List.of());
    }

    /** Of x² + px + q. */
    private static List<Fr> quadraticRoots(Fr p, Fr q) {
        if (q.isZero()) {
            return p.isZero() ? List.of(Fr.ZERO) : List.of(Fr.ZERO, p.neg());
        }
        Fr half = Fr.TWO.inverse();
        Fr discriminant = p.square().sub(q.twice().twice());
        if (discriminant.isZero()) {
            return List.of(p.neg().mul(half));
        }
        return discriminant
                .sqrt()
                .map(root -> List.of(root.sub(p).mul(half), root.neg().sub(p).mul(half)))
                .orElse(List.of());
    }
}

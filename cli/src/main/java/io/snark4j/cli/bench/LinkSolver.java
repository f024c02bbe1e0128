package io.snark4j.cli.bench;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.LinearCombination;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes a link's wires from one, start and key: constraint after constraint, each giving the only wire of its product that is still
 * unknown. The order is found once a link.
 */
final class LinkSolver {
    private record Step(LinearCombination left, LinearCombination right, LinearCombination known, int wire, Fr scale) {}

    private final List<Step> steps = new ArrayList<>();

    /** @throws IllegalArgumentException if no order gives every wire */
    LinkSolver(ConstraintSystem link) {
        boolean[] known = new boolean[link.wires()];
        known[0] = true;
        known[2] = true;
        known[3] = true;
        boolean[] used = new boolean[link.constraints()];
        int before;
        do {
            before = steps.size();
            for (int i = 0; i < used.length; i++) {
                used[i] = used[i] || addStep(link, i, known);
            }
        } while (steps.size() > before);
        for (int wire = 0; wire < known.length; wire++) {
            if (!known[wire]) {
                throw new IllegalArgumentException(
                        "chain: the link's constraints do not give wire " + wire + " one after the other");
            }
        }
    }

    private boolean addStep(ConstraintSystem link, int constraint, boolean[] known) {
        LinearCombination left = link.a().row(constraint);
        LinearCombination right = link.b().row(constraint);
        LinearCombination product = link.c().row(constraint);
        if (unknown(left, known) > 0 || unknown(right, known) > 0 || unknown(product, known) != 1) {
            return false;
        }
        var rest = LinearCombination.builder();
        int wire = 0;
        Fr coefficient = Fr.ONE;
        for (int i = 0; i < product.size(); i++) {
            if (known[product.wire(i)]) {
                rest.add(product.wire(i), product.coefficient(i));
            } else {
                wire = product.wire(i);
                coefficient = product.coefficient(i);
            }
        }
        known[wire] = true;
        return steps.add(new Step(left, right, rest.build(), wire, coefficient.inverse()));
    }

    private static int unknown(LinearCombination terms, boolean[] known) {
        int count = 0;
        for (int i = 0; i < terms.size(); i++) {
            count += known[terms.wire(i)] ? 0 : 1;
        }
        return count;
    }

    /** Sets the wires of one link of a chain, of which one, start and key are set. */
    void solve(FrVector values, int[] wireByLinkWire) {
        for (Step step : steps) {
            Fr product = sum(step.left, values, wireByLinkWire).mul(sum(step.right, values, wireByLinkWire));
            Fr rest = sum(step.known, values, wireByLinkWire);
            values.set(wireByLinkWire[step.wire], product.sub(rest).mul(step.scale));
        }
    }

    private static Fr sum(LinearCombination terms, FrVector values, int[] wireByLinkWire) {
        Fr sum = Fr.ZERO;
        for (int i = 0; i < terms.size(); i++) {
            sum = sum.add(terms.coefficient(i).mul(values.get(wireByLinkWire[terms.wire(i)])));
        }
        return sum;
    }
}

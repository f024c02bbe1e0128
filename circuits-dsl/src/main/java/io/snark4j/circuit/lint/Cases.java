package io.snark4j.circuit.lint;

import io.snark4j.field.Fr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an equation makes of one variable in each of the few cases that there are for the others. */
final class Cases {
    private static final int MOST = 16;

    private final List<Map<Integer, Fr>> cases = new ArrayList<>(List.of(Map.of()));

    /** Whether all values of a further variable, in all cases so far, are still few cases. */
    boolean split(int variable, List<Fr> values) {
        if (cases.size() * values.size() > MOST) {
            return false;
        }
        List<Map<Integer, Fr>> before = List.copyOf(cases);
        cases.clear();
        for (Map<Integer, Fr> one : before) {
            for (Fr value : values) {
                Map<Integer, Fr> longer = new HashMap<>(one);
                longer.put(variable, value);
                cases.add(longer);
            }
        }
        return true;
    }

    /**
     * All values of the one variable that has neither a case nor a value.
     *
     * @param others values of variables without cases
     * @return empty if some case allows every value
     */
    Optional<List<Fr>> roots(Equations.Equation equation, Residue.Assignment others) {
        List<Fr> found = new ArrayList<>();
        for (Map<Integer, Fr> one : cases) {
            Residue residue = new Residue(equation, variable -> {
                Fr chosen = one.get(variable);
                return chosen != null ? chosen : others.value(variable);
            });
            Optional<List<Fr>> roots = residue.roots();
            if (roots.isEmpty()) {
                return Optional.empty();
            }
            roots.get().stream().filter(root -> !found.contains(root)).forEach(found::add);
        }
        return Optional.of(found);
    }
}

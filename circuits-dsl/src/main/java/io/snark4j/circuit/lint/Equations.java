package io.snark4j.circuit.lint;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.LinearCombination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Constraints as equations a·b = c between variables: the wires, and a further variable for every sum that a constraint alone restricts, such
 * as the top bit (v − Σ 2^i·b_i) / 2^(n−1), which no wire holds but which is kept boolean. Wherever a side is a multiple of such a
 * sum and a constant, the variable stands for it; one more equation defines it.
 */
final class Equations {
    /** left·right = product. */
    record Equation(LinearCombination left, LinearCombination right, LinearCombination product) {}

    /** A sum that is scale·variable + offset. */
    private record Sum(int variable, Fr scale, Fr offset) {}

    private static final LinearCombination ONE = LinearCombination.constant(Fr.ONE);

    private final int wires;
    private final List<Equation> equations = new ArrayList<>();
    private final Map<LinearCombination, Sum> sums = new HashMap<>();
    private final List<LinearCombination> definitions = new ArrayList<>();

    /** Of sums: where they begin and how long they are, so that other sides are not normalized in vain. */
    private final Set<Long> outlines = new HashSet<>();

    private final int[][] variablesOf;
    private final int[][] equationsOf;

    Equations(ConstraintSystem system) {
        wires = system.wires();
        for (int i = 0; i < system.constraints(); i++) {
            findSum(system.a().row(i), system.b().row(i), system.c().row(i));
        }
        for (int i = 0; i < system.constraints(); i++) {
            equations.add(new Equation(
                    replaced(system.a().row(i)),
                    replaced(system.b().row(i)),
                    replaced(system.c().row(i))));
        }
        for (int i = 0; i < definitions.size(); i++) {
            equations.add(new Equation(definitions.get(i), ONE, LinearCombination.of(wires + i, Fr.ONE)));
        }
        variablesOf = equations.stream().map(Equations::distinctVariables).toArray(int[][]::new);
        equationsOf = transposed(variablesOf, variables());
    }

    int count() {
        return equations.size();
    }

    Equation get(int equation) {
        return equations.get(equation);
    }

    int wires() {
        return wires;
    }

    /** Wires first, then the variables that stand for sums. */
    int variables() {
        return wires + definitions.size();
    }

    /** Those that occur, each once, the constant one left out. */
    int[] variablesOf(int equation) {
        return variablesOf[equation];
    }

    int[] equationsOf(int variable) {
        return equationsOf[variable];
    }

    /** Values of all variables, given those of the wires. */
    Fr[] complete(FrVector wireValues) {
        Fr[] values = new Fr[variables()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    i < wires ? wireValues.get(i) : definitions.get(i - wires).evaluate(wireValues);
        }
        return values;
    }

    private void findSum(LinearCombination left, LinearCombination right, LinearCombination product) {
        LinearCombination sum = withoutConstant(left);
        LinearCombination other = withoutConstant(right);
        LinearCombination rest = withoutConstant(product);
        if (sum.size() < 2 || other.size() != sum.size() || (rest.size() != 0 && rest.size() != sum.size())) {
            return;
        }
        LinearCombination normal = normalized(sum);
        if (!normal.equals(normalized(other))
                || (rest.size() != 0 && !normal.equals(normalized(rest)))
                || sums.containsKey(normal)) {
            return;
        }
        // The roots of left·right become 0 and 1, so that what is kept boolean is a bit.
        Fr offset = left.constantTerm().div(sum.coefficient(0)).neg();
        Fr distance = right.constantTerm().div(other.coefficient(0)).neg().sub(offset);
        Fr scale = distance.isZero() ? Fr.ONE : distance;
        sums.put(normal, new Sum(wires + definitions.size(), scale, offset));
        definitions.add(normal.minus(LinearCombination.constant(offset)).times(scale.inverse()));
        outlines.add(outline(normal));
    }

    private LinearCombination replaced(LinearCombination side) {
        LinearCombination terms = withoutConstant(side);
        if (terms.size() < 2 || !outlines.contains(outline(terms))) {
            return side;
        }
        Sum sum = sums.get(normalized(terms));
        if (sum == null) {
            return side;
        }
        Fr factor = terms.coefficient(0);
        return LinearCombination.of(sum.variable, factor.mul(sum.scale))
                .plus(LinearCombination.constant(side.constantTerm().add(factor.mul(sum.offset))));
    }

    private static LinearCombination withoutConstant(LinearCombination side) {
        return side.minus(LinearCombination.constant(side.constantTerm()));
    }

    private static LinearCombination normalized(LinearCombination sum) {
        return sum.times(sum.coefficient(0).inverse());
    }

    private static long outline(LinearCombination sum) {
        return (long) sum.wire(0) << Integer.SIZE | sum.size();
    }

    private static int[] distinctVariables(Equation equation) {
        int[] all = new int[equation.left.size() + equation.right.size() + equation.product.size()];
        int n = 0;
        for (LinearCombination side : List.of(equation.left, equation.right, equation.product)) {
            for (int i = 0; i < side.size(); i++) {
                all[n++] = side.wire(i);
            }
        }
        return Arrays.stream(all)
                .filter(variable -> variable != 0)
                .sorted()
                .distinct()
                .toArray();
    }

    private static int[][] transposed(int[][] columnsOfRow, int columns) {
        int[] sizes = new int[columns];
        for (int[] row : columnsOfRow) {
            for (int column : row) {
                sizes[column]++;
            }
        }
        int[][] rowsOfColumn = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
        for (int row = columnsOfRow.length - 1; row >= 0; row--) {
            for (int column : columnsOfRow[row]) {
                rowsOfColumn[column][--sizes[column]] = row;
            }
        }
        return rowsOfColumn;
    }
}

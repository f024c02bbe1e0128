package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.WitnessLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random circuit whose wires are affine in public wire 1, t, and of which some move with it: each row multiplies a sum that stands still by one
 * that may move, on either side, so that the polynomials of A and of B both move.
 */
final class LineCircuit {
    private static final int PUBLIC = 3;

    private final R1cs system;
    private final List<Row> rows;
    private final Fr secret;

    /** left·right is the next wire. */
    private record Row(LinearCombination left, LinearCombination right) {}

    private LineCircuit(R1cs system, List<Row> rows, Fr secret) {
        this.system = system;
        this.rows = rows;
        this.secret = secret;
    }

    /** Publics are t, 5 and 5 + secret·t; the first private wire is the secret. */
    static LineCircuit random(int constraints, long seed) {
        Random random = new Random(seed);
        R1cs.Builder builder = R1cs.builder(0, PUBLIC);
        List<Row> rows = new ArrayList<>();
        List<Integer> still = new ArrayList<>(List.of(0, 2, 4));
        List<Integer> moving = new ArrayList<>(List.of(1, 3));
        int next = PUBLIC + 2;
        for (int i = 0; i < constraints - 1; i++) {
            boolean moves = random.nextBoolean();
            LinearCombination factor = sum(still, random);
            LinearCombination other = moves ? sum(moving, random).plus(sum(still, random)) : sum(still, random);
            Row row = random.nextBoolean() ? new Row(factor, other) : new Row(other, factor);
            builder.constrain(row.left(), row.right(), LinearCombination.of(next, Fr.ONE));
            rows.add(row);
            (moves ? moving : still).add(next++);
        }
        builder.constrain(
                LinearCombination.of(4, Fr.ONE),
                LinearCombination.of(1, Fr.ONE),
                LinearCombination.of(3, Fr.ONE).minus(LinearCombination.of(2, Fr.ONE)));
        return new LineCircuit(builder.build(next, 1), rows, Fr.random(random));
    }

    private static LinearCombination sum(List<Integer> wires, Random random) {
        LinearCombination sum = LinearCombination.ZERO;
        for (int i = 0; i <= random.nextInt(3); i++) {
            Fr coefficient = random.nextBoolean()
                    ? Fr.ONE
                    : Fr.of(random.nextInt(1, 1000)).neg();
            sum = sum.plus(LinearCombination.of(wires.get(random.nextInt(wires.size())), coefficient));
        }
        return sum;
    }

    TestCircuit at(Fr t) {
        List<Fr> values = new ArrayList<>(List.of(Fr.ONE, t, Fr.of(5), Fr.of(5).add(secret.mul(t)), secret));
        for (Row row : rows) {
            values.add(evaluate(row.left(), values).mul(evaluate(row.right(), values)));
        }
        return new TestCircuit("line at " + t, system, values);
    }

    private static Fr evaluate(LinearCombination sum, List<Fr> values) {
        Fr result = Fr.ZERO;
        for (int i = 0; i < sum.size(); i++) {
            result = result.add(sum.coefficient(i).mul(values.get(sum.wire(i))));
        }
        return result;
    }

    WitnessLine line() {
        return WitnessLine.through(
                system, Fr.ONE, at(Fr.ONE).witness(), Fr.TWO, at(Fr.TWO).witness());
    }

    R1cs system() {
        return system;
    }
}

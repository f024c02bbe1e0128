package io.snark4j.r1cs;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import java.util.Random;

/** Small constraint systems and witnesses for tests. */
public final class Systems {
    private Systems() {}

    static LinearCombination wire(int wire) {
        return LinearCombination.of(wire, Fr.ONE);
    }

    /** y = x³ + x + 5 with y public; wires: 1, y, x, x². */
    public static R1cs cubic() {
        LinearCombination five = LinearCombination.constant(Fr.of(5));
        return R1cs.builder(0, 1)
                .constrain(wire(2), wire(2), wire(3))
                .constrain(wire(3), wire(2), wire(1).minus(wire(2)).minus(five))
                .build(4, 1);
    }

    /** Its witness for x = 3. */
    public static Witness cubicWitness() {
        return new Witness(FrVector.of(Fr.ONE, Fr.of(35), Fr.of(3), Fr.of(9)), 1);
    }

    /** Each row has up to five random terms; wires: 1, one output, two public inputs, one private input, others. */
    public static R1cs random(int constraints, int wires, long seed) {
        Random random = new Random(seed);
        R1cs.Builder builder = R1cs.builder(1, 2);
        for (int i = 0; i < constraints; i++) {
            builder.constrain(row(wires, random), row(wires, random), row(wires, random));
        }
        return builder.build(wires, 1);
    }

    private static LinearCombination row(int wires, Random random) {
        LinearCombination.Builder row = LinearCombination.builder();
        for (int i = random.nextInt(6); i > 0; i--) {
            Fr coefficient = random.nextBoolean() ? Fr.of(random.nextInt(-2, 3)) : Fr.random(random);
            row.add(random.nextInt(wires), coefficient);
        }
        return row.build();
    }

    /** Random values, the first of them one. */
    public static FrVector values(int wires, long seed) {
        Random random = new Random(seed);
        FrVector values = new FrVector(wires);
        for (int i = 0; i < wires; i++) {
            values.set(i, i == 0 ? Fr.ONE : Fr.random(random));
        }
        return values;
    }
}

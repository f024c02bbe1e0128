package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import java.util.ArrayList;
import java.util.List;

/** Small constraint systems built by hand, each with a witness. */
record TestCircuit(String name, R1cs system, List<Fr> values) {

    Witness witness() {
        return new Witness(FrVector.copyOf(values), system.publicCount());
    }

    List<Fr> publicValues() {
        return values.subList(1, 1 + system.publicCount());
    }

    TestCircuit {
        if (Satisfaction.check(system, new Witness(FrVector.copyOf(values), system.publicCount()))
                .isPresent()) {
            throw new AssertionError(name + ": the witness does not satisfy the circuit");
        }
    }

    static List<TestCircuit> all() {
        return List.of(cubic(3), noPublicInput(), linearOnly(), chain(37, 3), manyPublicInputs(200));
    }

    /** y = x³ + x + 5, with y public; wires 1, y, x, x². */
    static TestCircuit cubic(long x) {
        R1cs system = R1cs.builder(0, 1)
                .constrain(wire(2), wire(2), wire(3))
                .constrain(wire(3), wire(2), wire(1).minus(wire(2)).minus(constant(5)))
                .build(4, 1);
        return new TestCircuit("cubic", system, values(1, x * x * x + x + 5, x, x * x));
    }

    /** x² = 1764 and nothing public: one constraint. */
    static TestCircuit noPublicInput() {
        R1cs system =
                R1cs.builder(0, 0).constrain(wire(1), wire(1), constant(1764)).build(2, 1);
        return new TestCircuit("no public input", system, values(1, 42));
    }

    /** (2x + 3y − z)·1 = 0 and z·1 = 13: rows without a product, wires that B never holds. */
    static TestCircuit linearOnly() {
        LinearCombination sum =
                wire(2).times(Fr.of(2)).plus(wire(3).times(Fr.of(3))).minus(wire(1));
        R1cs system = R1cs.builder(1, 0)
                .constrain(sum, constant(1), LinearCombination.ZERO)
                .constrain(wire(1), constant(1), constant(13))
                .build(4, 2);
        return new TestCircuit("linear only", system, values(1, 13, 2, 3));
    }

    /** w_{i+1} = (w_i + i)·(w_i − 7·w_{i−1}) from public inputs on: {@code constraints} rows with odd coefficients. */
    static TestCircuit chain(int constraints, int publicInputs) {
        return chain(constraints, publicInputs, 1000);
    }

    /** The same circuit with a witness that starts from other public inputs. */
    static TestCircuit chain(int constraints, int publicInputs, long start) {
        R1cs.Builder builder = R1cs.builder(0, publicInputs);
        List<Fr> values = new ArrayList<>(List.of(Fr.ONE));
        for (int i = 1; i <= publicInputs; i++) {
            values.add(Fr.of(start + i));
        }
        for (int i = publicInputs; i < publicInputs + constraints; i++) {
            Fr left = values.get(i).add(Fr.of(i));
            Fr right = values.get(i).sub(Fr.of(7).mul(values.get(i - 1)));
            builder.constrain(
                    wire(i).plus(constant(i)), wire(i).minus(wire(i - 1).times(Fr.of(7))), wire(i + 1));
            values.add(left.mul(right));
        }
        return new TestCircuit("chain of " + constraints, builder.build(values.size(), 0), values);
    }

    /** The sum of the squares of all public inputs but the last is the last. */
    static TestCircuit manyPublicInputs(int inputs) {
        R1cs.Builder builder = R1cs.builder(0, inputs);
        List<Fr> values = new ArrayList<>(List.of(Fr.ONE));
        LinearCombination sum = LinearCombination.ZERO;
        Fr total = Fr.ZERO;
        for (int i = 1; i < inputs; i++) {
            values.add(Fr.of(-i));
            total = total.add(Fr.of(i).square());
        }
        values.add(total);
        for (int i = 1; i < inputs; i++) {
            int square = inputs + i;
            builder.constrain(wire(i), wire(i), wire(square));
            values.add(values.get(i).square());
            sum = sum.plus(wire(square));
        }
        builder.constrain(sum, constant(1), wire(inputs));
        return new TestCircuit(inputs + " public inputs", builder.build(values.size(), 0), values);
    }

    private static LinearCombination wire(int wire) {
        return LinearCombination.of(wire, Fr.ONE);
    }

    private static LinearCombination constant(long value) {
        return LinearCombination.constant(Fr.of(value));
    }

    private static List<Fr> values(long... values) {
        List<Fr> all = new ArrayList<>();
        for (long value : values) {
            all.add(Fr.of(value));
        }
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}

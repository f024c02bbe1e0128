package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.Satisfaction;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GadgetPropertyTest {
    record Compared(@Public Var[] results, Var a, Var b, int bits) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(results[0], api.isLess(a, b, bits));
            api.assertEqual(results[1], api.isEqual(a, b));
            api.assertEqual(results[2], api.select(results[0], a, b));
            api.assertEqual(results[3], api.fromBits(api.toBits(b, bits)));
        }
    }

    @Property(tries = 60)
    void comparisons_agree_with_integers(@ForAll long seed, @ForAll @IntRange(min = 1, max = 252) int bits) {
        Random random = new Random(seed);
        BigInteger a = new BigInteger(bits, random);
        BigInteger b = random.nextInt(4) == 0 ? a : new BigInteger(bits, random);
        Object[] results = {a.compareTo(b) < 0, a.equals(b), a.min(b), b};
        CompiledCircuit circuit = CircuitCompiler.compile(new Compared(Var.array(4), Var.input(), Var.input(), bits));
        var witness = circuit.solve(Map.of("results", Arrays.asList(results), "a", a, "b", b));
        assertThat(Satisfaction.check(circuit, witness)).isEmpty();
    }

    /** A random program of sums, products and equalities whose values the test computes as it states them. */
    record RandomProgram(@Public Var[] in, long seed) implements Circuit {
        @Override
        public void define(Api api) {
            Random random = new Random(seed);
            Var[] pool = Arrays.copyOf(in, 12);
            Fr[] values = Arrays.copyOf(inputs(in.length, seed), 12);
            for (int i = in.length; i < pool.length; i++) {
                int a = random.nextInt(i);
                int b = random.nextInt(i);
                switch (random.nextInt(4)) {
                    case 0 ->
                        set(
                                pool,
                                values,
                                i,
                                pool[a].plus(pool[b]).minus(3),
                                values[a].add(values[b]).sub(Fr.of(3)));
                    case 1 -> set(pool, values, i, pool[a].times(-5).neg(), values[a].mul(Fr.of(5)));
                    default -> set(pool, values, i, pool[a].times(pool[b]), values[a].mul(values[b]));
                }
                // The product squared equals what the integers say, stated in a way that may eliminate wires.
                Var square = pool[i].times(pool[i]);
                api.assertEqual(square.plus(pool[a]), pool[a].plus(pool[i].times(pool[i])));
            }
            Var total = api.sum(pool);
            Fr sum = Arrays.stream(values).reduce(Fr.ZERO, Fr::add);
            api.assertEqual(total.times(in[0]), api.constant(sum).times(in[0]));
        }

        private static void set(Var[] pool, Fr[] values, int i, Var variable, Fr value) {
            pool[i] = variable;
            values[i] = value;
        }

        static Fr[] inputs(int n, long seed) {
            Random random = new Random(~seed);
            Fr[] inputs = new Fr[n];
            Arrays.setAll(inputs, _ -> random.nextBoolean() ? Fr.of(random.nextInt(3)) : Fr.random(random));
            return inputs;
        }
    }

    @Property(tries = 100)
    void eliminating_wires_keeps_the_meaning(@ForAll long seed) {
        CompiledCircuit circuit = CircuitCompiler.compile(new RandomProgram(Var.array(3), seed));
        Fr[] in = RandomProgram.inputs(3, seed);
        assertThat(Satisfaction.check(circuit, circuit.solve(Map.of("in", in)))).isEmpty();
    }
}

package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.Satisfaction;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the compiler leaves out (eliminated wires, ranges that are known) must not let a false statement pass. */
class CompiledMeaningPropertyTest {
    private static final int INPUTS = 3;
    private static final int VALUES = 10;

    /** A random program over a pool of values, for the compiler and, with {@link #holds}, natively. */
    record Equalities(@Public Var[] in, long seed) implements Circuit {
        @Override
        public void define(Api api) {
            Random random = new Random(seed);
            Var[] pool = Arrays.copyOf(in, VALUES);
            for (int i = in.length; i < VALUES; i++) {
                Var a = pool[random.nextInt(i)];
                Var b = pool[random.nextInt(i)];
                Var c = pool[random.nextInt(i)];
                int scale = random.nextInt(5) - 2;
                switch (random.nextInt(5)) {
                    case 0 -> pool[i] = a.times(scale).plus(b).minus(1);
                    case 1 -> pool[i] = api.mulAdd(a, b, c.times(scale));
                    default -> pool[i] = a.times(b);
                }
                Var left = pool[random.nextInt(i + 1)];
                Var right = pool[random.nextInt(i + 1)];
                switch (random.nextInt(3)) {
                    case 0 -> api.assertEqual(left.times(2), right.plus(pool[i]));
                    case 1 -> api.assertProduct(left, right, pool[i]);
                    default -> {}
                }
            }
            // Every public input stands in a constraint whatever the program.
            for (Var input : in) {
                api.square(input);
            }
        }

        /** The same statements about numbers. */
        static boolean holds(Fr[] in, long seed) {
            Random random = new Random(seed);
            Fr[] pool = Arrays.copyOf(in, VALUES);
            boolean holds = true;
            for (int i = in.length; i < VALUES; i++) {
                Fr a = pool[random.nextInt(i)];
                Fr b = pool[random.nextInt(i)];
                Fr c = pool[random.nextInt(i)];
                Fr scale = Fr.of(random.nextInt(5) - 2);
                pool[i] = switch (random.nextInt(5)) {
                    case 0 -> a.mul(scale).add(b).sub(Fr.ONE);
                    case 1 -> a.mul(b).add(c.mul(scale));
                    default -> a.mul(b);
                };
                Fr left = pool[random.nextInt(i + 1)];
                Fr right = pool[random.nextInt(i + 1)];
                holds &= switch (random.nextInt(3)) {
                    case 0 -> left.twice().equals(right.add(pool[i]));
                    case 1 -> left.mul(right).equals(pool[i]);
                    default -> true;
                };
            }
            return holds;
        }
    }

    @Property(tries = 300)
    void an_eliminated_wire_takes_no_statement_with_it(@ForAll long seed) {
        CompiledCircuit circuit;
        try {
            circuit = CircuitCompiler.compile(new Equalities(Var.array(INPUTS), seed));
        } catch (CircuitException contradiction) {
            assertThat(contradiction).hasMessageContaining("can never hold");
            circuit = null;
        }
        // All of {-1, 0, 1, 2}^3: what is stated holds for some of them.
        for (int i = 0; i < 64; i++) {
            Fr[] in = {Fr.of((i & 3) - 1), Fr.of((i >> 2 & 3) - 1), Fr.of((i >> 4) - 1)};
            boolean accepted = circuit != null
                    && Satisfaction.check(circuit, circuit.solver().solveUnchecked(List.of(in)))
                            .isEmpty();
            assertThat(accepted).as("inputs %s", Arrays.toString(in)).isEqualTo(Equalities.holds(in, seed));
        }
    }

    /** Asserts ranges of inputs, then that of a random expression in them: it may be left out only if the first imply it. */
    record Ranges(@Public Var[] in, int[] bits, int result, boolean isBoolean, long seed) implements Circuit {
        @Override
        public void define(Api api) {
            for (int i = 0; i < in.length; i++) {
                api.assertRange(in[i], bits[i]);
            }
            Random random = new Random(seed);
            Var sum = api.constant(coefficient(random));
            for (int i = 0; i < in.length; i++) {
                Var a = in[random.nextInt(in.length)].times(coefficient(random));
                Var b = in[random.nextInt(in.length)].plus(coefficient(random));
                Var c = in[random.nextInt(in.length)];
                sum = switch (random.nextInt(4)) {
                    case 0 -> sum.plus(a);
                    case 1 -> api.mulAdd(c, b, sum);
                    case 2 -> sum.plus(c.times(b));
                    default -> sum.plus(api.select(api.isEqual(c, b), a, b));
                };
            }
            if (isBoolean) {
                api.assertBoolean(sum);
            } else {
                api.assertRange(sum, result);
            }
        }

        static Fr value(Fr[] in, long seed) {
            Random random = new Random(seed);
            Fr sum = coefficient(random);
            for (int i = 0; i < in.length; i++) {
                Fr a = in[random.nextInt(in.length)].mul(coefficient(random));
                Fr b = in[random.nextInt(in.length)].add(coefficient(random));
                Fr c = in[random.nextInt(in.length)];
                sum = switch (random.nextInt(4)) {
                    case 0 -> sum.add(a);
                    case 1 -> c.mul(b).add(sum);
                    case 2 -> sum.add(c.mul(b));
                    default -> sum.add(c.equals(b) ? a : b);
                };
            }
            return sum;
        }

        /** Small ones, negative ones, large ones, and those around r/2, where a coefficient turns negative. */
        private static Fr coefficient(Random random) {
            Fr half = Fr.TWO.inverse();
            return switch (random.nextInt(6)) {
                case 0 -> Fr.ZERO;
                case 1 -> Fr.ONE;
                case 2 -> Fr.of(random.nextInt(7) - 3);
                case 3 -> Fr.TWO.pow(random.nextInt(254));
                case 4 -> half.sub(Fr.of(random.nextInt(3)));
                default -> Fr.TWO.pow(random.nextInt(130)).neg();
            };
        }
    }

    @Property(tries = 300)
    void a_range_is_left_out_only_where_it_is_implied(@ForAll long seed) {
        Random random = new Random(~seed);
        int[] bits = random.ints(INPUTS, 1, 128).toArray();
        int result = 1 + random.nextInt(253);
        boolean isBoolean = random.nextInt(4) == 0;
        CompiledCircuit circuit;
        try {
            circuit = CircuitCompiler.compile(new Ranges(Var.array(INPUTS), bits, result, isBoolean, seed));
        } catch (CircuitException constant) {
            assertThat(constant).hasMessageContaining("is not below 2^");
            circuit = null;
        }
        for (int i = 0; i < 8; i++) {
            Fr[] in = new Fr[INPUTS];
            for (int k = 0; k < INPUTS; k++) {
                BigInteger largest = BigInteger.ONE.shiftLeft(bits[k]).subtract(BigInteger.ONE);
                in[k] = (i >> k & 1) == 0 ? Fr.of(largest) : Fr.of(new BigInteger(bits[k], random));
            }
            boolean accepted = circuit != null && isAccepted(circuit, in);
            boolean small = Ranges.value(in, seed).toBigInteger().bitLength() <= (isBoolean ? 1 : result);
            assertThat(accepted).as("inputs %s", Arrays.toString(in)).isEqualTo(small);
        }
    }

    private static boolean isAccepted(CompiledCircuit circuit, Fr[] in) {
        try {
            return Satisfaction.check(circuit, circuit.solve(Map.of("in", in))).isEmpty();
        } catch (UnsatisfiedConstraintException refused) {
            return false;
        }
    }
}

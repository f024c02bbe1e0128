package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.field.Fr;
import io.snark4j.field.Work;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelWitnessContractTest {
    private static final int WIDTH = 300;

    /** Hashes side by side, inverses of neighbours, and one sum of all. */
    record Wide(@Public Var y, Var[] x) implements Circuit {
        static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

        @Override
        public void define(Api api) {
            Var[] sums = new Var[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                Var next = x[(i + 1) % WIDTH];
                Var digest = PoseidonGadget.hash(api, x[i], next);
                Var seen = api.hint("seen", Wide::seen, 1, x[i].times(i + 1).plus(1))[0];
                api.label("square " + i, () -> api.assertProduct(x[0], x[0], x[0]));
                sums[i] = api.mul(digest, next).plus(api.inverse(seen));
            }
            api.label("sum", () -> api.assertEqual(api.square(api.sum(sums)), y.plus(api.sum(sums))));
        }

        private static Fr[] seen(Fr[] inputs) {
            THREADS.add(Thread.currentThread());
            if (inputs[0].equals(Fr.of(7))) {
                throw new IllegalArgumentException("seven");
            }
            return inputs;
        }
    }

    private static final CompiledCircuit WIDE = CircuitCompiler.compile(new Wide(Var.input(), Var.array(WIDTH)));
    private static final WitnessSolver TWO = WIDE.solver().on(Work.ofThreads(2));

    private static final Work CANCELLED = new Work(2, Work.ofThreads(2).progress(), () -> true);

    private static List<Fr> inputs(int first) {
        return IntStream.rangeClosed(0, WIDTH)
                .mapToObj(i -> Fr.of(i == 1 ? first : 1000L + i))
                .toList();
    }

    @Test
    void several_threads_give_what_one_gives() {
        Wide.THREADS.clear();
        Witness one = WIDE.solver().solveUnchecked(inputs(1));
        assertThat(Wide.THREADS).hasSize(1);
        Witness two = TWO.solveUnchecked(inputs(1));
        assertThat(Wide.THREADS).hasSizeGreaterThan(1);
        assertThat(two.values().limbs()).isEqualTo(one.values().limbs());
        Witness slow = TWO.stepByStep().solveUnchecked(inputs(1));
        assertThat(slow.values().limbs()).isEqualTo(one.values().limbs());
    }

    @Test
    void inputs_that_satisfy_it_are_accepted() {
        Witness unchecked = WIDE.solver().solveUnchecked(inputs(1));
        Fr[] accepted = inputs(1).toArray(Fr[]::new);
        Fr sum = sumOf(unchecked);
        accepted[0] = sum.square().sub(sum);
        Witness witness = TWO.solve(Arrays.asList(accepted));
        assertThat(Satisfaction.check(WIDE, witness)).isEmpty();
    }

    private static Fr sumOf(Witness witness) {
        // The last product is the sum squared: its left row is the sum.
        int last = IntStream.range(0, WIDE.constraints())
                .filter(i -> WIDE.describe(i).contains("\"sum\""))
                .max()
                .orElseThrow();
        return WIDE.a().row(last).evaluate(witness.values());
    }

    @Test
    void what_fails_is_what_would_fail_first_step_by_step() {
        assertThatThrownBy(() -> TWO.solve(inputs(5)))
                .isInstanceOf(UnsatisfiedConstraintException.class)
                .hasMessageContaining("\"square 0\"");
        assertThatThrownBy(() -> TWO.solve(inputs(6)))
                .hasMessageContaining("hint \"seen\"")
                .hasMessageEndingWith("seven");
        assertThatThrownBy(() -> TWO.solve(inputs(1))).hasMessageContaining("\"sum\"");
    }

    @Test
    void a_cancelled_computation_ends() {
        WitnessSolver cancelled = WIDE.solver().on(CANCELLED);
        assertThatThrownBy(() -> cancelled.solve(inputs(1))).isInstanceOf(CancellationException.class);
    }

    record Narrow(@Public Var y, Var x) implements Circuit {
        static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

        @Override
        public void define(Api api) {
            Var digest = x;
            for (int i = 0; i < 20; i++) {
                digest = PoseidonGadget.hash(api, api.hint("seen", Narrow::seen, 1, digest)[0], x);
            }
            api.assertEqual(digest, y);
        }

        private static Fr[] seen(Fr[] inputs) {
            THREADS.add(Thread.currentThread());
            return inputs;
        }
    }

    @Test
    void a_chain_is_solved_on_one_thread() {
        CompiledCircuit chain = CircuitCompiler.compile(Narrow.class);
        WitnessSolver solver = chain.solver().on(Work.ofThreads(2));
        List<Fr> inputs = List.of(Fr.ONE, Fr.TWO);
        Narrow.THREADS.clear();
        assertThat(solver.solveUnchecked(inputs).values().limbs())
                .isEqualTo(chain.solver().solveUnchecked(inputs).values().limbs());
        assertThat(Narrow.THREADS).containsExactly(Thread.currentThread());
        WitnessSolver cancelled = chain.solver().on(CANCELLED);
        assertThatThrownBy(() -> cancelled.solveUnchecked(inputs)).isInstanceOf(CancellationException.class);
    }
}

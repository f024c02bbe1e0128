package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.UnsatisfiedConstraint;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.file.R1csFile;
import io.snark4j.r1cs.file.WtnsFile;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessSolverContractTest {
    record Purchase(@Public Var price, Var balance) implements Circuit {
        @Override
        public void define(Api api) {
            api.label("amounts", () -> {
                api.assertRange(price, 32);
                api.assertRange(balance, 32);
            });
            Var change = api.label("balance ≥ price", () -> {
                api.label("strictly", () -> api.assertNotZero(balance.minus(price)));
                api.assertLessOrEqual(price, balance, 32);
                return balance.minus(price);
            });
            Elsewhere.restrict(api, change);
        }
    }

    /** A gadget in another class, though nested here; its lines are not the circuit's own only if the file differs. */
    static final class Elsewhere {
        static void restrict(Api api, Var change) {
            api.assertProduct(change, change.minus(1), api.constant(0));
        }
    }

    private static final CompiledCircuit PURCHASE = CircuitCompiler.compile(Purchase.class);

    private static UnsatisfiedConstraint violated(Map<String, ?> inputs) {
        try {
            PURCHASE.solve(inputs);
        } catch (UnsatisfiedConstraintException e) {
            assertThat(e).hasMessage(e.constraint().message());
            return e.constraint();
        }
        throw new AssertionError("solved");
    }

    @Test
    void a_violated_constraint_is_reported_with_line_label_and_values() {
        UnsatisfiedConstraint short1 = violated(Map.of("price", 6, "balance", 5));
        assertThat(short1.description()).matches("WitnessSolverContractTest.java:\\d+ \"balance ≥ price\"");
        assertThat(short1.message())
                .matches(
                        "constraint \\d+ at WitnessSolverContractTest.java:\\d+ \"balance ≥ price\": a·b = c with a=\\d+, b=\\d+, c=0");
        assertThat(violated(Map.of("price", 5, "balance", 5)).message())
                .matches("constraint \\d+ at .*:\\d+ \"balance ≥ price / strictly\": a·b = c with a=0, b=0, c=1");
        assertThat(violated(Map.of("price", 1L << 32, "balance", 5)).description())
                .endsWith("\"amounts\"");
        assertThat(violated(Map.of("price", 5, "balance", 7)).message())
                .matches("constraint \\d+ at WitnessSolverContractTest.java:\\d+: a·b = c with a=2, b=1, c=0");
    }

    @Test
    void the_line_is_that_of_the_statement() {
        String first = PURCHASE.describe(0);
        String second = PURCHASE.describe(32);
        int line = Integer.parseInt(first.replaceAll(".*:(\\d+).*", "$1"));
        assertThat(second).startsWith("WitnessSolverContractTest.java:" + (line + 1));
    }

    record Gadgets(@Public Var x) implements Circuit {
        @Override
        public void define(Api api) {
            OtherFile.assertSquareIsNine(api, x);
        }
    }

    @Test
    void a_gadget_of_another_class_adds_its_own_line() {
        assertThat(CircuitCompiler.compile(Gadgets.class).describe(0))
                .matches("WitnessSolverContractTest.java:\\d+ \\(OtherFile.java:\\d+\\)");
    }

    @Test
    void a_witness_is_the_same_from_eight_threads() throws Exception {
        Witness expected = PURCHASE.solve(Map.of("price", 5, "balance", 6));
        List<Callable<Boolean>> tasks = IntStream.range(0, 64)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    boolean good = i % 2 == 0;
                    Map<String, Integer> inputs = Map.of("price", good ? 5 : 7 + i, "balance", 6);
                    try {
                        long[] limbs = PURCHASE.solve(inputs).values().limbs();
                        return good
                                && java.util.Arrays.equals(
                                        limbs, expected.values().limbs());
                    } catch (UnsatisfiedConstraintException e) {
                        return !good;
                    }
                })
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    record Chain(@Public Var y, Var x, int length) implements Circuit {
        @Override
        public void define(Api api) {
            Var power = x;
            for (int i = 0; i < length; i++) {
                power = power.plus(1).times(power.minus(3));
            }
            api.assertEqual(y, power.times(y));
        }
    }

    @Test
    void solving_allocates_the_witness_and_little_else() throws Exception {
        int length = 50_000;
        CompiledCircuit chain = CircuitCompiler.compile(new Chain(Var.input(), Var.input(), length));
        Map<String, Integer> inputs = Map.of("y", 0, "x", 2);
        chain.solve(inputs);
        long before = allocatedBytes();
        Witness witness = chain.solve(inputs);
        long allocated = allocatedBytes() - before;
        assertThat(allocated).isBetween(32L * witness.size(), 32L * witness.size() + 100_000);
    }

    // By reflection: the module under test does not read java.management.
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method counter = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        return (long) counter.invoke(bean);
    }

    @Test
    void compiling_twice_gives_the_same_bytes(@TempDir Path directory) throws IOException {
        for (String name : List.of("a", "b")) {
            CompiledCircuit circuit = CircuitCompiler.compile(Purchase.class);
            R1csFile.write(directory.resolve(name + ".r1cs"), circuit);
            circuit.writeSym(directory.resolve(name + ".sym"));
            WtnsFile.write(directory.resolve(name + ".wtns"), circuit.solve(Map.of("price", 5, "balance", 6)));
        }
        for (String suffix : List.of("r1cs", "sym", "wtns")) {
            assertThat(Files.mismatch(directory.resolve("a." + suffix), directory.resolve("b." + suffix)))
                    .isEqualTo(-1);
        }
    }

    @Test
    void files_hold_the_compiled_circuit_and_its_witness(@TempDir Path directory) throws IOException {
        Path r1cs = directory.resolve("purchase.r1cs");
        Path wtns = directory.resolve("purchase.wtns");
        R1csFile.write(r1cs, PURCHASE);
        WtnsFile.write(wtns, PURCHASE.solve(Map.of("price", 5, "balance", 6)));
        R1cs read = R1csFile.read(r1cs);
        assertThat(read.a()).isEqualTo(PURCHASE.a());
        assertThat(read.b()).isEqualTo(PURCHASE.b());
        assertThat(read.c()).isEqualTo(PURCHASE.c());
        assertThat(List.of(read.wires(), read.publicInputs(), read.privateInputs(), read.publicOutputs()))
                .containsExactly(PURCHASE.wires(), 1, 1, 0);
        assertThat(Satisfaction.check(read, WtnsFile.read(wtns, read))).isEmpty();
        assertThat(WtnsFile.read(wtns, read).publicValues()).containsExactly(Fr.of(5));
    }

    @Test
    void the_sym_file_names_every_wire(@TempDir Path directory) throws IOException {
        Path sym = directory.resolve("purchase.sym");
        PURCHASE.writeSym(sym);
        List<String> lines = Files.readAllLines(sym);
        assertThat(lines)
                .hasSize(PURCHASE.wires() - 1)
                .startsWith("1,1,0,main.price", "2,2,0,main.balance", "3,3,0,main.$w3");
        assertThat(PURCHASE.wireName(0)).isEqualTo("one");
    }

    record Hinted(@Public Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] halves = api.hint(
                    "halves",
                    inputs -> inputs[0].isZero()
                            ? new Fr[1]
                            : new Fr[] {inputs[0].div(Fr.TWO), Fr.ONE.div(inputs[0].sub(Fr.ONE))},
                    2,
                    x);
            api.assertEqual(halves[0].times(2), x);
            api.assertEqual(halves[1].times(x.minus(1)), api.constant(1));
        }
    }

    @Test
    void a_hint_that_fails_is_reported_by_name() {
        CompiledCircuit circuit = CircuitCompiler.compile(Hinted.class);
        assertThat(Satisfaction.check(circuit, circuit.solve(Map.of("x", 5)))).isEmpty();
        assertThatThrownBy(() -> circuit.solve(Map.of("x", 1)))
                .isInstanceOf(UnsolvableException.class)
                .hasMessageMatching("hint \"halves\" at WitnessSolverContractTest.java:\\d+ failed: .*");
        assertThatThrownBy(() -> circuit.solve(Map.of("x", 0)))
                .isInstanceOf(UnsolvableException.class)
                .hasMessageMatching("hint \"halves\" at WitnessSolverContractTest.java:\\d+ gave 1 values, expected 2");
    }

    @Test
    void a_replaced_hint_leads_to_a_witness_that_is_refused() {
        CompiledCircuit circuit = CircuitCompiler.compile(Hinted.class);
        assertThat(circuit.solver().hints())
                .singleElement()
                .satisfies(site ->
                        assertThat(List.of(site.name(), site.wires())).containsExactly("halves", List.of(-1, 2)));
        WitnessSolver forging = circuit.solver().replacingHint(0, _ -> new Fr[] {Fr.TWO, Fr.TWO});
        assertThatThrownBy(() -> forging.solve(List.of(Fr.of(5)))).isInstanceOf(UnsatisfiedConstraintException.class);
        Witness forged = forging.solveUnchecked(List.of(Fr.of(5)));
        assertThat(Satisfaction.check(circuit, forged).map(UnsatisfiedConstraint::index))
                .contains(0);
        assertThatThrownBy(() -> forging.solveUnchecked(List.of())).hasMessage("witness: 0 inputs, expected 1");
    }

    @Test
    void the_system_alone_is_a_constraint_system() {
        ConstraintSystem system = PURCHASE;
        assertThat(system.publicCount()).isEqualTo(1);
        assertThat(system.labels().label(3)).isEqualTo(3);
    }
}

package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CircuitInputsContractTest {
    record Note(Var key, Var[] path) {}

    record Spend(
            Var limit,
            @Public Var total,
            List<Note> notes,
            Var[][] grid,
            @Public Note shown,
            int factor) implements Circuit {
        @Override
        public void define(Api api) {
            Var sum = shown.key.plus(api.sum(shown.path));
            for (Note note : notes) {
                sum = sum.plus(note.key).plus(api.sum(note.path));
            }
            for (Var[] row : grid) {
                sum = sum.plus(api.sum(row));
            }
            api.assertEqual(total.plus(limit), sum.times(factor));
        }
    }

    private static Note note() {
        return new Note(Var.input(), Var.array(2));
    }

    private static final CompiledCircuit SPEND = CircuitCompiler.compile(new Spend(
            Var.input(), Var.input(), List.of(note(), note()), new Var[][] {Var.array(1), Var.array(2)}, note(), 2));

    record NoteInputs(BigInteger key, boolean[] path) {}

    record SpendInputs(int total, Fr limit, List<Note2> notes, long[][] grid, NoteInputs shown) {}

    record Note2(String key, List<Object> path) {}

    private static final Map<String, Object> HONEST = Map.of(
            "total", "60",
            "limit", 0,
            "notes", List.of(Map.of("key", 1, "path", List.of(2, "3")), Map.of("key", "0x4", "path", new int[] {5, 6})),
            "grid", List.of(List.of(1), List.of(2L, Fr.ZERO)),
            "shown", Map.of("key", BigInteger.valueOf(5), "path", List.of(true, (short) 0)));

    @Test
    void public_inputs_come_first_in_the_order_of_components() {
        assertThat(SPEND.inputNames())
                .containsExactly(
                        "total",
                        "shown.key",
                        "shown.path[0]",
                        "shown.path[1]",
                        "limit",
                        "notes[0].key",
                        "notes[0].path[0]",
                        "notes[0].path[1]",
                        "notes[1].key",
                        "notes[1].path[0]",
                        "notes[1].path[1]",
                        "grid[0][0]",
                        "grid[1][0]",
                        "grid[1][1]");
        assertThat(SPEND.publicInputs()).isEqualTo(4);
        assertThat(SPEND.privateInputs()).isEqualTo(10);
    }

    @Test
    void records_and_maps_are_matched_by_name() {
        assertThat(SPEND.solve(HONEST).publicValues()).isEqualTo(List.of(Fr.of(60), Fr.of(5), Fr.ONE, Fr.ZERO));
        SpendInputs typed = new SpendInputs(
                60,
                Fr.ZERO,
                List.of(new Note2("1", List.of(2, 3L)), new Note2("4", List.of(Fr.of(5), BigInteger.valueOf(6)))),
                new long[][] {{1}, {2, 0}},
                new NoteInputs(BigInteger.valueOf(5), new boolean[] {true, false}));
        assertThat(SPEND.solve(typed).values().limbs())
                .isEqualTo(SPEND.solve(HONEST).values().limbs());
    }

    private static void assertRefused(Map<String, ?> inputs, String complaint) {
        assertThatThrownBy(() -> SPEND.solve(inputs))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("inputs of Spend: " + complaint
                        + "; expected limit, total, notes[2]{key, path[2]}, grid[2][1], shown{key, path[2]}");
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> inputs = new HashMap<>(HONEST);
        inputs.put(name, value);
        return inputs;
    }

    @Test
    void every_mistake_is_one_line_that_lists_what_was_expected() {
        Map<String, Object> missing = new HashMap<>(HONEST);
        missing.remove("grid");
        assertRefused(missing, "'grid' is missing");
        assertRefused(with("totl", 1), "unknown 'totl'");
        assertRefused(with("factor", 2), "unknown 'factor'");
        assertRefused(with("shown", Map.of("key", 1)), "'shown.path' is missing");
        assertRefused(with("shown", Map.of("key", 1, "path", List.of(1))), "'shown.path' has 1 elements instead of 2");
        assertRefused(with("shown", 7), "'shown' is a Integer, not a record or an object");
        assertRefused(with("grid", List.of(List.of(1), 3)), "'grid[1]' is a Integer, not an array or list");
        assertRefused(with("grid", List.of(List.of(1), List.of(1, 2, 3))), "'grid[1]' has 3 elements instead of 2");
        assertRefused(with("total", 1.5), "'total' is a Double, not an integer in [0, r)");
        assertRefused(with("total", List.of(1)), "'total' is a list, not an integer in [0, r)");
        assertRefused(with("total", Map.of()), "'total' is an object, not an integer in [0, r)");
        assertRefused(with("total", null), "'total' is null, not an integer in [0, r)");
        List<Object> holes = new ArrayList<>(List.of(1));
        holes.add(null);
        assertRefused(with("grid", List.of(List.of(1), holes)), "'grid[1][1]' is null, not an integer in [0, r)");
    }

    @Test
    void values_outside_the_field_are_refused_and_not_shown() {
        for (Object value :
                List.of(-1, -1L, Fr.MODULUS, Fr.MODULUS.toString(), BigInteger.TWO.negate(), "-1", "", "1e3", "abc")) {
            assertRefused(with("total", value), "'total' is no integer in [0, r)");
        }
    }

    record Sized(@Public Var[] xs) implements Circuit {
        @Override
        public void define(Api api) {
            for (Var x : xs) {
                api.assertBoolean(x);
            }
        }
    }

    record Counted(@Public Var x, int bits) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertRange(x, bits);
        }
    }

    @Test
    void arrays_and_parameters_need_a_prototype() {
        assertThatThrownBy(() -> CircuitCompiler.compile(Sized.class))
                .isInstanceOf(CircuitException.class)
                .hasMessage(
                        "Sized.xs: an array needs a size: compile a prototype, such as new Sized(...) with Var.input() and Var.array(20)");
        assertThatThrownBy(() -> CircuitCompiler.compile(Counted.class))
                .hasMessageContaining("Counted.bits: a parameter needs a value");
        assertThat(CircuitCompiler.compile(new Sized(new Var[3])).constraints()).isEqualTo(3);
        assertThat(CircuitCompiler.compile(new Counted(Var.input(), 7)).constraints())
                .isEqualTo(7);
    }

    record Hidden(@Public List<? extends Var> xs, Var y) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertBoolean(y);
        }
    }

    record PublicParameter(@Public int bits, Var y) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertRange(y, bits);
        }
    }

    @Test
    void a_public_mark_on_what_holds_no_inputs_is_refused() {
        assertThatThrownBy(() -> CircuitCompiler.compile(new Hidden(List.of(Var.input()), Var.input())))
                .isInstanceOf(CircuitException.class)
                .hasMessageStartingWith("Hidden.xs is marked public but holds no inputs");
        assertThatThrownBy(() -> CircuitCompiler.compile(new PublicParameter(8, Var.input())))
                .hasMessageStartingWith("PublicParameter.bits is marked public but holds no inputs");
    }

    record Refusing(@Public Var x) implements Circuit {
        Refusing {
            throw new IllegalStateException("no");
        }

        @Override
        public void define(Api api) {
            api.assertBoolean(x);
        }
    }

    @Test
    void a_constructor_that_refuses_is_reported() {
        assertThatThrownBy(() -> CircuitCompiler.compile(Refusing.class))
                .isInstanceOf(CircuitException.class)
                .hasMessageContaining("its constructor refused the circuit's variables");
    }
}

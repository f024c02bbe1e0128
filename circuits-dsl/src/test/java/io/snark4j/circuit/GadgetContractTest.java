package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every basic gadget: its result, its number of constraints, what it refuses, and that no prover can cheat it. */
class GadgetContractTest {
    private static final Fr LAST = Fr.ZERO.sub(Fr.ONE);

    /** Applies a gadget to private inputs and equates its results with public ones. */
    record Gadget(@Public Var[] results, Var[] inputs, BiFunction<Api, Var[], Var[]> body) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] computed = body.apply(api, inputs);
            for (int i = 0; i < results.length; i++) {
                api.assertEqual(results[i], computed[i]);
            }
        }
    }

    /** Applies a gadget to inputs that have public copies, and leaves its results alone. */
    record Pinned(@Public Var[] copies, Var[] inputs, BiFunction<Api, Var[], Var[]> body) implements Circuit {
        @Override
        public void define(Api api) {
            for (int i = 0; i < inputs.length; i++) {
                api.assertEqual(copies[i], inputs[i]);
            }
            Var[] _ = body.apply(api, inputs);
        }
    }

    /**
     * @param cost constraints of the gadget alone; every result adds one equality
     * @param honest native results for inputs that are to be accepted
     */
    record Case(
            String name,
            int cost,
            BiFunction<Api, Var[], Var[]> body,
            Function<Fr[], Fr[]> honest,
            List<Fr[]> accepted,
            List<Fr[]> refused) {
        CompiledCircuit compile() {
            int results = honest.apply(accepted.getFirst()).length;
            int inputs = accepted.getFirst().length;
            return CircuitCompiler.compile(new Gadget(Var.array(results), Var.array(inputs), body));
        }

        /** Without public results. */
        CompiledCircuit compileAlone() {
            return CircuitCompiler.compile(new Gadget(new Var[0], Var.array(accepted.getFirst().length), body));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Fr[] of(long... values) {
        return Arrays.stream(values).mapToObj(Fr::of).toArray(Fr[]::new);
    }

    private static Fr bool(boolean value) {
        return value ? Fr.ONE : Fr.ZERO;
    }

    private static Fr[] bits(Fr value, int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> bool(value.toBigInteger().testBit(i)))
                .toArray(Fr[]::new);
    }

    private static BiFunction<Api, Var[], Var[]> one(BiFunction<Api, Var[], Var> body) {
        return (api, in) -> new Var[] {body.apply(api, in)};
    }

    private static Case asserting(
            String name, int cost, BiConsumer<Api, Var[]> body, List<Fr[]> accepted, List<Fr[]> refused) {
        return new Case(
                name,
                cost,
                (api, in) -> {
                    body.accept(api, in);
                    return new Var[0];
                },
                in -> new Fr[0],
                accepted,
                refused);
    }

    private static List<Fr[]> rows(Fr[]... rows) {
        return Arrays.asList(rows);
    }

    static Stream<Case> cases() {
        Fr random = Fr.random(new Random(1));
        Fr power253 = Fr.TWO.pow(253);
        Fr power252 = Fr.TWO.pow(252);
        return Stream.of(
                new Case(
                        "mul",
                        1,
                        one((api, in) -> api.mul(in[0], in[1])),
                        in -> new Fr[] {in[0].mul(in[1])},
                        rows(of(3, 5), of(0, 4), new Fr[] {LAST, random}),
                        rows()),
                new Case(
                        "square",
                        1,
                        one((api, in) -> api.square(in[0])),
                        in -> new Fr[] {in[0].square()},
                        rows(of(3), of(0), new Fr[] {LAST}),
                        rows()),
                new Case(
                        "inverse",
                        1,
                        one((api, in) -> api.inverse(in[0])),
                        in -> new Fr[] {in[0].inverse()},
                        rows(of(3), of(1), new Fr[] {LAST}, new Fr[] {random}),
                        rows(of(0))),
                new Case(
                        "div",
                        2,
                        one((api, in) -> api.div(in[0], in[1])),
                        in -> new Fr[] {in[0].div(in[1])},
                        rows(of(6, 3), of(0, 5), new Fr[] {random, LAST}),
                        rows(of(1, 0), of(0, 0))),
                new Case(
                        "isZero",
                        2,
                        one((api, in) -> api.isZero(in[0])),
                        in -> new Fr[] {bool(in[0].isZero())},
                        rows(of(0), of(1), new Fr[] {LAST}, new Fr[] {random}),
                        rows()),
                new Case(
                        "isEqual",
                        2,
                        one((api, in) -> api.isEqual(in[0], in[1])),
                        in -> new Fr[] {bool(in[0].equals(in[1]))},
                        rows(of(0, 0), of(1, 0), new Fr[] {LAST, LAST}, new Fr[] {random, LAST}),
                        rows()),
                new Case(
                        "not",
                        1,
                        one((api, in) -> api.not(in[0])),
                        in -> new Fr[] {Fr.ONE.sub(in[0])},
                        rows(of(0), of(1)),
                        rows(of(2), new Fr[] {LAST})),
                new Case(
                        "select",
                        2,
                        one((api, in) -> api.select(in[0], in[1], in[2])),
                        in -> new Fr[] {in[0].isOne() ? in[1] : in[2]},
                        rows(of(0, 7, 9), of(1, 7, 9), of(1, 7, 7)),
                        rows(of(2, 7, 9), new Fr[] {LAST, Fr.ONE, Fr.TWO})),
                asserting(
                        "assertBoolean",
                        1,
                        (api, in) -> api.assertBoolean(in[0]),
                        rows(of(0), of(1)),
                        rows(of(2), new Fr[] {LAST}, new Fr[] {random})),
                asserting(
                        "assertNotZero",
                        1,
                        (api, in) -> api.assertNotZero(in[0]),
                        rows(of(1), new Fr[] {LAST}),
                        rows(of(0))),
                asserting(
                        "assertDifferent",
                        1,
                        (api, in) -> api.assertDifferent(in[0], in[1]),
                        rows(of(1, 2), new Fr[] {LAST, Fr.ZERO}),
                        rows(of(3, 3))),
                asserting(
                        "assertProduct",
                        1,
                        (api, in) -> api.assertProduct(in[0], in[1], in[2]),
                        rows(of(2, 3, 6)),
                        rows(of(2, 3, 7))),
                asserting(
                        "assertRange",
                        8,
                        (api, in) -> api.assertRange(in[0], 8),
                        rows(of(0), of(255)),
                        rows(of(256), of(-1), new Fr[] {random})),
                asserting(
                        "assertRange253",
                        253,
                        (api, in) -> api.assertRange(in[0], 253),
                        rows(of(0), new Fr[] {power253.sub(Fr.ONE)}),
                        rows(new Fr[] {power253}, of(-1))),
                new Case(
                        "toBits1",
                        1,
                        (api, in) -> api.toBits(in[0], 1),
                        in -> bits(in[0], 1),
                        rows(of(0), of(1)),
                        rows(of(2), of(-1))),
                new Case(
                        "toBits8",
                        8,
                        (api, in) -> api.toBits(in[0], 8),
                        in -> bits(in[0], 8),
                        rows(of(0), of(0xa5), of(255)),
                        rows(of(256), of(-1))),
                new Case(
                        "toBitsStrict",
                        353,
                        (api, in) -> api.toBitsStrict(in[0]),
                        in -> bits(in[0], 254),
                        rows(of(5), new Fr[] {LAST}, new Fr[] {random}),
                        rows()),
                new Case(
                        "fromBits",
                        4,
                        one((api, in) -> api.fromBits(in)),
                        in -> new Fr[] {
                            Fr.of(IntStream.range(0, 4)
                                    .map(i -> in[i].isOne() ? 1 << i : 0)
                                    .sum())
                        },
                        rows(of(0, 1, 1, 0), of(1, 1, 1, 1)),
                        rows(of(0, 2, 0, 0))),
                asserting(
                        "assertLessOrEqual",
                        24,
                        (api, in) -> api.assertLessOrEqual(in[0], in[1], 8),
                        rows(of(3, 3), of(0, 255), of(254, 255)),
                        rows(of(4, 3), of(255, 0), of(0, 256), of(-1, 3), new Fr[] {random, LAST})),
                asserting(
                        "assertLessOrEqual252",
                        3 * 252,
                        (api, in) -> api.assertLessOrEqual(in[0], in[1], 252),
                        rows(new Fr[] {Fr.ZERO, power252.sub(Fr.ONE)}),
                        rows(
                                new Fr[] {power252.sub(Fr.ONE), Fr.ZERO},
                                of(1, 0),
                                new Fr[] {Fr.ZERO, power252},
                                new Fr[] {LAST, Fr.ZERO})),
                new Case(
                        "isLess",
                        25,
                        one((api, in) -> api.isLess(in[0], in[1], 8)),
                        in -> new Fr[] {bool(in[0].compareTo(in[1]) < 0)},
                        rows(of(3, 3), of(0, 255), of(255, 0), of(4, 3), of(3, 4)),
                        rows(of(256, 3), of(3, -1))));
    }

    private static Map<String, Object> inputs(Fr[] results, Fr[] inputs) {
        return Map.of("results", results, "inputs", inputs);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void costs_what_it_says(Case gadget) {
        CompiledCircuit circuit = gadget.compile();
        int results = gadget.honest.apply(gadget.accepted.getFirst()).length;
        // A result that is a fresh product or hint needs no equality of its own.
        assertThat(circuit.constraints()).isBetween(gadget.cost, gadget.cost + results);
        CompiledCircuit alone = gadget.compileAlone();
        assertThat(alone.constraints()).isEqualTo(gadget.cost);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agrees_with_the_native_result(Case gadget) {
        CompiledCircuit circuit = gadget.compile();
        for (Fr[] in : gadget.accepted) {
            Witness witness = circuit.solve(inputs(gadget.honest.apply(in), in));
            assertThat(Satisfaction.check(circuit, witness)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuses_wrong_results(Case gadget) {
        CompiledCircuit circuit = gadget.compile();
        for (Fr[] in : gadget.accepted) {
            Fr[] results = gadget.honest.apply(in);
            for (int i = 0; i < results.length; i++) {
                Fr[] wrong = results.clone();
                wrong[i] = wrong[i].add(Fr.ONE);
                assertThatThrownBy(() -> circuit.solve(inputs(wrong, in)))
                        .isInstanceOf(UnsatisfiedConstraintException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuses_inputs_that_break_its_rule(Case gadget) {
        CompiledCircuit alone = gadget.compileAlone();
        for (Fr[] in : gadget.refused) {
            assertThatThrownBy(() -> alone.solve(inputs(new Fr[0], in)))
                    .isInstanceOf(UnsatisfiedConstraintException.class)
                    .hasMessageContaining("GadgetContractTest.java:");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cannot_be_cheated(Case gadget) {
        // The inputs are pinned by public copies, the results are not: whatever the gadget itself allows is accepted.
        CompiledCircuit pinned = CircuitCompiler.compile(new Pinned(
                Var.array(gadget.accepted.getFirst().length),
                Var.array(gadget.accepted.getFirst().length),
                gadget.body));
        for (Fr[] in : gadget.accepted) {
            SoundnessCheck check = SoundnessCheck.of(pinned);
            if (gadget.name.startsWith("is") && gadget.honest.apply(in)[0].isOne()) {
                check = check.permitFree("inverse or zero", "of zero: nothing depends on it");
            }
            check.run(Map.of("copies", in, "inputs", in), new Random(7)).requireSound();
        }
    }

    record Repeated(@Public Var a, Var b) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertRange(a, 16);
            api.assertRange(b, 16);
            api.assertRange(a, 16);
            api.assertRange(a, 20);
            api.assertRange(api.mul(a, b).plus(a), 33);
            Var[] bits = api.toBits(b, 16);
            api.assertBoolean(bits[0]);
            api.assertBoolean(bits[15]);
            api.not(api.not(bits[15]));
            api.select(api.isLess(a, b, 16), a, b);
            api.isZero(bits[3]);
        }
    }

    @Test
    void what_is_known_is_not_asserted_again() {
        // 16 + 16 bits, 1 product, 16 bits again since they are asked for, 17 for isLess, 1 for select.
        assertThat(CircuitCompiler.compile(Repeated.class).constraints()).isEqualTo(16 + 16 + 1 + 16 + 17 + 1);
    }

    record Widened(@Public Var a, Var b) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertRange(a, 16);
            api.assertRange(b, 16);
            api.toBits(a.plus(b), 20);
            api.assertRange(a.plus(b), 17);
        }
    }

    @Test
    void a_wider_range_asserted_later_forgets_nothing() {
        assertThat(CircuitCompiler.compile(Widened.class).constraints()).isEqualTo(16 + 16 + 20);
    }

    record Unbounded(@Public Var a, Var b) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertRange(a, 200);
            api.assertRange(b, 53);
            // The product stays below 2^253; the difference may be negative, which wraps.
            api.assertRange(api.mul(a, b), 253);
            api.assertRange(a.minus(b), 253);
        }
    }

    @Test
    void what_may_wrap_is_not_known() {
        assertThat(CircuitCompiler.compile(Unbounded.class).constraints()).isEqualTo(200 + 53 + 1 + 253);
    }

    /** Gadgets of constants, which are folded. */
    record Folded(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x));
            Var six = api.constant(6);
            Var zero = api.constant(0);
            List<Var> folded = List.of(
                    api.inverse(six).times(6),
                    api.isZero(zero),
                    api.isEqual(x, x),
                    api.not(api.isZero(six)),
                    api.div(six, six),
                    api.select(api.constant(1), api.constant(1), six),
                    api.toBits(six, 3)[1],
                    api.toBitsStrict(six)[2],
                    api.fromBits(api.constant(1), zero),
                    api.isLess(api.constant(2), six, 4));
            folded.forEach(one -> api.assertEqual(one, api.constant(1)));
            assertThat(folded).allSatisfy(one -> assertThat(one.constantValue()).contains(Fr.ONE));
            api.assertRange(six, 3);
            api.assertBoolean(zero);
            api.assertNotZero(six);
            api.assertLessOrEqual(six, six, 3);
            assertThat(x.constantValue()).isEmpty();
        }
    }

    @Test
    void constants_are_folded() {
        assertThat(CircuitCompiler.compile(Folded.class).constraints()).isEqualTo(1);
    }

    static Stream<Consumer<Api>> wrongConstants() {
        return Stream.of(
                api -> api.assertBoolean(api.constant(2)),
                api -> api.assertRange(api.constant(8), 3),
                api -> api.toBits(api.constant(-1), 253),
                api -> api.assertNotZero(api.constant(0)),
                api -> api.select(api.constant(2), api.constant(1), api.constant(0)),
                api -> api.assertLessOrEqual(api.constant(2), api.constant(1), 4),
                api -> api.assertRange(api.constant(1), 254),
                api -> api.assertRange(api.constant(1), 0),
                api -> api.isLess(api.constant(1), api.constant(2), 253));
    }

    record Wrong(@Public Var y, Var x, Consumer<Api> body) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x));
            body.accept(api);
        }
    }

    @ParameterizedTest
    @MethodSource("wrongConstants")
    void constants_that_break_a_rule_do_not_compile(Consumer<Api> body) {
        assertThatThrownBy(() -> CircuitCompiler.compile(new Wrong(Var.input(), Var.input(), body)))
                .isInstanceOf(CircuitException.class)
                .hasMessageContaining("GadgetContractTest.java:");
    }

    @Test
    void the_number_of_constraints_of_canonical_bits_follows_from_r() {
        int ones = Fr.MODULUS.subtract(BigInteger.ONE).bitCount();
        assertThat(254 + ones - 1).isEqualTo(353);
        assertThat(Fr.MODULUS.bitLength()).isEqualTo(254);
    }
}

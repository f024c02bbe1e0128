package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ranges, bits and comparisons, and that a range once known is not paid for again. */
class RangeGadgetsContractTest extends GadgetContract {
    static Stream<Case> cases() {
        Fr random = Fr.random(new Random(1));
        Fr power253 = Fr.TWO.pow(253);
        Fr power252 = Fr.TWO.pow(252);
        return Stream.of(
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
        // 16 + 16 bits, those of b handed out when asked for; 1 product, 17 for isLess, 1 for select.
        assertThat(CircuitCompiler.compile(Repeated.class).constraints()).isEqualTo(16 + 16 + 1 + 17 + 1);
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

    @Test
    void the_number_of_constraints_of_canonical_bits_follows_from_r() {
        int ones = Fr.MODULUS.subtract(BigInteger.ONE).bitCount();
        assertThat(254 + ones - 1).isEqualTo(353);
        assertThat(Fr.MODULUS.bitLength()).isEqualTo(254);
    }
}

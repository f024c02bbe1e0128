package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.ForeignTrial.bits;
import static io.snark4j.circuit.gadget.ForeignTrial.largest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitException;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Circuits compute what the native twin computes, up to the ends of every interval, and accept nothing else. */
class ForeignFieldGadgetContractTest {
    private static final ForeignField FIELD = ForeignField.of(ForeignTrial.P);
    private static final Var[] NONE = new Var[0];

    static Stream<BigInteger> moduli() {
        return ForeignTrial.moduli();
    }

    /** secp256k1's two, two limbs, and one. */
    static Stream<BigInteger> fewModuli() {
        List<BigInteger> all = moduli().toList();
        return Stream.of(all.get(0), all.get(1), all.get(6), all.get(7));
    }

    private static List<BigInteger> edges(ForeignField field) {
        BigInteger p = field.modulus();
        Random random = new Random(p.hashCode());
        return List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                p.subtract(BigInteger.ONE),
                p,
                largest(field),
                new BigInteger(field.bits(), random));
    }

    @ParameterizedTest
    @MethodSource("moduli")
    void sumsAndProductsEqualTheNativeTwin(BigInteger modulus) {
        ForeignField field = ForeignField.of(modulus);
        GadgetTrial trial = ForeignTrial.ofElements(field, 2, 4, (api, in) -> new ForeignVar[] {
            in[0].plus(in[1]),
            in[0].minus(in[1].times(3)),
            ForeignFieldGadget.mul(api, in[0], in[1]),
            ForeignFieldGadget.mulAdd(api, in[0], in[0], in[1].neg())
        });
        List<BigInteger> edges = edges(field);
        for (int i = 0; i < edges.size(); i++) {
            BigInteger a = edges.get(i);
            BigInteger b = edges.get((2 * i + 3) % edges.size());
            trial.gives(
                    bits(field, a, b),
                    bits(
                            field,
                            field.add(a, b),
                            field.sub(a, b.multiply(BigInteger.valueOf(3))),
                            field.mul(a, b),
                            field.sub(a.multiply(a), b)));
        }
    }

    @ParameterizedTest
    @MethodSource("moduli")
    void inversesAndQuotientsEqualTheNativeTwin(BigInteger modulus) {
        ForeignField field = ForeignField.of(modulus);
        GadgetTrial trial = ForeignTrial.ofElements(field, 2, 2, (api, in) ->
                new ForeignVar[] {ForeignFieldGadget.inverse(api, in[0]), ForeignFieldGadget.div(api, in[1], in[0])});
        for (BigInteger a : edges(field)) {
            BigInteger b = largest(field).subtract(a);
            if (a.gcd(modulus).equals(BigInteger.ONE)) {
                trial.gives(bits(field, a, b), bits(field, field.inverse(a), field.div(b, a)));
            } else {
                trial.refuses(bits(field, a, b));
            }
        }
    }

    /** A factor that is itself a product, and one that has to be reduced first. */
    @ParameterizedTest
    @MethodSource("moduli")
    void longProductsEqualTheNativeTwin(BigInteger modulus) {
        ForeignField field = ForeignField.of(modulus);
        GadgetTrial trial = ForeignTrial.ofElements(field, 1, 2, (api, in) -> {
            ForeignVar cube = ForeignFieldGadget.mul(api, ForeignFieldGadget.square(api, in[0]), in[0]);
            ForeignVar seventh = ForeignFieldGadget.mul(api, ForeignFieldGadget.square(api, cube), in[0].neg());
            return new ForeignVar[] {cube, seventh};
        });
        for (BigInteger a : edges(field)) {
            trial.gives(
                    bits(field, a),
                    bits(
                            field,
                            a.modPow(BigInteger.valueOf(3), modulus),
                            a.modPow(BigInteger.valueOf(7), modulus).negate().mod(modulus)));
        }
    }

    /** As many products as the intervals permit, of the largest numbers, with either sign; twice as many are refused. */
    @ParameterizedTest
    @MethodSource("fewModuli")
    void sumsOfProductsAreRightUpToTheEndOfTheirIntervals(BigInteger modulus) {
        ForeignField field = ForeignField.of(modulus);
        int most = 8;
        int tooMany = 256;
        while (tooMany - most > 1) {
            int middle = (most + tooMany) / 2;
            if (isAccepted(field, middle)) {
                most = middle;
            } else {
                tooMany = middle;
            }
        }
        BigInteger end = largest(field);
        for (int sign : new int[] {1, -1}) {
            GadgetTrial trial = sumOfProducts(field, most, sign);
            BigInteger factor = BigInteger.valueOf(sign).shiftLeft(most);
            for (BigInteger a : List.of(end, BigInteger.ZERO, modulus.subtract(BigInteger.ONE))) {
                trial.gives(bits(field, a, end), bits(field, field.mul(a.multiply(end), factor)));
            }
        }
        assertThatThrownBy(() -> sumOfProducts(field, 256, 1))
                .isInstanceOf(CircuitException.class)
                .hasMessageStartingWith("a foreign element with limbs in ")
                .hasMessageContaining("cannot be compared with zero");
    }

    /** 2^doublings products. */
    private static GadgetTrial sumOfProducts(ForeignField field, int doublings, int sign) {
        return ForeignTrial.ofElements(field, 2, 1, (api, in) -> {
            ForeignVar sum = ForeignFieldGadget.mul(api, in[0], in[1]).times(sign);
            for (int i = 0; i < doublings; i++) {
                sum = sum.plus(sum);
            }
            return new ForeignVar[] {sum};
        });
    }

    private static boolean isAccepted(ForeignField field, int doublings) {
        try {
            sumOfProducts(field, doublings, 1);
            return true;
        } catch (CircuitException refused) {
            return false;
        }
    }

    @Test
    void productsWithNarrowNegativeFactorsNeedNoReduction() {
        GadgetTrial trial = ForeignTrial.ofElements(FIELD, 1, 1, (api, in) -> {
            ForeignVar minusOne =
                    ForeignFieldGadget.constant(api, FIELD, BigInteger.ONE).neg();
            return new ForeignVar[] {ForeignFieldGadget.mul(api, in[0], minusOne)};
        });
        trial.gives(bits(FIELD, BigInteger.TWO), bits(FIELD, ForeignTrial.P.subtract(BigInteger.TWO)));
    }

    @ParameterizedTest
    @MethodSource("moduli")
    void equalityIsModuloPAndNotModuloROrAPowerOfTwo(BigInteger modulus) {
        ForeignField field = ForeignField.of(modulus);
        GadgetTrial trial = ForeignTrial.of(field, 2, 0, (api, in) -> {
            ForeignFieldGadget.assertEqual(api, in[0], in[1]);
            return NONE;
        });
        BigInteger small = BigInteger.ONE;
        trial.accepts(bits(field, small, small));
        if (small.add(modulus).bitLength() <= field.bits()) {
            trial.accepts(bits(field, small, small.add(modulus)));
            trial.accepts(bits(field, small.add(modulus), small));
        }
        Stream.concat(
                        Stream.of(
                                Fr.MODULUS,
                                Fr.MODULUS.shiftLeft(1),
                                Fr.MODULUS.shiftLeft(2).add(Fr.MODULUS)),
                        Stream.iterate(1, i -> i + 1).limit(255).map(BigInteger.ONE::shiftLeft))
                .map(small::add)
                .filter(other -> other.bitLength() <= field.bits()
                        && field.sub(other, small).signum() != 0)
                .forEach(other -> {
                    trial.refuses(bits(field, small, other));
                    trial.refuses(bits(field, other, small));
                });
    }

    @Test
    void selections() {
        GadgetTrial trial = GadgetTrial.of(
                1,
                256,
                (api, in) -> ForeignFieldGadget.canonicalBits(
                                api,
                                ForeignFieldGadget.select(
                                        api,
                                        in[0],
                                        ForeignFieldGadget.constant(api, FIELD, BigInteger.valueOf(5)),
                                        ForeignFieldGadget.constant(api, FIELD, BigInteger.valueOf(7))
                                                .neg()))
                        .toArray(Var[]::new));
        trial.gives(GadgetTrial.of(1), bits(FIELD, BigInteger.valueOf(5)));
        trial.gives(GadgetTrial.of(0), bits(FIELD, ForeignTrial.P.subtract(BigInteger.valueOf(7))));
        trial.refuses(GadgetTrial.of(2));
    }

    @ParameterizedTest
    @MethodSource("moduli")
    void canonicalNumbersAreBelowTheModulus(BigInteger modulus) {
        ForeignField field = ForeignField.of(modulus);
        GadgetTrial trial = ForeignTrial.of(field, 1, 0, (api, in) -> {
            ForeignFieldGadget.assertCanonical(api, in[0]);
            return NONE;
        });
        for (int i = 0; i < field.bits(); i++) {
            BigInteger power = BigInteger.ONE.shiftLeft(i);
            for (BigInteger number : List.of(power, modulus.subtract(power), modulus.xor(power), modulus.add(power))) {
                if (number.signum() >= 0 && number.compareTo(modulus) < 0) {
                    trial.accepts(bits(field, number));
                } else if (number.bitLength() <= field.bits()) {
                    trial.refuses(bits(field, number));
                }
            }
        }
        trial.accepts(bits(field, BigInteger.ZERO));
        trial.refuses(bits(field, modulus));
        if (!largest(field).equals(modulus)) {
            trial.refuses(bits(field, largest(field)));
        }
    }

    /** Of reduced elements: 0 and p are one, and a difference that is a multiple of r is refused as well. */
    @Test
    void differences() {
        GadgetTrial trial = ForeignTrial.of(FIELD, 2, 0, (api, in) -> {
            ForeignFieldGadget.assertDifferent(api, in[0], in[1]);
            return NONE;
        });
        assertThat(trial.cost()).isEqualTo(512 + 3);
        BigInteger zero = BigInteger.ZERO;
        BigInteger p = ForeignTrial.P;
        trial.accepts(bits(FIELD, zero, BigInteger.ONE));
        trial.accepts(bits(FIELD, largest(FIELD), zero));
        trial.accepts(bits(FIELD, p.subtract(BigInteger.ONE), p));
        trial.refuses(bits(FIELD, zero, zero));
        trial.refuses(bits(FIELD, largest(FIELD), largest(FIELD).subtract(p)));
        trial.refuses(bits(FIELD, zero, p));
        trial.refuses(bits(FIELD, p, zero));
        trial.refuses(bits(FIELD, Fr.MODULUS, zero));
    }

    /** For p of secp256k1, its order, and an arbitrary one; 512 of them for the inputs' bits. */
    @ParameterizedTest
    @CsvSource({"0, 15, 337, 4, 352, 13", "1, 15, 388, 4, 403, 93", "4, 15, 388, 4, 403, 183"})
    void cost(int which, int product, int reduction, int equality, int inverse, int canonical) {
        ForeignField field = ForeignField.of(moduli().skip(which).findFirst().orElseThrow());
        assertThat(cost(field, (api, in) -> ForeignFieldGadget.mul(api, in[0], in[1])))
                .isEqualTo(product);
        assertThat(cost(field, (api, in) -> ForeignFieldGadget.reduce(api, ForeignFieldGadget.mul(api, in[0], in[1]))))
                .isEqualTo(product + reduction);
        assertThat(cost(field, (api, in) -> ForeignFieldGadget.inverse(api, in[0])))
                .isEqualTo(inverse);
        assertThat(cost(field, (api, in) -> {
                    ForeignFieldGadget.assertEqual(api, in[0], in[1]);
                    return in[0];
                }))
                .isEqualTo(equality);
        assertThat(cost(field, (api, in) -> {
                    ForeignFieldGadget.assertCanonical(api, in[0]);
                    return in[0];
                }))
                .isEqualTo(canonical);
    }

    @FunctionalInterface
    private interface Operation {
        ForeignVar apply(io.snark4j.circuit.Api api, ForeignVar[] in);
    }

    private static int cost(ForeignField field, Operation operation) {
        return ForeignTrial.of(field, 2, 0, (api, in) -> {
                            ForeignVar _ = operation.apply(api, in);
                            return NONE;
                        })
                        .cost()
                - 2 * field.bits();
    }

    @Test
    void misuseIsRefused() {
        ForeignField other = ForeignField.of(ForeignTrial.N);
        assertThatThrownBy(() -> ForeignTrial.of(FIELD, 1, 0, (api, in) -> {
                    ForeignVar _ = in[0].plus(ForeignFieldGadget.constant(api, other, BigInteger.ONE));
                    return NONE;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("element of the integers modulo " + ForeignTrial.N + " among those of the integers modulo "
                        + ForeignTrial.P);
        assertThatThrownBy(() -> GadgetTrial.of(257, 0, (api, in) -> {
                    ForeignVar _ = ForeignFieldGadget.fromBits(api, FIELD, List.of(in));
                    return NONE;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("257 bits for one of the integers modulo " + ForeignTrial.P);
        assertThatThrownBy(() -> ForeignTrial.of(FIELD, 1, 0, (api, in) -> {
                    ForeignFieldGadget.assertCanonical(api, in[0].plus(in[0]));
                    return NONE;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an element that was not made of bits: reduce it first");
        assertThatThrownBy(() -> ForeignTrial.of(FIELD, 1, 0, (api, in) -> {
                    ForeignFieldGadget.assertZero(api, ForeignFieldGadget.constant(api, FIELD, BigInteger.ONE));
                    return NONE;
                }))
                .isInstanceOf(CircuitException.class);
    }
}

package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Moduli and numbers to try, and gadgets of foreign elements whose inputs are numbers given by their bits. */
final class ForeignTrial {
    static final BigInteger P = new BigInteger("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F", 16);
    static final BigInteger N = new BigInteger("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", 16);

    private ForeignTrial() {}

    /** Of the largest and the smallest size, around a limb, with long runs of ones and of zeros, and arbitrary ones. */
    static Stream<BigInteger> moduli() {
        BigInteger one = BigInteger.ONE;
        return Stream.of(
                P,
                N,
                one.shiftLeft(256).subtract(one),
                one.shiftLeft(255).add(one),
                new BigInteger(256, new Random(1)).setBit(255).setBit(0),
                one.shiftLeft(255).subtract(BigInteger.valueOf(19)),
                BigInteger.valueOf((1L << 33) - 9),
                BigInteger.valueOf((1L << 32) - 5),
                BigInteger.valueOf((1L << 32) + 15),
                BigInteger.valueOf(3));
    }

    @FunctionalInterface
    interface Body {
        Var[] define(Api api, ForeignVar[] numbers);
    }

    static GadgetTrial of(ForeignField field, int numbers, int results, Body body) {
        return GadgetTrial.of(numbers * field.bits(), results, (api, bits) -> {
            ForeignVar[] elements = new ForeignVar[numbers];
            Arrays.setAll(
                    elements,
                    i -> ForeignFieldGadget.fromBits(
                            api, field, List.of(bits).subList(i * field.bits(), (i + 1) * field.bits())));
            return body.define(api, elements);
        });
    }

    /** With the canonical bits of the elements that the body makes as results. */
    static GadgetTrial ofElements(ForeignField field, int numbers, int results, ElementsBody body) {
        return of(
                field,
                numbers,
                results * field.bits(),
                (api, in) -> Arrays.stream(body.define(api, in))
                        .flatMap(element -> ForeignFieldGadget.canonicalBits(api, element).stream())
                        .toArray(Var[]::new));
    }

    @FunctionalInterface
    interface ElementsBody {
        ForeignVar[] define(Api api, ForeignVar[] numbers);
    }

    /** The bits of numbers below 2^bits of the field. */
    static Fr[] bits(ForeignField field, BigInteger... numbers) {
        return Arrays.stream(numbers)
                .flatMap(number -> bits(number, field.bits()).stream())
                .toArray(Fr[]::new);
    }

    static List<Fr> bits(BigInteger number, int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> number.testBit(i) ? Fr.ONE : Fr.ZERO)
                .toList();
    }

    static BigInteger largest(ForeignField field) {
        return BigInteger.ONE.shiftLeft(field.bits()).subtract(BigInteger.ONE);
    }
}

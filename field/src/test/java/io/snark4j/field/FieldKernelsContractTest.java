package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bulk kernel against BigInteger: lengths, odd offsets, aliasing, ranges. */
class FieldKernelsContractTest {
    private static final int[] LENGTHS = {0, 1, 3, 7, 8, 9, 4098};
    private static final int OUT = 1;
    private static final int A = 3;
    private static final int B = 7;

    static Stream<Arguments> kernels() {
        return Stream.of(
                Arguments.of(FieldKernels.fr(), PrimeField.FR), Arguments.of(FieldKernels.fp(), PrimeField.FP));
    }

    @FunctionalInterface
    private interface Call {
        void run(long[] out, int o, long[] a, long[] b, int n);
    }

    @FunctionalInterface
    private interface Expected {
        BigInteger of(BigInteger a, BigInteger b);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyOperationAgreesWithBigInteger(FieldKernels kernels, PrimeField field) {
        BigInteger m = field.modulus;
        BigInteger unit = PrimeField.RADIX.modInverse(m);
        BigInteger inverseFactor = PrimeField.RADIX.multiply(PrimeField.RADIX);
        BigInteger factor = field.randoms(1, 9).getFirst();
        long[] scalar = new long[5];
        PrimeField.put(scalar, 1, factor);
        long[] s = new long[FieldKernels.inverseScratch(4098) + 1];
        check(
                field,
                (out, o, a, b, n) -> kernels.mul(out, o, a, A, b, B, n),
                (a, b) -> a.multiply(b).multiply(unit));
        check(
                field,
                (out, o, a, b, n) -> kernels.square(out, o, a, A, n),
                (a, b) -> a.multiply(a).multiply(unit));
        check(field, (out, o, a, b, n) -> kernels.add(out, o, a, A, b, B, n), (a, b) -> a.add(b));
        check(field, (out, o, a, b, n) -> kernels.sub(out, o, a, A, b, B, n), (a, b) -> a.subtract(b));
        check(field, (out, o, a, b, n) -> kernels.neg(out, o, a, A, n), (a, b) -> a.negate());
        check(
                field,
                (out, o, a, b, n) -> kernels.scale(out, o, a, A, scalar, 1, n),
                (a, b) -> a.multiply(factor).multiply(unit));
        check(field, (out, o, a, b, n) -> kernels.toPlain(out, o, a, A, n), (a, b) -> a.multiply(unit));
        check(field, (out, o, a, b, n) -> kernels.fromPlain(out, o, a, A, n), (a, b) -> a.multiply(PrimeField.RADIX));
        check(
                field,
                (out, o, a, b, n) -> kernels.inverse(out, o, a, A, s, 1, n),
                (a, b) -> a.signum() == 0 ? a : a.modInverse(m).multiply(inverseFactor));
    }

    private static void check(PrimeField field, Call call, Expected expected) {
        for (int n : LENGTHS) {
            List<BigInteger> as = values(field, n, 1);
            List<BigInteger> bs = values(field, n, 2);
            long[] a = place(as, A);
            long[] b = place(bs, B);
            long[] out = new long[OUT + 4 * n + 1];
            call.run(out, OUT, a, b, n);
            long[] inPlace = place(as, A);
            call.run(inPlace, A, inPlace, b, n);
            long[] overB = place(bs, B);
            call.run(overB, B, a, overB, n);
            for (int i = 0; i < n; i++) {
                BigInteger value = expected.of(as.get(i), bs.get(i)).mod(field.modulus);
                assertThat(PrimeField.take(out, OUT + 4 * i))
                        .as("%d of %d", i, n)
                        .isEqualTo(value);
                assertThat(PrimeField.take(inPlace, A + 4 * i)).isEqualTo(value);
                assertThat(PrimeField.take(overB, B + 4 * i)).isEqualTo(value);
            }
            assertThat(out[0]).isZero();
            assertThat(out[OUT + 4 * n]).isZero();
        }
    }

    private static List<BigInteger> values(PrimeField field, int n, int seed) {
        List<BigInteger> values = new ArrayList<>();
        List<BigInteger> edges = field.edges();
        List<BigInteger> randoms = field.randoms(64, seed);
        for (int i = 0; i < n; i++) {
            values.add(i % 3 == 0 ? edges.get((i * seed) % edges.size()) : randoms.get((i * 7 + i / 64) % 64));
        }
        return values;
    }

    private static long[] place(List<BigInteger> values, int offset) {
        long[] limbs = new long[offset + 4 * values.size()];
        for (int i = 0; i < values.size(); i++) {
            PrimeField.put(limbs, offset + 4 * i, values.get(i));
        }
        return limbs;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void refusesRangesThatLeaveTheirArrays(FieldKernels kernels, PrimeField field) {
        long[] eight = new long[8];
        long[] nine = new long[9];
        List<Runnable> calls = List.of(
                () -> kernels.mul(eight, 1, nine, 0, nine, 0, 2),
                () -> kernels.mul(nine, 0, eight, 1, nine, 0, 2),
                () -> kernels.mul(nine, 0, nine, 0, eight, 1, 2),
                () -> kernels.add(nine, 0, nine, 0, nine, -1, 1),
                () -> kernels.sub(nine, 0, nine, 0, nine, 0, 3),
                () -> kernels.square(nine, 0, nine, 0, -1),
                () -> kernels.neg(nine, 0, nine, 0, Integer.MAX_VALUE),
                () -> kernels.scale(nine, 0, nine, 0, eight, 5, 1),
                () -> kernels.toPlain(nine, 0, eight, 1, 2),
                () -> kernels.fromPlain(eight, 1, nine, 0, 2),
                () -> kernels.inverse(nine, 0, nine, 0, new long[15], 0, 2));
        for (Runnable call : calls) {
            assertThatThrownBy(call::run).as("%s", field).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(eight).containsOnly(0);
        assertThat(nine).containsOnly(0);
    }
}

package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lane kernels against BigInteger, at the edges of their ranges. Left out of runs with snark4j.lanes=off, and of no other. */
@Tag("lanes")
class LanesContractTest {
    private static final int N = Lanes.COUNT;
    private static final int O = 3;
    private static final long DIGIT = LaneValues.DIGIT;

    private final LaneScratch scratch = new LaneScratch();

    @Test
    void vectorKernelsRun() {
        assertThat(Lanes.COUNT).as(Lanes.reason()).isIn(4, 8);
        String wish = System.getProperty(Lanes.PROPERTY, "auto");
        assertThat(wish.equals("auto") || wish.equals(Integer.toString(Lanes.COUNT)))
                .as("asked for %s, got %s", wish, Lanes.NAME)
                .isTrue();
        assertThat(Lanes.NAME).isEqualTo(Lanes.COUNT + " lanes");
    }

    // ---- products ----

    @ParameterizedTest
    @EnumSource
    void productsOfBalancedValues(LaneField field) {
        List<long[]> values = new ArrayList<>(field.balancedEdges());
        values.addAll(field.balancedRandoms(20, 1));
        List<long[]> as = new ArrayList<>();
        List<long[]> bs = new ArrayList<>();
        for (long[] a : values) {
            for (long[] b : values) {
                as.add(a);
                bs.add(b);
            }
        }
        checkProducts(field, as, bs);
        checkSquares(field, values);
    }

    /** The whole of what closes: |a|, |b| up to 1.97 m, every digit at the end of a raw product's range. */
    @ParameterizedTest
    @EnumSource
    void productsOfProducts(LaneField field) {
        List<long[]> values = LaneValues.signed(DIGIT + 16, field.topDigit(1.96));
        checkProducts(field, LaneValues.crossLeft(values, values), LaneValues.crossRight(values, values));
        checkSquares(field, values);
    }

    /** A lazy sum of two balanced values against another: every limb product is 2^102 or 0 away from it. */
    @ParameterizedTest
    @EnumSource
    void productsOfLazySumsOfBalancedValues(LaneField field) {
        List<long[]> values = LaneValues.signed(2 * DIGIT, field.topDigit(1));
        checkProducts(field, LaneValues.crossLeft(values, values), LaneValues.crossRight(values, values));
        checkSquares(field, values);
    }

    /** Values whose product is as large as it may be, 5.6 m². */
    @ParameterizedTest
    @EnumSource
    void productsOfTheLargestValues(LaneField field) {
        List<long[]> left = LaneValues.signed(DIGIT + 16, field.topDigit(2.36));
        checkProducts(field, LaneValues.crossLeft(left, left), LaneValues.crossRight(left, left));
        List<long[]> lazy = LaneValues.signed(2 * DIGIT, field.topDigit(2.64));
        List<long[]> right = LaneValues.signed(DIGIT, field.topDigit(2.1));
        checkProducts(field, LaneValues.crossLeft(lazy, right), LaneValues.crossRight(lazy, right));
    }

    /** A lazy difference of two raw products against a raw product. */
    @ParameterizedTest
    @EnumSource
    void productsOfALazySumAndAProduct(LaneField field) {
        List<long[]> lazy = LaneValues.signed(2 * (DIGIT + 16), field.topDigit(2.84));
        List<long[]> products = LaneValues.signed(DIGIT + 16, field.topDigit(1.96));
        checkProducts(field, LaneValues.crossLeft(lazy, products), LaneValues.crossRight(lazy, products));
        checkProducts(field, LaneValues.crossRight(lazy, products), LaneValues.crossLeft(lazy, products));
    }

    /** The bound of the contract is the true one: one unit more in a limb and the result is another. */
    @ParameterizedTest
    @EnumSource
    void beyondTheBoundTheProductIsWrong(LaneField field) {
        long[] beyond = {2 * DIGIT + 2, 0, 0, 0, 0};
        double[] a = LaneField.blocks(List.of(beyond), O);
        double[] out = new double[a.length];
        field.mul.apply(out, O, a, O, a, O, 1, scratch);
        BigInteger result = LaneField.value(LaneField.digits(out, O, 0));
        BigInteger square = LaneField.value(beyond).pow(2);
        assertThat(result.multiply(LaneField.RADIX).subtract(square).mod(field.modulus))
                .isNotZero();
    }

    private void checkProducts(LaneField field, List<long[]> as, List<long[]> bs) {
        double[] a = LaneField.blocks(as, O);
        double[] b = LaneField.blocks(bs, O + 2);
        int blocks = (a.length - O) / (5 * N);
        double[] out = new double[a.length + 4];
        field.mul.apply(out, O + 4, a, O, b, O + 2, blocks, scratch);
        for (int k = 0; k < as.size(); k++) {
            checkProduct(field, as.get(k), bs.get(k), LaneField.digits(out, O + 4, k));
        }
        double[] left = a.clone();
        field.mul.apply(left, O, left, O, b, O + 2, blocks, scratch);
        double[] right = b.clone();
        field.mul.apply(right, O + 2, a, O, right, O + 2, blocks, scratch);
        for (int i = 0; i < blocks * 5 * N; i++) {
            assertThat(left[O + i]).isEqualTo(out[O + 4 + i]).isEqualTo(right[O + 2 + i]);
        }
    }

    private void checkSquares(LaneField field, List<long[]> values) {
        double[] a = LaneField.blocks(values, O);
        field.square.apply(a, O, a, O, (a.length - O) / (5 * N), scratch);
        for (int k = 0; k < values.size(); k++) {
            checkProduct(field, values.get(k), values.get(k), LaneField.digits(a, O, k));
        }
    }

    private static void checkProduct(LaneField field, long[] a, long[] b, long[] out) {
        BigInteger product = LaneField.value(a).multiply(LaneField.value(b));
        BigInteger result = LaneField.value(out);
        assertThat(result.multiply(LaneField.RADIX).subtract(product).mod(field.modulus))
                .as("%s: %s times %s", field, Arrays.toString(a), Arrays.toString(b))
                .isZero();
        BigInteger most = product.abs()
                .shiftRight(255)
                .add(LaneValues.multiple(field, 0.5000001))
                .add(BigInteger.ONE);
        assertThat(result.abs()).isLessThanOrEqualTo(most);
        assertThat(LaneValues.withinDigits(out, DIGIT + 16)).isTrue();
    }

    // ---- linear operations ----

    /** Summands plus quotient up to 7: every digit at the end of its range, every quotient that is left. */
    @ParameterizedTest
    @EnumSource
    void reducesUpToSevenTimes(LaneField field) {
        List<long[]> values = new ArrayList<>();
        for (int terms = 1; terms <= 7; terms++) {
            for (double quotient = 0; quotient <= 7 - terms; quotient += 0.4999) {
                values.addAll(LaneValues.signed(terms * DIGIT, field.topDigit(quotient)));
            }
        }
        double[] a = LaneField.blocks(values, O);
        double[] out = new double[a.length + 1];
        field.reduce.apply(out, O + 1, a, O, (a.length - O) / (5 * N));
        for (int k = 0; k < values.size(); k++) {
            LaneValues.assertBalanced(field, LaneField.value(values.get(k)), LaneField.digits(out, O + 1, k));
        }
        field.reduce.apply(a, O, a, O, (a.length - O) / (5 * N));
        for (int i = O; i < a.length; i++) {
            assertThat(a[i]).isEqualTo(out[i + 1]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sumsAndDifferences(LaneField field) {
        List<long[]> values = new ArrayList<>(field.balancedEdges());
        values.addAll(LaneValues.signed(DIGIT + 16, field.topDigit(1.96)));
        List<long[]> as = LaneValues.crossLeft(values, values);
        List<long[]> bs = LaneValues.crossRight(values, values);
        double[] a = LaneField.blocks(as, O);
        double[] b = LaneField.blocks(bs, O);
        for (int operation = 0; operation < 4; operation++) {
            double[] out = a.clone();
            field.linear.get(operation).apply(out, O, out, O, b, O, (a.length - O) / (5 * N));
            for (int k = 0; k < as.size(); k++) {
                BigInteger left = LaneField.value(as.get(k));
                BigInteger right = LaneField.value(bs.get(k));
                BigInteger expected = operation % 2 == 0 ? left.add(right) : left.subtract(right);
                long[] result = LaneField.digits(out, O, k);
                if (operation < 2) {
                    LaneValues.assertBalanced(field, expected, result);
                } else {
                    assertThat(LaneField.value(result)).isEqualTo(expected);
                }
            }
        }
        double[] negated = new double[a.length];
        field.neg.apply(negated, O, a, O, (a.length - O) / (5 * N));
        for (int i = O; i < a.length; i++) {
            assertThat(negated[i]).isEqualTo(-a[i]);
        }
    }

    // ---- between the forms ----

    @ParameterizedTest
    @EnumSource
    void unpacksAndPacks(LaneField field) {
        List<BigInteger> values = new ArrayList<>();
        field.balancedEdges().forEach(edge -> values.add(LaneField.value(edge).mod(field.modulus)));
        field.balancedRandoms(50, 3)
                .forEach(digits -> values.add(LaneField.value(digits).mod(field.modulus)));
        for (int bit = 0; bit < 254; bit++) {
            values.add(BigInteger.ONE.shiftLeft(bit).mod(field.modulus));
            values.add(field.modulus.subtract(BigInteger.ONE.shiftLeft(bit)).mod(field.modulus));
        }
        while (values.size() % N != 0) {
            values.add(BigInteger.TEN);
        }
        for (int stride : new int[] {4, 8}) {
            long[] rest = LaneValues.atRest(values, stride);
            int blocks = values.size() / N;
            double[] lanes = new double[O + blocks * 5 * N];
            field.unpack.apply(lanes, O, rest, 2, stride, blocks);
            for (int k = 0; k < values.size(); k++) {
                long[] digits = LaneField.digits(lanes, O, k);
                assertThat(LaneField.value(digits)).isEqualTo(values.get(k));
                assertThat(LaneValues.withinDigits(digits, DIGIT)).isTrue();
            }
            long[] back = new long[rest.length];
            field.pack.apply(back, 2, stride, lanes, O, blocks);
            assertThat(back).isEqualTo(rest);
        }
    }

    @ParameterizedTest
    @EnumSource
    void packsWhateverReduces(LaneField field) {
        List<long[]> values = new ArrayList<>();
        for (int terms = 1; terms <= 3; terms++) {
            values.addAll(LaneValues.signed(terms * DIGIT, field.topDigit(7.4 - terms)));
            values.addAll(LaneValues.signed(terms * DIGIT, field.topDigit(0)));
        }
        for (int times = -3; times <= 3; times++) {
            values.add(LaneField.balanced(field.modulus.multiply(BigInteger.valueOf(times))));
            values.add(LaneField.balanced(
                    field.modulus.multiply(BigInteger.valueOf(times)).subtract(BigInteger.ONE)));
        }
        double[] lanes = LaneField.blocks(values, O);
        int blocks = (lanes.length - O) / (5 * N);
        long[] packed = new long[blocks * N * 4];
        field.pack.apply(packed, 0, 4, lanes, O, blocks);
        for (int k = 0; k < values.size(); k++) {
            assertThat(LaneValues.taken(packed, 4 * k))
                    .isEqualTo(LaneField.value(values.get(k)).mod(field.modulus));
        }
    }

    @ParameterizedTest
    @EnumSource
    void broadcastsOneElement(LaneField field) {
        BigInteger element = field.modulus.subtract(BigInteger.TWO);
        double[] block = new double[5 * N + O];
        field.broadcast.apply(block, O, LaneValues.atRest(List.of(element), 4), 2);
        for (int k = 0; k < N; k++) {
            assertThat(LaneField.value(LaneField.digits(block, O, k))).isEqualTo(element);
        }
    }

    /** Lengths that fill a phase exactly, less and more, and none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 33})
    void anyNumberOfBlocks(int blocks) {
        for (LaneField field : LaneField.values()) {
            List<long[]> as = field.balancedRandoms(Math.max(1, blocks * N), 5);
            double[] a = LaneField.blocks(as, O);
            double[] out = new double[a.length + 5 * N];
            out[O + blocks * 5 * N] = 42;
            field.mul.apply(out, O, a, O, a, O, blocks, scratch);
            for (int k = 0; k < blocks * N; k++) {
                checkProduct(field, as.get(k), as.get(k), LaneField.digits(out, O, k));
            }
            assertThat(out[O + blocks * 5 * N]).isEqualTo(42);
        }
    }
}

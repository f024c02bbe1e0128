package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.simd.Lanes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every implementation against a transform in BigIntegers, and against the scalar one, bit for bit, where that would take too long. */
class NttVectorContractTest {
    private static final int OFFSET = 5;
    private static final List<Work> WORKS = List.of(Work.ofThreads(1), Work.ofThreads(2), Work.ofThreads(3));
    private static final BigInteger R = BigInteger.ONE.shiftLeft(255);
    private static final BigInteger P = Fr.MODULUS;

    private static List<NttVector> implementations(int log) {
        NttDomain domain = NttDomain.of(log);
        return List.of(new ScalarNttVector(domain), domain.vector());
    }

    /** 512-bit vectors are slow where the processor has none, so with those only what every path needs. */
    static int[] largeLogs() {
        return Lanes.COUNT == 8 ? new int[] {13} : new int[] {13, 14, 15, 16, 17};
    }

    static int[] smallLogs() {
        return Lanes.COUNT == 8
                ? new int[] {0, 1, 5, 6, 7, 8, 9}
                : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    }

    @Test
    void lanesRunWhereTheyAreOnAndFilled() {
        for (int log = 0; log <= 10; log++) {
            boolean filled = Lanes.COUNT > 0 && 1 << log >= Lanes.COUNT * Lanes.COUNT;
            assertThat(NttDomain.of(log).vector().kernel()).as("2^%d", log).isEqualTo(filled ? Lanes.NAME : "scalar");
        }
    }

    // ---- against BigIntegers ----

    private static BigInteger[] transform(BigInteger[] a, BigInteger root) {
        if (a.length == 1) {
            return a.clone();
        }
        BigInteger[] even = new BigInteger[a.length / 2];
        BigInteger[] odd = new BigInteger[a.length / 2];
        for (int i = 0; i < even.length; i++) {
            even[i] = a[2 * i];
            odd[i] = a[2 * i + 1];
        }
        BigInteger square = root.multiply(root).mod(P);
        even = transform(even, square);
        odd = transform(odd, square);
        BigInteger[] result = new BigInteger[a.length];
        BigInteger power = BigInteger.ONE;
        for (int i = 0; i < even.length; i++) {
            BigInteger product = odd[i].multiply(power).mod(P);
            result[i] = even[i].add(product).mod(P);
            result[i + even.length] = even[i].subtract(product).mod(P);
            power = power.multiply(root).mod(P);
        }
        return result;
    }

    private static BigInteger[] onCoset(NttDomain domain, BigInteger[] coefficients) {
        BigInteger shift = domain.cosetShift().toBigInteger();
        BigInteger[] shifted = new BigInteger[coefficients.length];
        BigInteger power = BigInteger.ONE;
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = coefficients[i].multiply(power).mod(P);
            power = power.multiply(shift).mod(P);
        }
        return transform(shifted, domain.root().toBigInteger());
    }

    private static long[] montgomery(BigInteger[] values) {
        long[] limbs = new long[OFFSET + 4 * values.length + 1];
        for (int i = 0; i < values.length; i++) {
            Fr.of(values[i]).write(limbs, OFFSET + 4 * i);
        }
        return limbs;
    }

    /** Representatives whose digits are as large as they get, and sign changes: what is at rest is the value times 2^255. */
    private static BigInteger[] edges(int n) {
        BigInteger half = P.shiftRight(1);
        BigInteger digits = BigInteger.ZERO;
        BigInteger other = BigInteger.ZERO;
        for (int i = 0; i < 5; i++) {
            digits = digits.add(BigInteger.ONE.shiftLeft(50 + 51 * i).subtract(BigInteger.ONE.shiftLeft(51 * i)));
            other = other.add(BigInteger.ONE.shiftLeft(50 + 51 * i).multiply(BigInteger.valueOf(i % 2 == 0 ? 1 : -1)));
        }
        BigInteger[] rest = {
            half,
            half.add(BigInteger.ONE),
            BigInteger.ZERO,
            BigInteger.ONE,
            P.subtract(BigInteger.ONE),
            BigInteger.ONE.shiftLeft(203),
            BigInteger.ONE.shiftLeft(203).negate(),
            digits,
            digits.negate(),
            other,
            other.negate()
        };
        BigInteger[] values = new BigInteger[n];
        for (int i = 0; i < n; i++) {
            // Runs of one value, then all of them mixed.
            int which = i < n / 2 ? (int) ((long) i * 2 * rest.length / n) : i * 7 % rest.length;
            values[i] = rest[which].multiply(R.modInverse(P)).mod(P);
        }
        return values;
    }

    private static BigInteger[] random(int n, Random random) {
        BigInteger[] values = new BigInteger[n];
        for (int i = 0; i < n; i++) {
            values[i] = Fr.random(random).toBigInteger();
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("smallLogs")
    void transformsAreEvaluationAndInterpolation(int log) {
        NttDomain domain = NttDomain.of(log);
        int n = domain.size();
        BigInteger[] constant = new BigInteger[n];
        Arrays.fill(constant, P.shiftRight(1).multiply(R.modInverse(P)).mod(P));
        for (BigInteger[] coefficients : List.of(random(n, new Random(log)), edges(n), constant)) {
            long[] rest = montgomery(coefficients);
            long[] onH = montgomery(transform(coefficients, domain.root().toBigInteger()));
            long[] onCoset = montgomery(onCoset(domain, coefficients));
            for (NttVector vector : implementations(log)) {
                for (Work work : WORKS) {
                    vector.loadCoefficients(rest, OFFSET, work);
                    assertThat(coefficients(vector, work)).isEqualTo(rest);
                    vector.forward(work);
                    assertThat(values(vector)).as("%s forward", vector).isEqualTo(onH);
                    loadValues(vector, onH);
                    vector.inverse(work);
                    assertThat(coefficients(vector, work))
                            .as("%s inverse", vector)
                            .isEqualTo(rest);
                    vector.forwardCoset(work);
                    assertThat(values(vector)).as("%s forwardCoset", vector).isEqualTo(onCoset);
                    loadValues(vector, onCoset);
                    vector.inverseCoset(work);
                    assertThat(coefficients(vector, work))
                            .as("%s inverseCoset", vector)
                            .isEqualTo(rest);
                    loadValues(vector, onH);
                    vector.toCoset(work);
                    assertThat(values(vector)).as("%s toCoset", vector).isEqualTo(onCoset);
                }
            }
        }
    }

    private static void loadValues(NttVector vector, long[] limbs) {
        int runs = vector.domain().size() / vector.run();
        for (int run = 0; run < runs; run++) {
            vector.loadValues(run, limbs, OFFSET + 4 * run * vector.run());
        }
    }

    private static long[] values(NttVector vector) {
        long[] limbs = new long[OFFSET + 4 * vector.domain().size() + 1];
        int runs = vector.domain().size() / vector.run();
        for (int run = 0; run < runs; run++) {
            vector.storeValues(run, limbs, OFFSET + 4 * run * vector.run());
        }
        return limbs;
    }

    private static long[] coefficients(NttVector vector, Work work) {
        long[] limbs = new long[OFFSET + 4 * vector.domain().size() + 1];
        vector.storeCoefficients(limbs, OFFSET, work);
        return limbs;
    }

    /** What the prover does: (a·b - c)/Z on the coset, up to the constant Z there, is a polynomial if c is what interpolates a·b. */
    @ParameterizedTest
    @MethodSource("smallLogs")
    void productsOfValuesAreProductsOfPolynomials(int log) {
        NttDomain domain = NttDomain.of(log);
        int n = domain.size();
        BigInteger[] a = random(n, new Random(31 + log));
        BigInteger[] b = edges(n);
        BigInteger root = domain.root().toBigInteger();
        BigInteger[] products = pointwise(transform(a, root), transform(b, root));
        BigInteger[] c = transform(products, root.modInverse(P));
        for (int i = 0; i < n; i++) {
            c[i] = c[i].multiply(BigInteger.valueOf(n).modInverse(P)).mod(P);
        }
        BigInteger[] cCoset = onCoset(domain, c);
        BigInteger[] difference = pointwise(onCoset(domain, a), onCoset(domain, b));
        for (int i = 0; i < n; i++) {
            difference[i] = difference[i].subtract(cCoset[i]).mod(P);
        }
        List<NttVector> lefts = implementations(log);
        List<NttVector> rights = implementations(log);
        List<NttVector> results = implementations(log);
        for (int i = 0; i < lefts.size(); i++) {
            for (Work work : WORKS) {
                loadValues(lefts.get(i), montgomery(transform(a, root)));
                loadValues(rights.get(i), montgomery(transform(b, root)));
                results.get(i).productToCoset(lefts.get(i), rights.get(i), work);
                assertThat(values(results.get(i))).isEqualTo(montgomery(cCoset));
                lefts.get(i).toCoset(work);
                rights.get(i).toCoset(work);
                results.get(i).subtractFromProduct(lefts.get(i), rights.get(i), work);
                assertThat(values(results.get(i))).isEqualTo(montgomery(difference));
            }
        }
    }

    private static BigInteger[] pointwise(BigInteger[] a, BigInteger[] b) {
        BigInteger[] products = new BigInteger[a.length];
        for (int i = 0; i < a.length; i++) {
            products[i] = a[i].multiply(b[i]).mod(P);
        }
        return products;
    }

    // ---- against the scalar transform ----

    @ParameterizedTest
    @MethodSource("largeLogs")
    void largerOnesAreTheScalarTransformBitForBit(int log) {
        NttDomain domain = NttDomain.of(log);
        long[] x = new long[OFFSET + 4 * domain.size() + 1];
        Random random = new Random(log);
        for (int i = 0; i < domain.size(); i++) {
            Fr.random(random).write(x, OFFSET + 4 * i);
        }
        for (Transform transform : Transform.values()) {
            List<long[]> results = new ArrayList<>();
            for (NttVector vector : implementations(log)) {
                for (Work work : WORKS.subList(0, 2)) {
                    if (transform.fromCoefficients) {
                        vector.loadCoefficients(x, OFFSET, work);
                    } else {
                        loadValues(vector, x);
                    }
                    transform.run.accept(vector, work);
                    results.add(transform.toCoefficients ? coefficients(vector, work) : values(vector));
                }
            }
            for (long[] result : results) {
                assertThat(Arrays.equals(result, results.getFirst()))
                        .as("%s of 2^%d", transform, log)
                        .isTrue();
            }
        }
    }

    private enum Transform {
        FORWARD(true, false, NttVector::forward),
        INVERSE(false, true, NttVector::inverse),
        FORWARD_COSET(true, false, NttVector::forwardCoset),
        INVERSE_COSET(false, true, NttVector::inverseCoset),
        TO_COSET(false, false, NttVector::toCoset);

        private final boolean fromCoefficients;
        private final boolean toCoefficients;
        private final BiConsumer<NttVector, Work> run;

        Transform(boolean fromCoefficients, boolean toCoefficients, BiConsumer<NttVector, Work> run) {
            this.fromCoefficients = fromCoefficients;
            this.toCoefficients = toCoefficients;
            this.run = run;
        }
    }

    // ---- the rest of the contract ----

    @Test
    void manyThreadsMakeTablesAtOnce() {
        Work.ofThreads(8).forEachRange(8, 1, (from, to) -> {
            for (int log = 9; log >= 4; log--) {
                NttVector vector = NttDomain.of(4 + (log + from) % 6).vector();
                long[] x = montgomery(random(vector.domain().size(), new Random(from)));
                vector.loadCoefficients(x, OFFSET, WORKS.get(1));
                vector.forwardCoset(WORKS.get(1));
                vector.inverseCoset(WORKS.get(0));
                vector.forward(WORKS.get(1));
                vector.inverse(WORKS.get(0));
                assertThat(coefficients(vector, WORKS.get(0))).isEqualTo(x);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void clearedVectorsHoldZeros(int log) {
        for (NttVector vector : implementations(log)) {
            loadValues(vector, montgomery(edges(1 << log)));
            vector.clear();
            assertThat(values(vector)).containsOnly(0);
            assertThat(vector.toString()).startsWith("NTT vector of 2^" + log + " elements");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void refusesWhatDoesNotFit(int log) {
        for (NttVector vector : implementations(log)) {
            int runs = (1 << log) / vector.run();
            long[] x = new long[4 << log];
            Work work = WORKS.getFirst();
            assertThatThrownBy(() -> vector.loadCoefficients(x, 1, work)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> vector.storeCoefficients(x, 1, work))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> vector.loadValues(runs, x, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> vector.storeValues(-1, x, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> vector.loadValues(0, new long[4 * vector.run() - 1], 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> vector.storeValues(0, new long[4 * vector.run() - 1], 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            for (NttVector other : List.of(vector, NttDomain.of(log + 1).vector())) {
                assertThatThrownBy(() -> vector.productToCoset(other, other, work))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("2^" + log);
                assertThatThrownBy(() -> vector.subtractFromProduct(other, other, work))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void stopsWhenCancelled(int log) {
        Work cancelled = new Work(2, Progress.SILENT, () -> true);
        for (NttVector vector : implementations(log)) {
            for (BiConsumer<NttVector, Work> transform : List.<BiConsumer<NttVector, Work>>of(
                    NttVector::forward, NttVector::inverse, NttVector::forwardCoset, NttVector::toCoset)) {
                assertThatThrownBy(() -> transform.accept(vector, cancelled)).isInstanceOf(CancellationException.class);
            }
        }
    }
}

package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Butterflies against BigInteger, with every digit at the end of its range. */
@Tag("lanes")
class FrButterfliesContractTest {
    private static final int N = Lanes.COUNT;
    private static final int O = 3;
    private static final long DIGIT = 1L << 50;
    private static final long LARGEST = 4 * (DIGIT + 16);
    private static final long TWIDDLE_DIGIT = DIGIT - 64;
    private static final BigInteger P = Fr.MODULUS;

    /** The top digit of r: 0.757 of 2^50. */
    private static final long TOP = P.shiftRight(204).longValueExact();

    private final LaneScratch scratch = new LaneScratch();
    private final Random random = new Random(7);

    private interface Layer {
        void run(double[] x, int o, int logRun, int count, double[] w, int wo, LaneScratch s);
    }

    /** Limbs in every pattern of signs, and random ones below the same bounds. */
    private List<long[]> elements(long digit, long top, int count) {
        List<long[]> elements = new ArrayList<>();
        for (int signs = 0; signs < 32; signs++) {
            long[] element = new long[5];
            for (int j = 0; j < 5; j++) {
                element[j] = ((signs >> j & 1) == 0 ? 1 : -1) * (j < 4 ? digit : top);
            }
            elements.add(element);
        }
        elements.add(new long[5]);
        elements.add(new long[] {1, 0, 0, 0, 0});
        elements.add(new long[] {-1, 0, 0, 0, 0});
        Collections.shuffle(elements, random);
        while (elements.size() < count) {
            long[] element = new long[5];
            for (int j = 0; j < 5; j++) {
                long bound = j < 4 ? digit : top;
                element[j] = random.nextLong(-bound, bound + 1);
            }
            elements.add(element);
        }
        return elements;
    }

    /** Rows within r/2, as twiddles have them, in every pattern of signs. */
    private double[] twiddles(int count) {
        List<long[]> rows = elements(TWIDDLE_DIGIT, TOP / 2 - 1, 40 + 5 * count);
        double[] w = new double[O + 25 * count];
        for (int i = 0; i < 25 * count; i++) {
            // Whole twiddles of one pattern first, then rows as they come.
            long[] row = i / 25 < 34 ? rows.get(i / 25) : rows.get(i / 5 % rows.size());
            w[O + i] = row[i % 5];
        }
        return w;
    }

    private static BigInteger multiple(long[] x, double[] w, int run) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < 5; i++) {
            long[] row = new long[5];
            for (int j = 0; j < 5; j++) {
                row[j] = (long) w[O + 25 * run + 5 * i + j];
            }
            sum = sum.add(LaneField.value(row).multiply(BigInteger.valueOf(x[i])));
        }
        return sum;
    }

    private static int butterflyPlace(int logRun, int n, boolean second) {
        int run = n >>> logRun;
        return (run << (logRun + 1)) + (n & ((1 << logRun) - 1)) + (second ? 1 << logRun : 0);
    }

    private static void assertDigits(long[] digits, long bound, long top) {
        for (int j = 0; j < 5; j++) {
            assertThat(Math.abs(digits[j])).as("%s", Arrays.toString(digits)).isLessThanOrEqualTo(j < 4 ? bound : top);
        }
    }

    private static void assertCongruent(BigInteger found, BigInteger expected, int shift) {
        assertThat(found.shiftLeft(shift).subtract(expected).mod(P)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "1, 40", "2, 40", "5, 32", "0, 1", "1, 2"})
    void forwardAddsAndSubtractsTheProduct(int logRun, int count) {
        // Layers that are left lazy, then those that are reduced: what enters them is worked out in LaneNttBoundsTest.
        checkForward(
                logRun, count, elements(3 * DIGIT, 3 * DIGIT, count * N), elements(DIGIT + 16, TOP, count * N), false);
        List<long[]> lazy = elements(2 * DIGIT + 16, 27 * (TOP / 10), count * N);
        checkForward(logRun, count, lazy, lazy.reversed(), true);
        checkForward(logRun, count, elements(DIGIT, TOP / 2, count * N), elements(LARGEST, LARGEST, count * N), true);
    }

    private void checkForward(int logRun, int count, List<long[]> as, List<long[]> bs, boolean reduced) {
        double[] w = twiddles(count >> logRun);
        double[] x = layout(logRun, count, as, bs);
        Layer layer = reduced ? FrButterflies::forwardReduced : FrButterflies::forward;
        layer.run(x, O, logRun, count, w, O, scratch);
        for (int k = 0; k < count * N; k++) {
            long[] sum = LaneField.digits(x, O, butterflyPlace(logRun, k / N, false) * N + k % N);
            long[] difference = LaneField.digits(x, O, butterflyPlace(logRun, k / N, true) * N + k % N);
            BigInteger a = LaneField.value(as.get(k)).shiftLeft(51);
            BigInteger product = multiple(bs.get(k), w, k / N >>> logRun);
            assertCongruent(LaneField.value(sum), a.add(product), 51);
            assertCongruent(LaneField.value(difference), a.subtract(product), 51);
            if (reduced) {
                assertBalanced(sum);
                assertBalanced(difference);
            } else {
                assertDigits(sum, 4 * DIGIT + 16, 3 * DIGIT + 17 * (TOP / 10));
            }
        }
    }

    private static void assertBalanced(long[] digits) {
        assertDigits(digits, DIGIT + 4, TOP / 2 + 8);
        assertThat(LaneField.value(digits).abs().shiftLeft(1)).isLessThanOrEqualTo(P.add(P.shiftRight(22)));
    }

    private static double[] layout(int logRun, int count, List<long[]> as, List<long[]> bs) {
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < 2 * count * N; i++) {
            all.add(new long[5]);
        }
        for (int k = 0; k < count * N; k++) {
            all.set(butterflyPlace(logRun, k / N, false) * N + k % N, as.get(k));
            all.set(butterflyPlace(logRun, k / N, true) * N + k % N, bs.get(k));
        }
        return LaneField.blocks(all, O);
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "1, 40", "2, 40", "5, 32", "0, 1", "1, 2"})
    void inverseMultipliesTheDifference(int logRun, int count) {
        double[] w = twiddles(count >> logRun);
        for (boolean reduced : new boolean[] {false, true}) {
            List<long[]> as = elements(LARGEST / 2, 2 * TOP, count * N);
            List<long[]> bs = new ArrayList<>(as);
            // Differences of opposite signs throughout are the largest.
            bs.replaceAll(b -> Arrays.stream(b).map(v -> -v).toArray());
            double[] x = layout(logRun, count, as, bs);
            Layer layer = reduced ? FrButterflies::inverseReduced : FrButterflies::inverse;
            layer.run(x, O, logRun, count, w, O, scratch);
            for (int k = 0; k < count * N; k++) {
                checkInverse(logRun, w, as.get(k), bs.get(k), x, k, reduced);
            }
        }
    }

    private static void checkInverse(int logRun, double[] w, long[] a, long[] b, double[] x, int k, boolean reduced) {
        long[] sum = LaneField.digits(x, O, butterflyPlace(logRun, k / N, false) * N + k % N);
        long[] product = LaneField.digits(x, O, butterflyPlace(logRun, k / N, true) * N + k % N);
        long[] difference = new long[5];
        for (int j = 0; j < 5; j++) {
            difference[j] = a[j] - b[j];
        }
        assertCongruent(LaneField.value(sum), LaneField.value(a).add(LaneField.value(b)), 0);
        assertCongruent(LaneField.value(product), multiple(difference, w, k / N >>> logRun), 102);
        assertDigits(product, DIGIT + 16, TOP / 2 + 32);
        assertThat(LaneField.value(product).abs())
                .isLessThanOrEqualTo(P.multiply(BigInteger.valueOf(501)).divide(BigInteger.valueOf(1000)));
        if (reduced) {
            assertBalanced(sum);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "1, 40", "3, 40"})
    void sumsAndDifferences(int logRun, int count) {
        List<long[]> as = elements(2 * DIGIT, 2 * TOP, count * N);
        List<long[]> bs = elements(2 * DIGIT, 2 * TOP, count * N).reversed();
        for (boolean reduced : new boolean[] {false, true}) {
            double[] x = layout(logRun, count, as, bs);
            if (reduced) {
                FrButterflies.sumAndDifferenceReduced(x, O, logRun, count);
            } else {
                FrButterflies.sumAndDifference(x, O, logRun, count);
            }
            for (int k = 0; k < count * N; k++) {
                BigInteger a = LaneField.value(as.get(k));
                BigInteger b = LaneField.value(bs.get(k));
                long[] sum = LaneField.digits(x, O, butterflyPlace(logRun, k / N, false) * N + k % N);
                long[] difference = LaneField.digits(x, O, butterflyPlace(logRun, k / N, true) * N + k % N);
                assertCongruent(LaneField.value(sum), a.add(b), 0);
                assertCongruent(LaneField.value(difference), a.subtract(b), 0);
                if (reduced) {
                    assertBalanced(sum);
                    assertBalanced(difference);
                }
            }
        }
    }

    /** Quotients as large as the contract lets them be: digits 3, value 5.7 r, so q = 6 and 3 + 6·0.496 &lt; 8. */
    @Test
    void reductionsOfTheLargestQuotients() {
        List<long[]> as = elements(3 * DIGIT / 2, (long) (5.7 / 2 * TOP), 16 * N);
        double[] x = layout(0, 16, as, as);
        FrButterflies.sumAndDifferenceReduced(x, O, 0, 16);
        for (int k = 0; k < 16 * N; k++) {
            long[] sum = LaneField.digits(x, O, butterflyPlace(0, k / N, false) * N + k % N);
            assertCongruent(LaneField.value(sum), LaneField.value(as.get(k)).shiftLeft(1), 0);
            assertBalanced(sum);
            assertThat(LaneField.digits(x, O, butterflyPlace(0, k / N, true) * N + k % N))
                    .containsOnly(0);
        }
    }

    @Test
    void rowsAreGatheredInBitReversedOrderAndScatteredBack() {
        int stride = 3 * FrLanes.BLOCK;
        double[] rows = new double[O + N * stride];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        double[] blocks = new double[O + N * FrLanes.BLOCK];
        FrButterflies.gatherRows(blocks, O, rows, O + FrLanes.BLOCK, stride);
        int bits = Integer.numberOfTrailingZeros(N);
        for (int block = 0; block < N; block++) {
            for (int limb = 0; limb < 5; limb++) {
                for (int lane = 0; lane < N; lane++) {
                    int row = Integer.reverse(lane) >>> (Integer.SIZE - bits);
                    assertThat(blocks[O + block * FrLanes.BLOCK + limb * N + lane])
                            .isEqualTo(rows[O + FrLanes.BLOCK + row * stride + limb * N + block]);
                }
            }
        }
        double[] back = rows.clone();
        Arrays.fill(back, O, back.length, -1);
        FrButterflies.scatterRows(back, O + FrLanes.BLOCK, stride, blocks, O);
        for (int i = O; i < rows.length; i++) {
            assertThat(back[i]).isEqualTo((i - O) / FrLanes.BLOCK % 3 == 1 ? rows[i] : -1);
        }
    }
}

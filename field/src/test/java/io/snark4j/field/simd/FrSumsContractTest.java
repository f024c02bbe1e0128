package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weighted sums on blocks of Fr against BigInteger, with every limb at the edge of the ranges that the class states. */
@Tag("lanes")
class FrSumsContractTest {
    private static final int N = Lanes.COUNT;
    private static final int F = 5 * N;
    private static final BigInteger R_INVERSE = BigInteger.ONE.shiftLeft(255).modInverse(Fr.MODULUS);
    private static final long HALF = 1L << 50;

    /** The top limb of r: with digits of 2^50 below, a top limb of a part of this gives a value of that part of r, and a little. */
    private static final double TOP = Fr.MODULUS.shiftRight(204).doubleValue();

    private final Random random = new Random(23);

    /** The largest integer that limb number i may have. */
    private static long bound(int limb, double digits, double part) {
        return (long) (limb < 4 ? digits * HALF : part * TOP - digits);
    }

    /** A half of the limbs at the very edge, of either sign. */
    private double[] draw(int limbs, int lanes, double digits, double part) {
        double[] a = new double[limbs];
        for (int i = 0; i < a.length; i++) {
            long bound = bound(i / lanes % 5, digits, part);
            a[i] = random.nextBoolean() ? random.nextLong(-bound, bound + 1) : random.nextBoolean() ? bound : -bound;
        }
        return a;
    }

    /** All limbs at the edge and of one sign. */
    private static double[] extreme(int limbs, int lanes, double digits, double part, int sign) {
        double[] a = new double[limbs];
        for (int i = 0; i < a.length; i++) {
            a[i] = sign * (double) bound(i / lanes % 5, digits, part);
        }
        return a;
    }

    private static BigInteger value(double[] a, int at, int step) {
        BigInteger value = BigInteger.ZERO;
        for (int limb = 4; limb >= 0; limb--) {
            value = value.shiftLeft(51).add(BigInteger.valueOf((long) a[at + limb * step]));
        }
        return value;
    }

    private static void assertEqual(double[] out, int at, BigInteger exact, double part, long digit) {
        BigInteger value = value(out, at, N);
        assertThat(value.subtract(exact).mod(Fr.MODULUS)).isZero();
        assertThat(Math.abs(value.doubleValue())).isLessThanOrEqualTo(part * Fr.MODULUS.doubleValue());
        for (int limb = 0; limb < 4; limb++) {
            assertThat(Math.abs(out[at + limb * N])).isLessThanOrEqualTo(digit);
        }
    }

    private static void checkDot(double[] w, double[] a, int terms, double product) {
        int blocks = a.length / F / terms;
        int first = FrSums.WEIGHT;
        double[] out = new double[(blocks + 1) * F];
        FrSums.dot(out, F, w, first, a, 0, blocks * F, terms, blocks, new LaneScratch());
        for (int block = 0; block < blocks; block++) {
            for (int lane = 0; lane < N; lane++) {
                BigInteger sum = BigInteger.ZERO;
                for (int k = 0; k < terms; k++) {
                    sum = sum.add(value(w, first + 5 * k, 1).multiply(value(a, (k * blocks + block) * F + lane, N)));
                }
                double part = terms * product / 2.645 + 0.5000002;
                assertEqual(out, (block + 1) * F + lane, sum.multiply(R_INVERSE), part, HALF + 16);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 12, 17, 23, 24})
    void sumsOfProductsAreExactUpToTheLargestLimbsAndValues(int terms) {
        // Limb products up to 2^102; values such that terms·|w|·|a| = 5.4·r².
        double part = Math.min(1.9, Math.sqrt(5.4 / terms));
        int weights = 5 * (terms + 1);
        int limbs = 18 * terms * F;
        for (int i = 0; i < 5; i++) {
            checkDot(draw(weights, 1, 1, 0.5), draw(limbs, N, 1, 0.5), terms, 0.25);
            checkDot(draw(weights, 1, 2, part), draw(limbs, N, 2, part), terms, part * part);
        }
        for (int sign : new int[] {1, -1}) {
            checkDot(extreme(weights, 1, 2, part, 1), extreme(limbs, N, 2, part, sign), terms, part * part);
            checkDot(extreme(weights, 1, 1, 0.5, sign), extreme(limbs, N, 4, part, 1), terms, 0.5 * part);
        }
    }

    /** What a sum of products leaves at most, and a weight: quotients up to 3. */
    @ParameterizedTest
    @CsvSource({"1, 0.5", "1, 1.99", "1.00000000000002, 2.54"})
    void weightsAreAdded(double digits, double part) {
        for (int sign : new int[] {0, 1, -1}) {
            double[] a = sign == 0 ? draw(9 * F, N, digits, part) : extreme(9 * F, N, digits, part, sign);
            double[] w = sign == 0 ? draw(10, 1, 1, 0.5) : extreme(10, 1, 1, 0.5, sign);
            double[] out = new double[10 * F];
            FrSums.addWeight(out, F, a, 0, w, 5, 9);
            double[] inPlace = a.clone();
            FrSums.addWeight(inPlace, 0, inPlace, 0, w, 5, 9);
            for (int i = 0; i < 9 * N; i++) {
                int at = i / N * F + i % N;
                assertThat(inPlace[at]).isEqualTo(out[F + at]);
                assertEqual(out, F + at, value(a, at, N).add(value(w, 5, 1)), 0.5000001, HALF);
            }
        }
    }

    @Test
    void weightsAreTheElements() {
        Fr[] elements = {Fr.ZERO, Fr.ONE, Fr.ONE.neg(), Fr.of(2).inverse(), Fr.random(random)};
        long[] limbs = new long[FrLimbs.LIMBS * elements.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i].write(limbs, FrLimbs.LIMBS * i);
        }
        double[] weights = FrSums.weights(limbs);
        assertThat(weights).hasSize(FrSums.WEIGHT * elements.length);
        for (int i = 0; i < elements.length; i++) {
            BigInteger value = value(weights, FrSums.WEIGHT * i, 1);
            assertThat(Fr.reduce(value.mod(Fr.MODULUS).multiply(R_INVERSE))).isEqualTo(elements[i]);
            assertThat(Math.abs(value.doubleValue())).isLessThanOrEqualTo(0.5000001 * Fr.MODULUS.doubleValue());
        }
    }
}

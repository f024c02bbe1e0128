package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fp;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums on blocks of Fp against BigInteger, with every limb at the edge of the ranges that the class states. */
@Tag("lanes")
class FpSumsContractTest {
    private static final int N = Lanes.COUNT;
    private static final int F = 5 * N;
    private static final BigInteger P = Fp.MODULUS;
    private static final BigInteger R_INVERSE = BigInteger.ONE.shiftLeft(255).modInverse(P);
    private static final long HALF = 1L << 50;

    /** The top limb of p: with digits of 2^50 below, a top limb of a part of this gives a value of that part of p, and a little. */
    private static final double TOP = P.shiftRight(204).doubleValue();

    private final Random random = new Random(17);

    /** Lower limbs up to digits·2^50, values up to part·p; a half of the limbs at the very edge, of either sign. */
    private double[] draw(double digits, double part, int blocks) {
        double[] a = new double[blocks * F];
        for (int i = 0; i < a.length; i++) {
            long bound = (long) (i / N % 5 < 4 ? digits * HALF : part * TOP - digits);
            a[i] = random.nextBoolean() ? random.nextLong(-bound, bound + 1) : random.nextBoolean() ? bound : -bound;
        }
        return a;
    }

    /** All limbs at the edge and of one sign, which is that of the lane's number. */
    private static double[] extreme(double digits, double part, int blocks, int sign) {
        double[] a = new double[blocks * F];
        for (int i = 0; i < a.length; i++) {
            double bound = Math.floor(i / N % 5 < 4 ? digits * HALF : part * TOP - digits);
            a[i] = sign * (i % 2 == 0 ? bound : -bound);
        }
        return a;
    }

    private static BigInteger value(double[] a, int at) {
        BigInteger value = BigInteger.ZERO;
        for (int limb = 4; limb >= 0; limb--) {
            value = value.shiftLeft(51).add(BigInteger.valueOf((long) a[at + limb * N]));
        }
        return value;
    }

    private static void assertBalanced(double[] out, int at, BigInteger exact) {
        BigInteger value = value(out, at);
        assertThat(value.subtract(exact).mod(P)).isZero();
        assertThat(Math.abs(value.doubleValue())).isLessThanOrEqualTo(0.5000001 * P.doubleValue());
        for (int limb = 0; limb < 4; limb++) {
            assertThat(Math.abs(out[at + limb * N])).isLessThanOrEqualTo(HALF);
        }
    }

    private static void checkDot(double[] a, double[] b, int terms) {
        int blocks = 18;
        int[] ai = new Random(terms)
                .ints(terms * blocks, 0, a.length / F)
                .map(i -> i * F)
                .toArray();
        int[] bi = new Random(-terms)
                .ints(terms * blocks, 0, b.length / F)
                .map(i -> i * F)
                .toArray();
        double[] out = new double[(blocks + 1) * F];
        FpSums.dot(out, F, a, 0, ai, b, 0, bi, terms, blocks, new LaneScratch());
        for (int block = 0; block < blocks; block++) {
            for (int lane = 0; lane < N; lane++) {
                BigInteger sum = BigInteger.ZERO;
                for (int t = block * terms; t < (block + 1) * terms; t++) {
                    sum = sum.add(value(a, ai[t] + lane).multiply(value(b, bi[t] + lane)));
                }
                assertBalanced(out, (block + 1) * F + lane, sum.multiply(R_INVERSE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 8, 12, 23, 24})
    void sumsOfProductsAreExactUpToTheLargestLimbsAndValues(int terms) {
        // Limb products up to 2^102; values such that terms·|a|·|b| = 5.4·p².
        double part = Math.min(1.9, Math.sqrt(5.4 / terms));
        for (int i = 0; i < 5; i++) {
            checkDot(draw(1, 0.5, 7), draw(1, 0.5, 5), terms);
            checkDot(draw(2, part, 7), draw(2, part, 5), terms);
        }
        for (int sign : new int[] {1, -1}) {
            checkDot(extreme(2, part, 3, 1), extreme(2, part, 2, sign), terms);
            checkDot(extreme(1, 0.5, 3, 1), extreme(4, part, 2, sign), terms);
        }
    }

    @Test
    void theOffsetsOfBothFactorsCount() {
        double[] a = draw(1, 0.5, 3);
        double[] b = draw(1, 0.5, 4);
        double[] out = new double[F];
        FpSums.dot(out, 0, a, F, new int[] {0, F}, b, 2 * F, new int[] {F, 0}, 2, 1, new LaneScratch());
        for (int lane = 0; lane < N; lane++) {
            BigInteger first = value(a, F + lane).multiply(value(b, 3 * F + lane));
            BigInteger second = value(a, 2 * F + lane).multiply(value(b, 2 * F + lane));
            assertBalanced(out, lane, first.add(second).multiply(R_INVERSE));
        }
    }

    /** The weights and largest values that the tower and the points use: weights plus quotient are 7 at most. */
    @ParameterizedTest
    @CsvSource({
        "1, -1, -1, 0.88",
        "1, 1, -2, 0.76",
        "1, -3, 0, 0.69",
        "1, -2, 0, 0.7",
        "1, 1, 1, 0.76",
        "-3, 1, 0, 0.76"
    })
    void smallMultiplesAreSummed(int ka, int kb, int kc, double part) {
        for (int sign : new int[] {0, 1, -1}) {
            double[] a = sign == 0 ? draw(1 + 0x1p-45, part, 9) : extreme(1 + 0x1p-45, part, 9, Integer.signum(ka));
            double[] b =
                    sign == 0 ? draw(1 + 0x1p-45, part, 9) : extreme(1 + 0x1p-45, part, 9, sign * Integer.signum(kb));
            double[] c = sign == 0 ? draw(1, 0.5, 9) : extreme(1, 0.5, 9, sign * Integer.signum(kc));
            double[] out = new double[9 * F];
            FpSums.sum(out, 0, a, 0, ka, b, 0, kb, c, 0, kc, 9);
            double[] inPlace = a.clone();
            FpSums.sum(inPlace, 0, inPlace, 0, ka, b, 0, kb, c, 0, kc, 9);
            assertThat(inPlace).isEqualTo(out);
            for (int i = 0; i < 9 * N; i++) {
                int at = i / N * F + i % N;
                assertBalanced(
                        out,
                        at,
                        value(a, at)
                                .multiply(BigInteger.valueOf(ka))
                                .add(value(b, at).multiply(BigInteger.valueOf(kb)))
                                .add(value(c, at).multiply(BigInteger.valueOf(kc))));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0.76", "3, 0.76", "4, 0.76", "-4, 0.76", "0, 1.5"})
    void multiplesAreExact(int k, double part) {
        for (double[] a : new double[][] {draw(1 + 0x1p-45, part, 9), extreme(1 + 0x1p-45, part, 9, 1)}) {
            double[] out = new double[9 * F];
            FpSums.multiple(out, 0, a, 0, k, 9);
            for (int i = 0; i < 9 * N; i++) {
                int at = i / N * F + i % N;
                assertBalanced(out, at, value(a, at).multiply(BigInteger.valueOf(k)));
            }
        }
    }

    @Test
    void theNonResidueTimesTheLargestValuesIsExact() {
        BigInteger nine = BigInteger.valueOf(9);
        double digits = 1 + 0x1p-45;
        for (double[] a : new double[][] {
            draw(digits, 0.7, 18), extreme(digits, 0.7, 18, 1), extreme(digits, 0.7, 18, -1), new double[18 * F]
        }) {
            for (int block = 1; block < 18; block += 4) {
                // Imaginary parts opposite to the real ones: then the real part of the product is largest.
                for (int i = 0; i < F; i++) {
                    a[block * F + i] = -a[(block - 1) * F + i];
                }
            }
            double[] out = new double[18 * F];
            FpSums.mulByNonResidue(out, 0, a, 0, 9);
            for (int i = 0; i < 9 * N; i++) {
                int at = i / N * 2 * F + i % N;
                BigInteger re = value(a, at);
                BigInteger im = value(a, at + F);
                assertBalanced(out, at, re.multiply(nine).subtract(im));
                assertBalanced(out, at + F, im.multiply(nine).add(re));
            }
        }
    }

    @Test
    void lanesAreSelectedByTheirBits() {
        double[] a = draw(1, 0.5, 3);
        double[] b = draw(1, 0.5, 3);
        long[] masks = {99, 0, (1 << N) - 1, 0b0110};
        double[] out = new double[3 * F];
        FpSums.select(out, 0, a, 0, b, 0, masks, 1, 3);
        double[] expected = IntStream.range(0, 3 * F)
                .mapToDouble(i -> (masks[1 + i / F] >>> i % N & 1) != 0 ? b[i] : a[i])
                .toArray();
        assertThat(out).isEqualTo(expected);
    }
}

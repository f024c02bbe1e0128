package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fp;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation on blocks of Fp2 against BigInteger, at the edges of the ranges that the class states. */
@Tag("lanes")
class Fp2LanesContractTest {
    private static final int N = Lanes.COUNT;
    private static final BigInteger P = Fp.MODULUS;
    private static final BigInteger R_INVERSE = BigInteger.ONE.shiftLeft(255).modInverse(P);
    private static final long HALF = 1L << 50;

    /** A top limb of 2^50 is 1.32·p; these keep values within the bound that the kind has. */
    private static final long TOP_OF_P = P.shiftRight(204).longValueExact();

    /** Which limbs a factor may have. */
    enum Kind {
        /** |value| ≤ p/2, digits within ±2^50. */
        BALANCED(1, TOP_OF_P / 2),
        /** A product of balanced values or a lazy difference of two. */
        PRODUCT(1, TOP_OF_P),
        LAZY(2, TOP_OF_P + TOP_OF_P / 2);

        private final long digits;
        private final long top;

        Kind(int digits, long top) {
            this.digits = digits;
            this.top = top;
        }

        /** Limbs at the edges half of the time. */
        long limb(int limb, Random random) {
            long bound = limb < 4 ? digits * HALF : top;
            return switch (random.nextInt(6)) {
                case 0 -> bound;
                case 1 -> -bound;
                case 2 -> bound - random.nextInt(1 << 12);
                default -> random.nextLong(-bound, bound + 1);
            };
        }
    }

    private static double[] draw(Kind kind, int blocks, Random random) {
        double[] a = new double[blocks * 5 * N];
        for (int i = 0; i < a.length; i++) {
            a[i] = kind.limb(i / N % 5, random);
        }
        return a;
    }

    /** Every limb at its bound, the signs of lane i from the bits of i. */
    private static double[] extremes(Kind kind, boolean opposite) {
        double[] a = new double[10 * N];
        for (int i = 0; i < a.length; i++) {
            int lane = i % N;
            int component = i / (5 * N);
            boolean negative = (lane >> component & 1) != 0 ^ opposite;
            long bound = i / N % 5 < 4 ? kind.digits * HALF : kind.top;
            a[i] = negative ? -bound : bound;
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

    private static int at(int block, int component, int lane) {
        return (2 * block + component) * 5 * N + lane;
    }

    private static void assertProduct(double[] out, int at, BigInteger exact, double bound) {
        BigInteger value = value(out, at);
        assertThat(value.subtract(exact.multiply(R_INVERSE)).mod(P)).isEqualTo(BigInteger.ZERO);
        assertThat(Math.abs(value.doubleValue())).isLessThanOrEqualTo(bound * P.doubleValue());
        for (int limb = 0; limb < 4; limb++) {
            assertThat(Math.abs(out[at + limb * N])).isLessThanOrEqualTo(HALF + 32.0);
        }
    }

    private static double bound(double[] a) {
        double bound = 0;
        for (int block = 0; block < a.length / (5 * N); block++) {
            for (int lane = 0; lane < N; lane++) {
                bound = Math.max(bound, Math.abs(value(a, block * 5 * N + lane).doubleValue()) / P.doubleValue());
            }
        }
        return bound;
    }

    private static void check(double[] a, double[] b) {
        int blocks = a.length / (10 * N);
        double[] product = new double[a.length];
        double[] conjugate = b.clone();
        Fp2Lanes.mul(product, 0, a, 0, b, 0, blocks, new LaneScratch());
        Fp2Lanes.mulConjugate(conjugate, 0, a, 0, conjugate, 0, blocks, new LaneScratch());
        double bound = 2 * bound(a) * bound(b) / 2.645 + 0.5000001;
        for (int block = 0; block < blocks; block++) {
            for (int lane = 0; lane < N; lane++) {
                BigInteger re = value(a, at(block, 0, lane));
                BigInteger im = value(a, at(block, 1, lane));
                BigInteger x = value(b, at(block, 0, lane));
                BigInteger y = value(b, at(block, 1, lane));
                BigInteger both = re.multiply(x);
                BigInteger cross = im.multiply(x);
                assertProduct(product, at(block, 0, lane), both.subtract(im.multiply(y)), bound);
                assertProduct(product, at(block, 1, lane), cross.add(re.multiply(y)), bound);
                assertProduct(conjugate, at(block, 0, lane), both.add(im.multiply(y)), bound);
                assertProduct(conjugate, at(block, 1, lane), cross.subtract(re.multiply(y)), bound);
            }
        }
    }

    private static void checkSquare(double[] a) {
        int blocks = a.length / (10 * N);
        double[] square = new double[a.length];
        double[] norm = new double[a.length / 2];
        Fp2Lanes.square(square, 0, a, 0, blocks, new LaneScratch());
        Fp2Lanes.norm(norm, 0, a, 0, blocks, new LaneScratch());
        double bound = 2 * bound(a) * bound(a) / 2.645 + 0.5000001;
        for (int block = 0; block < blocks; block++) {
            for (int lane = 0; lane < N; lane++) {
                BigInteger re = value(a, at(block, 0, lane));
                BigInteger im = value(a, at(block, 1, lane));
                assertProduct(square, at(block, 0, lane), re.pow(2).subtract(im.pow(2)), bound);
                assertProduct(square, at(block, 1, lane), re.multiply(im).shiftLeft(1), bound);
                assertProduct(norm, block * 5 * N + lane, re.pow(2).add(im.pow(2)), bound);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 17})
    void productsAreExactAndWithinTheirBoundsForEveryKindOfFactors(int blocks) {
        Random random = new Random(blocks);
        for (int i = 0; i < 20; i++) {
            check(draw(Kind.BALANCED, 2 * blocks, random), draw(Kind.BALANCED, 2 * blocks, random));
            check(draw(Kind.PRODUCT, 2 * blocks, random), draw(Kind.LAZY, 2 * blocks, random));
            check(draw(Kind.LAZY, 2 * blocks, random), draw(Kind.LAZY, 2 * blocks, random));
        }
    }

    @Test
    void productsOfTheLargestLimbsOfEverySignAreExact() {
        for (boolean opposite : new boolean[] {false, true}) {
            check(extremes(Kind.LAZY, opposite), extremes(Kind.LAZY, false));
            check(extremes(Kind.LAZY, opposite), extremes(Kind.LAZY, true));
            checkSquare(extremes(Kind.LAZY, opposite));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void squaresAndNormsAreExactAndWithinTheirBounds(Kind kind) {
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            checkSquare(draw(kind, 2 * 19, random));
        }
    }

    /** A digit of all ones that takes a carry: the sum must not run into the exponent of the double that it becomes. */
    @Test
    void carriesIntoFullDigitsAreExact() {
        double[] one = new double[10 * N];
        double[] full = new double[10 * N];
        for (int lane = 0; lane < N; lane++) {
            one[lane] = 1;
            for (int limb = 0; limb < 4; limb++) {
                full[limb * N + lane] = HALF - 1 - lane;
                full[(5 + limb) * N + lane] = -HALF + lane;
            }
        }
        check(one, full);
        check(full, one);
        double[] product = new double[5 * N];
        FpLanes.mul(product, 0, one, 0, full, 0, 1, new LaneScratch());
        for (int lane = 0; lane < N; lane++) {
            assertProduct(product, lane, value(full, lane), 1);
        }
    }

    @Test
    void productsByTheBaseFieldAreExact() {
        Random random = new Random(9);
        double[] a = draw(Kind.LAZY, 2 * 18, random);
        double[] c = draw(Kind.PRODUCT, 18, random);
        double[] out = new double[a.length];
        Fp2Lanes.scale(out, 0, a, 0, c, 0, 18, new LaneScratch());
        for (int block = 0; block < 36; block++) {
            for (int lane = 0; lane < N; lane++) {
                BigInteger factor = value(c, block / 2 * 5 * N + lane);
                BigInteger exact = value(a, block * 5 * N + lane).multiply(factor);
                assertProduct(out, block * 5 * N + lane, exact, bound(a) * bound(c) / 2.645 + 0.5000001);
            }
        }
    }

    @Test
    void sumsDifferencesAndChordsAreThoseOfBothComponents() {
        Random random = new Random(11);
        int blocks = 3;
        double[] a = draw(Kind.BALANCED, 2 * blocks, random);
        double[] b = draw(Kind.BALANCED, 2 * blocks, random);
        double[] sum = new double[a.length];
        double[] difference = new double[a.length];
        double[] lazy = new double[a.length];
        double[] chord = a.clone();
        double[] square = draw(Kind.PRODUCT, 2 * blocks, random);
        double[] step = new double[a.length];
        Fp2Lanes.add(sum, 0, a, 0, b, 0, blocks);
        Fp2Lanes.sub(difference, 0, a, 0, b, 0, blocks);
        Fp2Lanes.subLazy(lazy, 0, a, 0, b, 0, blocks);
        Fp2Lanes.addLazy(lazy, 0, lazy, 0, b, 0, blocks);
        Fp2Lanes.neg(lazy, 0, lazy, 0, blocks);
        double[] points = new double[2 * a.length];
        System.arraycopy(chord, 0, points, 0, a.length);
        System.arraycopy(b, 0, points, a.length, a.length);
        Fp2Lanes.chord(step, 0, points, 0, a.length, square, 0, blocks);
        for (int i = 0; i < 2 * blocks * N; i++) {
            int at = i / N * 5 * N + i % N;
            BigInteger x = value(a, at);
            BigInteger y = value(b, at);
            BigInteger third = value(square, at).subtract(x).subtract(y);
            assertBalanced(sum, at, x.add(y));
            assertBalanced(difference, at, x.subtract(y));
            assertThat(value(lazy, at)).isEqualTo(x.negate());
            assertBalanced(points, at, third);
            assertThat(value(step, at)).isEqualTo(x.subtract(value(points, at)));
        }
    }

    private static void assertBalanced(double[] a, int at, BigInteger exact) {
        BigInteger value = value(a, at);
        assertThat(value.subtract(exact).mod(P)).isEqualTo(BigInteger.ZERO);
        assertThat(Math.abs(value.doubleValue())).isLessThanOrEqualTo(0.5000001 * P.doubleValue());
        for (int limb = 0; limb < 4; limb++) {
            assertThat(Math.abs(a[at + limb * N])).isLessThanOrEqualTo(HALF);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 16})
    void unpackedElementsAreBalancedAndPackBack(int stride) {
        int blocks = 3;
        int count = blocks * N;
        Random random = new Random(stride);
        long[] rest = new long[count * stride + 1];
        int[] entries = new int[count + 1];
        for (int i = 0; i < 2 * count; i++) {
            BigInteger element = switch (i % 7) {
                case 0 -> BigInteger.ZERO;
                case 1 -> BigInteger.ONE;
                case 2 -> P.subtract(BigInteger.ONE);
                case 3 -> P.shiftRight(1);
                case 4 -> P.shiftRight(1).add(BigInteger.ONE);
                default -> new BigInteger(300, random).mod(P);
            };
            for (int k = 0; k < 4; k++) {
                rest[1 + i / 2 * stride + i % 2 * 4 + k] =
                        element.shiftRight(64 * k).longValue();
            }
            entries[1 + i / 2] = i / 2 * 2 + random.nextInt(2);
        }
        double[] blocksOf = new double[blocks * 10 * N + 3];
        double[] signed = new double[blocks * 10 * N + 3];
        Fp2Lanes.unpack(blocksOf, 3, rest, 1, stride, blocks);
        Fp2Lanes.gatherSigned(signed, 3, rest, 1, stride, entries, 1, blocks);
        for (int i = 0; i < 2 * count; i++) {
            BigInteger element = BigInteger.ZERO;
            for (int k = 3; k >= 0; k--) {
                element = element.shiftLeft(64)
                        .add(new BigInteger(Long.toUnsignedString(rest[1 + i / 2 * stride + i % 2 * 4 + k])));
            }
            int at = 3 + at(i / 2 / N, i % 2, i / 2 % N);
            assertBalanced(blocksOf, at, element);
            assertBalanced(signed, at, entries[1 + i / 2] % 2 == 0 ? element : element.negate());
        }
        long[] back = new long[rest.length];
        Fp2Lanes.addLazy(signed, 3, blocksOf, 3, blocksOf, 3, blocks);
        Fp2Lanes.subLazy(signed, 3, signed, 3, blocksOf, 3, blocks);
        Fp2Lanes.pack(back, 1, stride, signed, 3, blocks);
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < 8; k++) {
                assertThat(back[1 + i * stride + k]).isEqualTo(rest[1 + i * stride + k]);
            }
        }
    }

    @Test
    void zerosAreFoundWhereBothComponentsAreZero() {
        double[] block = new double[10 * N];
        long[] element = {3, 0, 0, 0, 0, 0, 0, 9};
        Fp2Lanes.broadcast(block, 0, element, 0);
        assertThat(Fp2Lanes.zeroLanes(block, 0)).isZero();
        for (int limb = 0; limb < 10; limb++) {
            block[limb * N + 1] = limb % 2 == 0 ? 0.0 : -0.0;
            block[limb * N + 2] = limb == 9 ? 1 : 0;
            block[limb * N + 3] = limb == 4 ? 1 : 0;
        }
        assertThat(Fp2Lanes.zeroLanes(block, 0)).isEqualTo(0b10);
        assertThat(Fp2Lanes.firstLimbZeroLanes(block, 0)).isEqualTo(0b1110);
    }
}

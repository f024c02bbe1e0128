package io.snark4j.curve.bn254;

import static io.snark4j.curve.bn254.Reference.R;
import static io.snark4j.curve.bn254.Reference.polynomial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomScalarsContractTest {
    private static final BigInteger SHORT = polynomial(2, 1);
    private static final BigInteger LONG = polynomial(6, 4, 1);
    private static final BigInteger LONG_LESS = polynomial(6, 2, 0);

    private final Random random = new Random(31);

    /** Hands out the given words, again and again. */
    private static RandomGenerator words(long... words) {
        return new RandomGenerator() {
            private int next;

            @Override
            public long nextLong() {
                return words[next++ % words.length];
            }
        };
    }

    // Σ d_j·2^j as a + b·λ, from the words of the kinds and of the signs.
    private static BigInteger[] coordinates(long[] kinds, long[] signs) {
        BigInteger[] coordinates = {BigInteger.ZERO, BigInteger.ZERO};
        for (int j = 64 * kinds.length - 1; j >= 0; j--) {
            int kind = (int) (kinds[j / 64] >>> j & 1);
            boolean negative = (signs[j / 64] >>> j & 1) != 0;
            coordinates[0] = coordinates[0].shiftLeft(1);
            coordinates[1] = coordinates[1].shiftLeft(1);
            coordinates[kind] =
                    negative ? coordinates[kind].subtract(BigInteger.ONE) : coordinates[kind].add(BigInteger.ONE);
        }
        return coordinates;
    }

    private static Fr value(BigInteger[] coordinates) {
        return Fr.reduce(coordinates[0].add(coordinates[1].multiply(GlvContractTest.LAMBDA)));
    }

    @Test
    void theWordsAreTheDigitsAsDocumented() {
        assertThat(Glv.LAMBDA.toBigInteger()).isEqualTo(GlvContractTest.LAMBDA);
        long[] edges = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x123456789abcdefL};
        for (long x : edges) {
            for (long y : edges) {
                assertThat(RandomScalars.of128Bits(1, words(x, y)).get(0))
                        .isEqualTo(value(coordinates(new long[] {x}, new long[] {y})));
                for (long z : edges) {
                    assertThat(RandomScalars.ofFullWidth(1, words(x, y, z, ~x)).get(0))
                            .isEqualTo(value(coordinates(new long[] {x, y}, new long[] {z, ~x})));
                }
            }
        }
    }

    /** The argument that no two scalars are equal, carried out for every scalar of 7 digits. */
    @Test
    void differentDigitsGiveDifferentScalars() {
        int digits = 7;
        Set<List<Integer>> seen = new HashSet<>();
        for (int kinds = 0; kinds < 1 << digits; kinds++) {
            for (int signs = 0; signs < 1 << digits; signs++) {
                int[] coordinates = new int[2];
                for (int j = 0; j < digits; j++) {
                    coordinates[kinds >>> j & 1] += (signs >>> j & 1) == 0 ? 1 << j : -(1 << j);
                }
                assertThat(seen.add(List.of(coordinates[0], coordinates[1]))).isTrue();
                assertThat(coordinates[0] + coordinates[1] & 1).isEqualTo(1);
                assertThat(Math.max(Math.abs(coordinates[0]), Math.abs(coordinates[1])))
                        .isLessThan(1 << digits);
            }
        }
        assertThat(seen).hasSize(1 << 2 * digits);
    }

    /** (x, y) = (−SHORT·a − LONG_LESS·b, −LONG·a + SHORT·b)/±r are the coordinates of (a, b) in the lattice's basis. */
    @Test
    void theLatticeHasNoShortVectors() {
        assertThat(SHORT.add(LONG.multiply(GlvContractTest.LAMBDA)).mod(R)).isZero();
        assertThat(LONG_LESS.subtract(SHORT.multiply(GlvContractTest.LAMBDA)).mod(R))
                .isZero();
        BigInteger determinant = SHORT.multiply(SHORT).add(LONG.multiply(LONG_LESS));
        assertThat(determinant).isEqualTo(R);
        BigInteger widest = SHORT.add(LONG.max(LONG_LESS));
        // Below 2^65 both coordinates are below 1 in absolute value; over a width of 2^129 they take at most 5 values
        // each.
        assertThat(widest.shiftLeft(65)).isLessThan(R);
        assertThat(widest.shiftLeft(129)).isLessThan(R.multiply(BigInteger.valueOf(5)));
    }

    @Test
    void multiplesAndSumsAreThoseOfTheScalars() {
        for (int n : new int[] {0, 1, 3, 20, 150}) {
            checkMultiples(RandomScalars.of128Bits(n, random));
            checkMultiples(RandomScalars.ofFullWidth(n, random));
        }
        checkMultiples(RandomScalars.of128Bits(9, words(0, -1, -1, 0, Long.MIN_VALUE, Long.MAX_VALUE)));
    }

    private void checkMultiples(RandomScalars scalars) {
        int n = scalars.size();
        G1Points points = G1Points.of(
                IntStream.range(0, n).mapToObj(i -> Reference.randomG1(random)).toArray(G1Affine[]::new));
        if (n > 2) {
            points.set(1, G1Affine.INFINITY);
            points.set(2, points.get(0));
        }
        var multiples = new G1Points(n);
        scalars.multiply(multiples, points, Work.ofThreads(2));
        var values = new FrVector(n);
        for (int i = 0; i < n; i++) {
            values.set(i, scalars.get(i));
            assertThat(multiples.get(i)).isEqualTo(points.get(i).mul(scalars.get(i)));
        }
        assertThat(scalars.sum(points, 0, n, Work.ofThreads(1)))
                .isEqualTo(G1Msm.msm(points, values, Work.ofThreads(1)));
        assertThat(scalars.sum(points, n / 2, n, Work.ofThreads(1)))
                .isEqualTo(G1Msm.msm(points, n / 2, values, n / 2, n - n / 2, Work.ofThreads(1)));
        var others = new G1Points(n);
        scalars.multiply(others, points, Work.ofThreads(1), false);
        assertThat(others.limbs()).isEqualTo(multiples.limbs());
        scalars.multiply(points, points, Work.ofThreads(2), Lanes.COUNT > 0);
        assertThat(points.limbs()).isEqualTo(multiples.limbs());
    }

    @Test
    void tooFewPointsAreRefused() {
        RandomScalars scalars = RandomScalars.of128Bits(3, random);
        assertThatThrownBy(() -> scalars.multiply(new G1Points(2), new G1Points(3), Work.DEFAULT))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> scalars.sum(new G1Points(3), 1, 4, Work.DEFAULT))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}

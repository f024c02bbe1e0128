package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sums of many multiples against Bouncy Castle: the points have known logarithms, so that the sum is one multiple of the
 * generator; short sums are also added term by term.
 */
class MsmContractTest {
    /** 8 lanes that are asked for by number may be emulated, and are slow then. */
    private static final boolean SLOW = "8".equals(System.getProperty(Lanes.PROPERTY));

    private static final int[] SIZES =
            SLOW ? new int[] {0, 97, 230} : new int[] {0, 1, 2, 3, 31, 32, 33, 95, 96, 97, 130, 201, 1000, 4099};

    private static final int[] SIZES_G2 = SLOW ? new int[] {0, 210} : new int[] {0, 1, 3, 32, 97, 201, 600};

    /** Several chunks of columns a window, and buckets of more points than a column has rows. */
    static final int LONG = SLOW ? 300 : 17_000;

    @ParameterizedTest
    @EnumSource(MsmInput.Kind.class)
    void sumsInG1AreExactForEveryKindSizeAndThreads(MsmInput.Kind kind) {
        for (int n : SIZES) {
            MsmInput input = MsmInput.of(kind, n);
            G1Points points = input.g1();
            G1Affine expected = MsmInput.multiple(input.expected());
            for (int threads = 1; threads <= 3; threads++) {
                assertThat(G1Msm.msm(points, input.scalars(), Work.ofThreads(threads)))
                        .as("%s, %d points, %d threads", kind, n, threads)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MsmInput.Kind.class)
    void longSumsAreExactForEveryKind(MsmInput.Kind kind) {
        MsmInput input = MsmInput.of(kind, LONG);
        assertThat(G1Msm.msm(input.g1(), input.scalars(), Work.ofThreads(2)))
                .isEqualTo(MsmInput.multiple(input.expected()));
    }

    @ParameterizedTest
    @EnumSource(MsmInput.Kind.class)
    void sumsInG2AreExactForEveryKindSizeAndThreads(MsmInput.Kind kind) {
        for (int n : SIZES_G2) {
            MsmInput input = MsmInput.of(kind, n);
            G2Points points = input.g2();
            G2Affine expected = G2Affine.GENERATOR.mul(input.expected());
            for (int threads = 1; threads <= 3; threads += 2) {
                assertThat(G2Msm.msm(points, input.scalars(), Work.ofThreads(threads)))
                        .as("%s, %d points, %d threads", kind, n, threads)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 33, 150})
    void sumsAreThoseOfTheTermsOneByOne(int n) {
        MsmInput input = MsmInput.of(MsmInput.Kind.RANDOM, n);
        G1Points points = input.g1();
        ECPoint sum = Reference.CURVE.getInfinity();
        for (int i = 0; i < n; i++) {
            ECPoint term = Reference.toBouncyCastle(points.get(i));
            sum = sum.add(term.multiply(input.scalars().get(i).toBigInteger()));
        }
        assertThat(G1Msm.msm(points, input.scalars(), Work.DEFAULT)).isEqualTo(Reference.fromBouncyCastle(sum));
    }

    @Test
    void moreThreadsThanWindowsShareTheWindows() {
        MsmInput input = MsmInput.of(MsmInput.Kind.RANDOM, 700);
        assertThat(G1Msm.msm(input.g1(), input.scalars(), Work.ofThreads(90)))
                .isEqualTo(MsmInput.multiple(input.expected()));
    }

    @Test
    void manyThreadsShareTheBucketsOfAWindow() {
        MsmInput input = MsmInput.of(MsmInput.Kind.RANDOM, LONG);
        MsmScalars scalars = MsmScalars.of(input.scalars(), Work.ofThreads(1));
        assertThat(MsmLayout.of(scalars, 17_000, 0, 40).parts()).isGreaterThan(1);
        assertThat(G1Msm.msm(input.g1(), scalars, Work.ofThreads(40))).isEqualTo(MsmInput.multiple(input.expected()));
    }

    @Test
    void aRangeOfPointsTakesARangeOfScalars() {
        MsmInput input = MsmInput.of(MsmInput.Kind.WITNESS, 400);
        for (int n : new int[] {0, 1, 40, 300}) {
            Fr expected = Fr.ZERO;
            for (int i = 0; i < n; i++) {
                expected = expected.add(
                        input.logarithms().get(17 + i).mul(input.scalars().get(90 + i)));
            }
            assertThat(G1Msm.msm(input.g1(), 17, input.scalars(), 90, n, Work.ofThreads(2)))
                    .isEqualTo(MsmInput.multiple(expected));
            assertThat(G2Msm.msm(input.g2(), 17, input.scalars(), 90, n, Work.ofThreads(2)))
                    .isEqualTo(G2Affine.GENERATOR.mul(expected));
        }
        assertThatThrownBy(() -> G1Msm.msm(input.g1(), 1, input.scalars(), 0, 400, Work.DEFAULT))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void sizesThatDifferAreNamed() {
        assertThatThrownBy(() -> G1Msm.msm(new G1Points(4), new FrVector(3), Work.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("msm: 4 points but 3 scalars");
    }

    @Test
    void progressEndsAtItsTotalAndCancellationStopsTheWork() {
        MsmInput input = MsmInput.of(MsmInput.Kind.RANDOM, 500);
        AtomicLong last = new AtomicLong();
        AtomicLong all = new AtomicLong();
        Work counted = new Work(
                1,
                (phase, done, total) -> {
                    assertThat(phase).isEqualTo("G1 msm");
                    assertThat(last.incrementAndGet()).isEqualTo(done);
                    all.set(total);
                },
                () -> false);
        G1Msm.msm(input.g1(), input.scalars(), counted);
        assertThat(last.get()).isPositive().isEqualTo(all.get());
        Work cancelled = new Work(1, (phase, done, total) -> last.set(-done), () -> last.get() < -2);
        assertThatThrownBy(() -> G1Msm.msm(input.g1(), input.scalars(), cancelled))
                .isInstanceOf(CancellationException.class);
        assertThat(last.get()).isEqualTo(-3);
    }

    /** Of few terms, of windows, of lanes where there are any: a check of many points at once needs small scalars to be themselves. */
    @ParameterizedTest
    @ValueSource(ints = {1, 130, 260})
    void pointsOutsideTheSubgroupAreMultipliedByTheIntegerNearestToZero(int n) {
        Random random = new Random(n);
        G2Points points = new G2Points(n);
        FrVector scalars = new FrVector(n);
        G2Affine expected = G2Affine.INFINITY;
        G2Affine step = Reference.randomOnTwist(random);
        G2Affine point = Reference.randomOnTwist(random);
        for (int i = 0; i < n; i++) {
            Fr scalar = i % 3 == 0 ? Fr.of(random.nextInt(1 << 14)).neg() : Fr.random(random);
            boolean negative = scalar.compareTo(scalar.neg()) > 0;
            points.set(i, point);
            scalars.set(i, scalar);
            expected = expected.add(negative ? point.neg().mul(scalar.neg()) : point.mul(scalar));
            point = point.add(step);
        }
        assertThat(expected.isInSubgroup()).isFalse();
        assertThat(G2Msm.msm(points, scalars, Work.ofThreads(1))).isEqualTo(expected);
    }

    /** Sums of some million terms take windows that no test can afford to reach by size: here each width is asked for. */
    @Test
    void windowsOfEveryWidthGiveTheSameSum() {
        MsmInput input = MsmInput.of(MsmInput.Kind.RANDOM, 130);
        G1Points points = input.g1();
        G2Points twisted = input.g2();
        G1Affine expected = MsmInput.multiple(input.expected());
        G2Affine expectedTwisted = G2Affine.GENERATOR.mul(input.expected());
        MsmScalars scalars = MsmScalars.of(input.scalars(), Work.ofThreads(1));
        assertThat(scalars.unitCount()).isZero();
        G1MsmTerms terms = new G1MsmTerms();
        G2MsmTerms twistedTerms = new G2MsmTerms();
        terms.select(points.limbs(), 0, scalars, 0, 130, Work.ofThreads(1));
        twistedTerms.select(twisted.limbs(), 0, scalars, 0, 130, Work.ofThreads(1));
        for (int width = 2; width <= 16; width++) {
            SignedDigits digits = new SignedDigits(width, scalars.bits());
            G1Window window = new G1Window(terms, scalars, digits, 130);
            G2Window twistedWindow = new G2Window(twistedTerms, scalars, digits, 130);
            long[] sum = new long[G1Jacobian.LIMBS];
            long[] twistedSum = new long[G2Jacobian.LIMBS];
            G1Affine total = G1Affine.INFINITY;
            G2Affine twistedTotal = G2Affine.INFINITY;
            for (int i = digits.windows() - 1; i >= 0; i--) {
                for (int k = 0; k < width; k++) {
                    total = total.twice();
                    twistedTotal = twistedTotal.twice();
                }
                window.sum(sum, 0, i, 0, scalars.count());
                twistedWindow.sum(twistedSum, 0, i, 0, scalars.count());
                G1Jacobian.toAffine(sum, 0, sum, 0, new long[G1Jacobian.SCRATCH], 0);
                G2Jacobian.toAffine(twistedSum, 0, twistedSum, 0, new long[G2Jacobian.SCRATCH], 0);
                total = total.add(G1Affine.read(sum, 0));
                twistedTotal = twistedTotal.add(G2Affine.read(twistedSum, 0));
            }
            assertThat(total).as("G1, width %d", width).isEqualTo(expected);
            assertThat(twistedTotal).as("G2, width %d", width).isEqualTo(expectedTwisted);
        }
    }
}

package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import java.util.List;
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
    private static final int LONG = SLOW ? 300 : 17_000;

    /** Inputs that a bucket method may stumble over; i counts the terms. */
    enum Kind {
        RANDOM,
        EQUAL_POINTS,
        EQUAL_POINTS_AND_SCALARS,
        OPPOSITE_PAIRS,
        OPPOSITE_PAIRS_EQUAL_SCALARS,
        INFINITY,
        SOME_INFINITY,
        ZEROS,
        ONES,
        MINUS_ONES,
        EQUAL_SCALARS,
        SMALL,
        SMALL_NEGATIVE,
        WITNESS,
        POWERS_OF_TWO,
        ONE_LARGE,
        ALTERNATING_SIGNS,
        AROUND_HALF_THE_ORDER,
        ALL_BITS,
        FEW_POINTS_MANY_TIMES,
        FEW_POINTS_FEW_SCALARS,
        SIGNS_OF_ONE_POINT_EQUAL_SCALARS,
        EDGES,
        LONG_OF_32_BITS,
        RUNNING_MULTIPLES;

        Fr logarithm(int i, Random random) {
            return switch (this) {
                case EQUAL_POINTS, EQUAL_POINTS_AND_SCALARS -> Fr.of(7);
                case OPPOSITE_PAIRS, OPPOSITE_PAIRS_EQUAL_SCALARS -> Fr.of(i % 2 == 0 ? i + 3 : -i - 2);
                case INFINITY -> Fr.ZERO;
                case SOME_INFINITY -> i % 3 == 0 ? Fr.ZERO : Fr.random(random);
                case FEW_POINTS_MANY_TIMES -> Fr.of(i % 5);
                case FEW_POINTS_FEW_SCALARS -> Fr.of(random.nextBoolean() ? 3 + i % 8 : -3 - i % 8);
                case SIGNS_OF_ONE_POINT_EQUAL_SCALARS -> Fr.of(random.nextBoolean() ? 11 : -11);
                case RUNNING_MULTIPLES -> Fr.of(i);
                default -> Fr.random(random);
            };
        }

        Fr scalar(int i, Random random) {
            return switch (this) {
                case ZEROS -> Fr.ZERO;
                case ONES -> Fr.ONE;
                case MINUS_ONES -> Fr.of(-1);
                case EQUAL_POINTS_AND_SCALARS,
                        OPPOSITE_PAIRS_EQUAL_SCALARS,
                        EQUAL_SCALARS,
                        SIGNS_OF_ONE_POINT_EQUAL_SCALARS ->
                    Fr.parse("1234567890123456789012345678901234567890123456789012345678901234567890");
                case SMALL -> Fr.of(random.nextInt(1000));
                case SMALL_NEGATIVE -> Fr.of(-random.nextInt(1000));
                case WITNESS ->
                    switch (random.nextInt(10)) {
                        case 0, 1, 2, 3 -> Fr.ZERO;
                        case 4, 5, 6, 7 -> Fr.ONE;
                        case 8 -> Fr.of(random.nextInt());
                        default -> Fr.random(random);
                    };
                case POWERS_OF_TWO -> Fr.TWO.pow(i % 254);
                case ONE_LARGE -> i == 2 ? Fr.random(random) : Fr.of(random.nextInt(4));
                case ALTERNATING_SIGNS -> Fr.of(i % 2 == 0 ? 5 : -5);
                case AROUND_HALF_THE_ORDER -> Fr.TWO.inverse().add(Fr.of(i % 8 - 4));
                case ALL_BITS -> Fr.TWO.pow(i % 253 + 1).sub(Fr.ONE);
                case FEW_POINTS_FEW_SCALARS -> Fr.of(7 + random.nextInt(4)).inverse();
                case EDGES ->
                    List.of(Fr.of(-1), Fr.TWO.inverse(), Fr.ONE, Fr.ZERO).get(i % 4);
                case LONG_OF_32_BITS -> Fr.of(random.nextInt() & 0xffffffffL);
                case RUNNING_MULTIPLES -> Fr.of(i * 16 + 1);
                default -> Fr.random(random);
            };
        }
    }

    private record Input(FrVector logarithms, FrVector scalars, Fr expected) {
        static Input of(Kind kind, int n) {
            Random random = new Random(31L * n + kind.ordinal());
            FrVector logarithms = new FrVector(n);
            FrVector scalars = new FrVector(n);
            Fr expected = Fr.ZERO;
            for (int i = 0; i < n; i++) {
                logarithms.set(i, kind.logarithm(i, random));
                scalars.set(i, kind.scalar(i, random));
                expected = expected.add(logarithms.get(i).mul(scalars.get(i)));
            }
            return new Input(logarithms, scalars, expected);
        }

        G1Points g1() {
            return G1FixedBase.of(G1Affine.GENERATOR).mul(logarithms, Work.ofThreads(1));
        }

        G2Points g2() {
            return G2FixedBase.of(G2Affine.GENERATOR).mul(logarithms, Work.ofThreads(1));
        }
    }

    private static G1Affine multiple(Fr scalar) {
        return Reference.fromBouncyCastle(
                Reference.toBouncyCastle(G1Affine.GENERATOR).multiply(scalar.toBigInteger()));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void sumsInG1AreExactForEveryKindSizeAndThreads(Kind kind) {
        for (int n : SIZES) {
            Input input = Input.of(kind, n);
            G1Points points = input.g1();
            G1Affine expected = multiple(input.expected());
            for (int threads = 1; threads <= 3; threads++) {
                assertThat(G1Msm.msm(points, input.scalars(), Work.ofThreads(threads)))
                        .as("%s, %d points, %d threads", kind, n, threads)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void longSumsAreExactForEveryKind(Kind kind) {
        Input input = Input.of(kind, LONG);
        assertThat(G1Msm.msm(input.g1(), input.scalars(), Work.ofThreads(2))).isEqualTo(multiple(input.expected()));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void sumsInG2AreExactForEveryKindSizeAndThreads(Kind kind) {
        for (int n : SIZES_G2) {
            Input input = Input.of(kind, n);
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
        Input input = Input.of(Kind.RANDOM, n);
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
        Input input = Input.of(Kind.RANDOM, 700);
        assertThat(G1Msm.msm(input.g1(), input.scalars(), Work.ofThreads(90))).isEqualTo(multiple(input.expected()));
    }

    @Test
    void manyThreadsShareTheBucketsOfAWindow() {
        Input input = Input.of(Kind.RANDOM, LONG);
        MsmScalars scalars = MsmScalars.of(input.scalars(), Work.ofThreads(1));
        assertThat(MsmLayout.of(scalars, 17_000, 0, 40).parts()).isGreaterThan(1);
        assertThat(G1Msm.msm(input.g1(), scalars, Work.ofThreads(40))).isEqualTo(multiple(input.expected()));
    }

    @Test
    void aRangeOfPointsTakesARangeOfScalars() {
        Input input = Input.of(Kind.WITNESS, 400);
        for (int n : new int[] {0, 1, 40, 300}) {
            Fr expected = Fr.ZERO;
            for (int i = 0; i < n; i++) {
                expected = expected.add(
                        input.logarithms().get(17 + i).mul(input.scalars().get(90 + i)));
            }
            assertThat(G1Msm.msm(input.g1(), 17, input.scalars(), 90, n, Work.ofThreads(2)))
                    .isEqualTo(multiple(expected));
            assertThat(G2Msm.msm(input.g2(), 17, input.scalars(), 90, n, Work.ofThreads(2)))
                    .isEqualTo(G2Affine.GENERATOR.mul(expected));
        }
        assertThatThrownBy(() -> G1Msm.msm(input.g1(), 1, input.scalars(), 0, 400, Work.DEFAULT))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void scalarsMadeReadyOnceServeManySumsAndRanges() {
        MsmScalars ready = new MsmScalars(LONG);
        for (int n : new int[] {LONG, 700, 0}) {
            Input input = Input.of(Kind.WITNESS, n);
            G1Points points = input.g1();
            G1Points more = G1FixedBase.of(G1Affine.GENERATOR.mul(Fr.of(5))).mul(input.logarithms(), Work.ofThreads(2));
            ready.read(input.scalars(), 0, n, Work.ofThreads(3));
            assertThat(G1Msm.msm(points, ready, Work.ofThreads(1))).isEqualTo(multiple(input.expected()));
            assertThat(G1Msm.msm(more, ready, Work.ofThreads(2)))
                    .isEqualTo(multiple(input.expected().mul(Fr.of(5))));
            for (int from : new int[] {0, n / 3, n - n / 100}) {
                Fr expected = Fr.ZERO;
                for (int i = from; i < n; i++) {
                    expected = expected.add(
                            input.logarithms().get(i - from).mul(input.scalars().get(i)));
                }
                assertThat(G1Msm.msm(points, 0, ready, from, n - from, Work.ofThreads(2)))
                        .as("%d scalars from %d", n, from)
                        .isEqualTo(multiple(expected));
            }
        }
        Input input = Input.of(Kind.WITNESS, 300);
        G2Points points = input.g2();
        ready.read(input.scalars(), 0, 300, Work.DEFAULT);
        assertThat(G2Msm.msm(points, ready, Work.DEFAULT)).isEqualTo(G2Affine.GENERATOR.mul(input.expected()));
    }

    @Test
    void nothingOfTheScalarsStaysAfterTheyAreCleared() {
        MsmScalars ready = MsmScalars.of(Input.of(Kind.WITNESS, 20_000).scalars(), Work.ofThreads(3));
        assertThat(ready.count()).isPositive();
        assertThat(ready.unitCount()).isPositive();
        assertThat(ready).hasToString("MsmScalars[20000]");
        ready.close();
        assertThat(ready.size()).isZero();
        assertThat(ready.bits()).isZero();
        assertThat(ready.plain()).containsOnly(0L);
        assertThat(ready.entries()).containsOnly(0);
        assertThat(ready.units()).containsOnly(0);
    }

    @Test
    void scalarsBeyondTheRoomAreRefused() {
        assertThatThrownBy(() -> new MsmScalars(3).read(new FrVector(5), 0, 4, Work.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MsmScalars: 4 scalars, room for 3");
        assertThatThrownBy(() -> new MsmScalars(9).read(new FrVector(5), 2, 4, Work.DEFAULT))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new MsmScalars(1 << 29))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MsmScalars: capacity 536870912 is not in [0, 2^29)");
        assertThatThrownBy(() -> G1Msm.msm(new G1Points(4), MsmScalars.of(new FrVector(3), Work.DEFAULT), Work.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("msm: 4 points but 3 scalars");
    }

    @Test
    void scalarsAreCountedByTheirLength() {
        FrVector scalars = FrVector.of(
                Fr.of(0),
                Fr.of(-1),
                Fr.of(2),
                Fr.of(-3),
                Fr.TWO.pow(64),
                Fr.TWO.pow(130).neg(),
                Fr.TWO.inverse());
        MsmScalars ready = MsmScalars.of(scalars, Work.ofThreads(1));
        assertThat(ready.count()).isEqualTo(5);
        assertThat(ready.unitCount()).isEqualTo(1);
        assertThat(ready.entries()).startsWith(4, 7, 8, 11, 13);
        assertThat(ready.units()).startsWith(3);
        assertThat(ready.bits()).isEqualTo(253);
        assertThat(List.of(0, 2, 3, 65, 66, 131, 132, 253, 254, 256, 300))
                .extracting(ready::countOfBits)
                .containsExactly(5, 5, 3, 3, 2, 2, 1, 1, 0, 0, 0);
    }

    @Test
    void sizesThatDifferAreNamed() {
        assertThatThrownBy(() -> G1Msm.msm(new G1Points(4), new FrVector(3), Work.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("msm: 4 points but 3 scalars");
    }

    @Test
    void progressEndsAtItsTotalAndCancellationStopsTheWork() {
        Input input = Input.of(Kind.RANDOM, 500);
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

    /** Sums of some million terms take windows that no test can afford to reach by size: here each width is asked for. */
    @Test
    void windowsOfEveryWidthGiveTheSameSum() {
        Input input = Input.of(Kind.RANDOM, 130);
        G1Points points = input.g1();
        G2Points twisted = input.g2();
        G1Affine expected = multiple(input.expected());
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

    @Test
    void progressOfFixedBaseMultiplesCountsEveryBlockOnce() {
        FrVector scalars = new FrVector(2500);
        AtomicLong last = new AtomicLong();
        Work counted = new Work(
                1,
                (phase, done, total) -> {
                    assertThat(phase).isEqualTo("G1 fixed base");
                    assertThat(done).isGreaterThan(last.getAndSet(done)).isLessThanOrEqualTo(total);
                    assertThat(total).isEqualTo(2500);
                },
                () -> false);
        G1FixedBase.of(G1Affine.GENERATOR, 1).mul(scalars, counted);
        assertThat(last.get()).isEqualTo(2500);
    }

    @Test
    void fixedBaseMultiplesAreBouncyCastlesForEveryTable() {
        Random random = new Random(3);
        List<Fr> scalars = G1ContractTest.scalars(random);
        FrVector vector = FrVector.copyOf(scalars);
        G1Affine base = Reference.randomG1(random);
        for (long expected : new long[] {1, 100, 10_000, 100_000_000}) {
            G1Points products = G1FixedBase.of(base, expected).mul(vector, Work.ofThreads(2));
            for (int i = 0; i < scalars.size(); i++) {
                assertThat(products.get(i))
                        .isEqualTo(Reference.fromBouncyCastle(Reference.toBouncyCastle(base)
                                .multiply(scalars.get(i).toBigInteger())));
            }
        }
        G2Affine twisted = Reference.randomG2(random);
        G2Points products = G2FixedBase.of(twisted).mul(vector, Work.ofThreads(2));
        for (int i = 0; i < scalars.size(); i++) {
            assertThat(products.get(i)).isEqualTo(twisted.mul(scalars.get(i)));
        }
    }

    @Test
    void fixedBaseCrossesItsBlocksAndTakesInfinity() {
        FrVector scalars = new FrVector(2500);
        for (int i = 0; i < scalars.size(); i++) {
            scalars.set(i, Fr.of(i - 3L));
        }
        G1Points products = G1FixedBase.of(G1Affine.GENERATOR).mul(scalars, Work.ofThreads(2));
        G1Affine expected = G1Affine.GENERATOR.mul(Fr.of(-3));
        for (int i = 0; i < scalars.size(); i++) {
            assertThat(products.get(i)).isEqualTo(expected);
            expected = expected.add(G1Affine.GENERATOR);
        }
        G1Points none = G1FixedBase.of(G1Affine.INFINITY).mul(scalars.slice(0, 9), Work.DEFAULT);
        assertThat(none.limbs()).containsOnly(0L);
        assertThat(G1FixedBase.of(G1Affine.GENERATOR)
                        .mul(new FrVector(0), Work.DEFAULT)
                        .size())
                .isZero();
    }
}

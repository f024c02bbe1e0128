package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NttDomainContractTest {
    private static final int OFFSET = 3;
    private static final int[] THREADS = {1, 2, 3};

    @Test
    void rootsHaveTheirOrderAndAreCircoms() {
        BigInteger order = Fr.MODULUS.subtract(BigInteger.ONE);
        BigInteger largest = BigInteger.valueOf(5).modPow(order.shiftRight(28), Fr.MODULUS);
        assertThat(order.getLowestSetBit()).isEqualTo(NttDomain.MAXIMUM_LOG);
        for (int log = 0; log <= 28; log++) {
            BigInteger expected = largest.modPow(BigInteger.ONE.shiftLeft(28 - log), Fr.MODULUS);
            Fr root = NttDomain.of(log).root();
            assertThat(root.toBigInteger()).as("root of order 2^%d", log).isEqualTo(expected);
            assertThat(root.pow(1L << log).isOne()).isTrue();
            if (log > 0) {
                assertThat(root.pow(1L << (log - 1))).isEqualTo(Fr.ONE.neg());
            }
            if (log < 28) {
                assertThat(NttDomain.of(log).cosetShift().square()).isEqualTo(root);
            }
        }
    }

    /** Every value against Horner's rule, on H and on the coset. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void forwardIsEvaluation(int log) {
        NttDomain domain = NttDomain.of(log);
        long[] coefficients = random(domain, 31 + log);
        long[] onH = values(domain, coefficients, Fr.ONE);
        long[] onCoset = values(domain, coefficients, domain.cosetShift());
        for (int threads : THREADS) {
            Work work = Work.ofThreads(threads);
            long[] x = coefficients.clone();
            domain.forward(x, OFFSET, work);
            assertThat(x).as("2^%d, %d threads", log, threads).isEqualTo(onH);
            x = coefficients.clone();
            domain.forwardCoset(x, OFFSET, work);
            assertThat(x).as("coset of 2^%d, %d threads", log, threads).isEqualTo(onCoset);
        }
    }

    // What a transform must leave, what stands before and behind the range included.
    private static long[] values(NttDomain domain, long[] coefficients, Fr shift) {
        long[] values = coefficients.clone();
        Fr point = shift;
        for (int k = 0; k < domain.size(); k++) {
            horner(coefficients, domain.size(), point).write(values, OFFSET + 4 * domain.position(k));
            point = point.mul(domain.root());
        }
        return values;
    }

    private static Fr horner(long[] coefficients, int n, Fr point) {
        Fr value = Fr.ZERO;
        for (int i = n - 1; i >= 0; i--) {
            value = value.mul(point).add(Fr.read(coefficients, OFFSET + 4 * i));
        }
        return value;
    }

    /**
     * Every value, where the transform is split over threads and over nodes larger than a leaf. The coefficients are the powers of q, so that the value at z is (q^n·z^n - 1)/(q·z - 1).
     */
    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 14, 15})
    void powersBecomeAGeometricSum(int log) {
        NttDomain domain = NttDomain.of(log);
        Fr q = Fr.of(3).pow(1_000_003);
        Fr top = q.pow(domain.size());
        for (int count : THREADS) {
            Work work = Work.ofThreads(count);
            long[] x = new long[4 * domain.size()];
            fillPowers(x, q);
            domain.forward(x, 0, work);
            assertQuotients(domain, x, q, Fr.ONE, top.sub(Fr.ONE));
            domain.inverse(x, 0, work);
            assertPowers(x, q);
            domain.forwardCoset(x, 0, work);
            assertQuotients(domain, x, q, domain.cosetShift(), top.neg().sub(Fr.ONE));
            domain.inverseCoset(x, 0, work);
            assertPowers(x, q);
        }
    }

    private static void fillPowers(long[] x, Fr q) {
        long[] factor = new long[4];
        q.write(factor, 0);
        FrLimbs.setOne(x, 0);
        for (int i = 4; i < x.length; i += 4) {
            FrLimbs.mul(x, i, x, i - 4, factor, 0);
        }
    }

    private static void assertPowers(long[] x, Fr q) {
        long[] power = new long[8];
        FrLimbs.setOne(power, 0);
        q.write(power, 4);
        for (int i = 0; i < x.length; i += 4) {
            if (!FrLimbs.equal(x, i, power, 0)) {
                assertThat(Fr.read(x, i)).as("coefficient %d", i / 4).isEqualTo(Fr.read(power, 0));
            }
            FrLimbs.mul(power, 0, power, 0, power, 4);
        }
    }

    // The value at z, times q·z - 1, is the dividend, which all z of a coset share.
    private static void assertQuotients(NttDomain domain, long[] x, Fr q, Fr shift, Fr dividend) {
        // q·z, the root, q·z - 1 and its product with the value, one, the dividend.
        long[] s = new long[20];
        q.mul(shift).write(s, 0);
        domain.root().write(s, 4);
        FrLimbs.setOne(s, 12);
        dividend.write(s, 16);
        for (int k = 0; k < domain.size(); k++) {
            int at = 4 * domain.position(k);
            FrLimbs.sub(s, 8, s, 0, s, 12);
            FrLimbs.mul(s, 8, s, 8, x, at);
            if (!FrLimbs.equal(s, 8, s, 16)) {
                assertThat(Fr.read(s, 8))
                        .as("value %d of 2^%d", k, domain.log())
                        .isEqualTo(dividend);
            }
            FrLimbs.mul(s, 0, s, 0, s, 4);
        }
    }

    /** Domains share the table of twiddles and grow it while others read it. */
    @Test
    void manyThreadsTransformAtOnce() {
        Work.ofThreads(8).forEachRange(8, 1, (from, to) -> {
            for (int log = 12; log >= 4; log--) {
                NttDomain domain = NttDomain.of((log + from) % 13);
                long[] coefficients = random(domain, from);
                long[] x = coefficients.clone();
                domain.forwardCoset(x, OFFSET, Work.ofThreads(2));
                domain.inverseCoset(x, OFFSET, Work.ofThreads(2));
                assertThat(x).isEqualTo(coefficients);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16})
    void inverseUndoesForward(int log) {
        NttDomain domain = NttDomain.of(log);
        long[] coefficients = random(domain, 83 + log);
        for (int threads : THREADS) {
            Work work = Work.ofThreads(threads);
            long[] x = coefficients.clone();
            domain.forward(x, OFFSET, work);
            domain.inverse(x, OFFSET, work);
            assertThat(x).isEqualTo(coefficients);
            domain.forwardCoset(x, OFFSET, work);
            domain.inverseCoset(x, OFFSET, work);
            assertThat(x).isEqualTo(coefficients);
        }
    }

    /** Where the table of twiddles ends (2^21 entries), they are computed: compared by asking for both ways. */
    @Test
    void computedTwiddlesAreThoseOfALongerTable() {
        long[] table = Twiddles.atLeast(10);
        long[] computed = new long[4 * 8];
        for (int first : new int[] {0, 8, 512, 1016}) {
            long[] shorter = Arrays.copyOf(table, 4 * 16);
            Twiddles.fill(computed, 0, shorter, first, 8);
            assertThat(computed).isEqualTo(Arrays.copyOfRange(table, 4 * first, 4 * first + 4 * 8));
        }
        for (int b = 1; b < 1024; b++) {
            Fr product = Fr.read(table, 4 * b).mul(Fr.read(table, 4 * Twiddles.mirror(b)));
            assertThat(product).isEqualTo(Fr.ONE.neg());
        }
    }

    /** Domains above 2^22 compute twiddles; a table cut to the 2^9 entries of a leaf's layer makes small ones do so. */
    @Test
    void nodesBeyondTheTableAreTransformedAlike() {
        int log = 12;
        NttDomain domain = NttDomain.of(log);
        long[] full = Twiddles.atLeast(log);
        long[] cut = Arrays.copyOf(full, 4 << 9);
        for (int node = 0; node < 4; node++) {
            long[] expected = random(domain, node);
            long[] x = expected.clone();
            new NttDomain.Nodes(expected, full).forward(OFFSET, log - node / 2, node);
            new NttDomain.Nodes(x, cut).forward(OFFSET, log - node / 2, node);
            assertThat(x).as("forward, node %d", node).isEqualTo(expected);
            new NttDomain.Nodes(expected, full).inverse(OFFSET, log - node / 2, node);
            new NttDomain.Nodes(x, cut).inverse(OFFSET, log - node / 2, node);
            assertThat(x).as("inverse, node %d", node).isEqualTo(expected);
        }
    }

    @Test
    void positionIsAPermutation() {
        NttDomain domain = NttDomain.of(5);
        boolean[] seen = new boolean[domain.size()];
        for (int k = 0; k < domain.size(); k++) {
            assertThat(seen[domain.position(k)]).isFalse();
            seen[domain.position(k)] = true;
        }
        assertThatThrownBy(() -> domain.position(32)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesWhatDoesNotExist() {
        assertThatThrownBy(() -> NttDomain.of(29))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("2^29");
        assertThatThrownBy(() -> NttDomain.of(-1)).isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> NttDomain.of(28).cosetShift()).isInstanceOf(ArithmeticException.class);
        NttDomain domain = NttDomain.of(3);
        assertThatThrownBy(() -> domain.forward(new long[31], 0, Work.DEFAULT))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> domain.inverse(new long[32], 1, Work.DEFAULT))
                .isInstanceOf(IndexOutOfBoundsException.class);
        NttDomain largest = NttDomain.of(28);
        assertThatThrownBy(largest::requireCosetShift)
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("2^29");
    }

    @Test
    void aCosetTransformChecksItsRangeBeforeItWrites() {
        NttDomain domain = NttDomain.of(3);
        long[] x = new long[31];
        Fr.of(5).write(x, 4);
        long[] before = x.clone();
        assertThatThrownBy(() -> domain.forwardCoset(x, 0, Work.DEFAULT)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(x).isEqualTo(before);
    }

    @Test
    void stopsWhenCancelled() {
        Work cancelled = new Work(2, Progress.SILENT, () -> true);
        assertThatThrownBy(() -> NttDomain.of(4).forward(new long[64], 0, cancelled))
                .isInstanceOf(CancellationException.class);
    }

    private static long[] random(NttDomain domain, long seed) {
        Random random = new Random(seed);
        long[] x = new long[OFFSET + 4 * domain.size() + 2];
        x[OFFSET - 1] = seed;
        x[OFFSET + 4 * domain.size()] = seed;
        for (int i = 0; i < domain.size(); i++) {
            Fr.random(random).write(x, OFFSET + 4 * i);
        }
        return x;
    }
}

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

    /** Every value against Horner's rule, on H, on the coset of Groth16 and on an arbitrary one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void forwardIsEvaluation(int log) {
        NttDomain domain = NttDomain.of(log);
        long[] coefficients = random(domain, 31 + log);
        Fr shift = Fr.of(7);
        for (int threads : THREADS) {
            Work work = Work.ofThreads(threads);
            long[] plain = coefficients.clone();
            domain.forward(plain, OFFSET, work);
            assertValues(domain, coefficients, plain, Fr.ONE);
            long[] coset = coefficients.clone();
            domain.forwardCoset(coset, OFFSET, work);
            assertValues(domain, coefficients, coset, domain.cosetShift());
            long[] shifted = coefficients.clone();
            domain.forwardCoset(shifted, OFFSET, shift, work);
            assertValues(domain, coefficients, shifted, shift);
        }
    }

    private static void assertValues(NttDomain domain, long[] coefficients, long[] values, Fr shift) {
        Fr point = shift;
        for (int k = 0; k < domain.size(); k++) {
            assertThat(Fr.read(values, OFFSET + 4 * domain.position(k)))
                    .as("value %d of 2^%d", k, domain.log())
                    .isEqualTo(horner(coefficients, domain.size(), point));
            point = point.mul(domain.root());
        }
        assertThat(values[OFFSET - 1]).isEqualTo(coefficients[OFFSET - 1]);
        assertThat(values[OFFSET + 4 * domain.size()]).isEqualTo(coefficients[OFFSET + 4 * domain.size()]);
    }

    private static Fr horner(long[] coefficients, int n, Fr point) {
        Fr value = Fr.ZERO;
        for (int i = n - 1; i >= 0; i--) {
            value = value.mul(point).add(Fr.read(coefficients, OFFSET + 4 * i));
        }
        return value;
    }

    /** Sampled values where the transform is split over threads and over nodes larger than a leaf. */
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14})
    void largeForwardIsEvaluation(int log) {
        NttDomain domain = NttDomain.of(log);
        long[] coefficients = random(domain, 57 + log);
        for (int threads : THREADS) {
            long[] plain = coefficients.clone();
            long[] coset = coefficients.clone();
            domain.forward(plain, OFFSET, Work.ofThreads(threads));
            domain.forwardCoset(coset, OFFSET, Work.ofThreads(threads));
            for (int k : new int[] {0, 1, domain.size() / 2 - 1, domain.size() - 3}) {
                Fr point = domain.root().pow(k);
                int at = OFFSET + 4 * domain.position(k);
                assertThat(Fr.read(plain, at)).isEqualTo(horner(coefficients, domain.size(), point));
                assertThat(Fr.read(coset, at))
                        .isEqualTo(horner(coefficients, domain.size(), point.mul(domain.cosetShift())));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16})
    void inverseUndoesForward(int log) {
        NttDomain domain = NttDomain.of(log);
        long[] coefficients = random(domain, 83 + log);
        Fr shift = Fr.of(11);
        for (int threads : THREADS) {
            Work work = Work.ofThreads(threads);
            long[] x = coefficients.clone();
            domain.forward(x, OFFSET, work);
            domain.inverse(x, OFFSET, work);
            assertThat(x).isEqualTo(coefficients);
            domain.forwardCoset(x, OFFSET, work);
            domain.inverseCoset(x, OFFSET, work);
            assertThat(x).isEqualTo(coefficients);
            domain.forwardCoset(x, OFFSET, shift, work);
            domain.inverseCoset(x, OFFSET, shift, work);
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
        assertThatThrownBy(() -> domain.inverseCoset(new long[32], 0, Fr.ZERO, Work.DEFAULT))
                .isInstanceOf(ArithmeticException.class);
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

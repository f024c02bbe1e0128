package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** BLAKE-512's constants from what they mean. */
class Blake512ConstantsContractTest {
    private static final int PRECISION = 1100;

    @Test
    void theInitialValueIsTheRootsOfEightPrimes() {
        int[] primes = {2, 3, 5, 7, 11, 13, 17, 19};
        for (int i = 0; i < primes.length; i++) {
            // floor(sqrt(p)·2^64), whose low 64 bits are the fraction's.
            BigInteger root = BigInteger.valueOf(primes[i]).shiftLeft(128).sqrt();
            assertThat(Blake512.INITIAL[i]).isEqualTo(root.longValue());
        }
    }

    /** Machin: pi = 16·atan(1/5) - 4·atan(1/239). */
    @Test
    void theWordsArePi() {
        BigInteger pi =
                inverseTangent(5).shiftLeft(4).subtract(inverseTangent(239).shiftLeft(2));
        assertThat(pi.shiftRight(PRECISION)).isEqualTo(BigInteger.valueOf(3));
        for (int i = 0; i < 16; i++) {
            assertThat(Blake512.PI[i])
                    .isEqualTo(pi.shiftRight(PRECISION - 64 * (i + 1)).longValue());
        }
    }

    @Test
    void eachRowIsAPermutation() {
        assertThat(Blake512.PERMUTATIONS).hasSize(10).doesNotHaveDuplicates();
        for (long row : Blake512.PERMUTATIONS) {
            assertThat(IntStream.range(0, 16).map(i -> (int) (row >>> 4 * i) & 15))
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        }
    }

    /** atan(1/n)·2^PRECISION, off by less than one in each of its terms. */
    private static BigInteger inverseTangent(int n) {
        BigInteger square = BigInteger.valueOf((long) n * n);
        BigInteger power = BigInteger.ONE.shiftLeft(PRECISION).divide(BigInteger.valueOf(n));
        BigInteger sum = BigInteger.ZERO;
        for (int k = 1; power.signum() > 0; k += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(k));
            sum = k % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(square);
        }
        return sum;
    }
}

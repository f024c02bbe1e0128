package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsContractTest {
    private static long[] limbs(BigInteger value) {
        long[] limbs = new long[SignedDigits.LIMBS];
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] = value.shiftRight(64 * i).longValue();
        }
        return limbs;
    }

    private static List<BigInteger> numbers(int bits) {
        Random random = new Random(bits);
        List<BigInteger> numbers = new ArrayList<>();
        BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        for (int i = 0; i < 30; i++) {
            numbers.add(new BigInteger(bits, random));
            numbers.add(all.subtract(BigInteger.valueOf(i)).max(BigInteger.ZERO));
            numbers.add(BigInteger.valueOf(i).min(all));
            numbers.add(BigInteger.ONE.shiftLeft(i * (bits - 1) / 30));
        }
        return numbers;
    }

    @Test
    void signedDigitsAddUpForEveryWidthAndLength() {
        for (int width = 2; width <= 16; width++) {
            for (int bits : new int[] {1, 2, 15, 16, 63, 64, 65, 128, 192, 252, 253, 254}) {
                SignedDigits digits = new SignedDigits(width, bits);
                for (BigInteger number : numbers(bits)) {
                    long[] plain = limbs(number);
                    BigInteger sum = BigInteger.ZERO;
                    for (int i = digits.windows() - 1; i >= 0; i--) {
                        int digit = digits.digit(plain, 0, 1, i);
                        assertThat(Math.abs(digit)).isLessThanOrEqualTo(1 << (width - 1));
                        sum = sum.shiftLeft(width).add(BigInteger.valueOf(digit));
                    }
                    assertThat(sum).as("width %d, %d bits", width, bits).isEqualTo(number);
                }
            }
        }
    }

    @Test
    void nafDigitsAddUpAreOddAndSparse() {
        for (int width = 2; width <= 8; width++) {
            for (BigInteger number : numbers(254)) {
                byte[] digits = Naf.of(limbs(number), 256, width, false);
                byte[] negated = Naf.of(limbs(number), 256, width, true);
                BigInteger sum = BigInteger.ZERO;
                int last = -width;
                for (int i = 0; i < digits.length; i++) {
                    assertThat(negated[i]).isEqualTo((byte) -digits[i]);
                    if (digits[i] != 0) {
                        assertThat(digits[i] & 1).isOne();
                        assertThat(Math.abs(digits[i])).isLessThan(1 << (width - 1));
                        assertThat(i - last).isGreaterThanOrEqualTo(width);
                        last = i;
                        sum = sum.add(BigInteger.valueOf(digits[i]).shiftLeft(i));
                    }
                }
                assertThat(sum).isEqualTo(number);
            }
        }
    }

    @Test
    void nafCarriesIntoTheLimbAboveAllOnes() {
        long[] ones = {-1, -1};
        byte[] digits = Naf.of(ones, 130, 2, false);
        assertThat(digits[0]).isEqualTo((byte) -1);
        assertThat(digits[128]).isEqualTo((byte) 1);
        assertThat(ones).containsExactly(-1, -1);
    }

    @Test
    void theParameterIsTheCurves() {
        assertThat(BigInteger.valueOf(G2Endomorphism.U)).isEqualTo(Reference.U);
        assertThat(Reference.P).isEqualTo(io.snark4j.field.Fp.MODULUS);
        assertThat(Reference.R).isEqualTo(Fr.MODULUS);
    }
}

package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digits of a scalar, weighted, are the scalar or that plus the order. */
class OddDigitsContractTest {
    private static List<BigInteger> scalars() {
        List<BigInteger> scalars = new ArrayList<>();
        Random random = new Random(8);
        for (int i = 1; i < 5; i++) {
            scalars.add(BigInteger.valueOf(i));
            scalars.add(Fr.MODULUS.subtract(BigInteger.valueOf(i)));
            scalars.add(Fr.MODULUS.shiftRight(1).add(BigInteger.valueOf(i)));
            scalars.add(BigInteger.ONE.shiftLeft(64 * i - 3));
            scalars.add(BigInteger.ONE.shiftLeft(63 * i).subtract(BigInteger.ONE));
            scalars.add(Fr.random(random).toBigInteger());
        }
        return scalars;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void digitsAreOddAndSumToTheScalar(int width) {
        OddDigits digits = new OddDigits(width);
        assertThat(digits.windows()).isEqualTo(OddDigits.windows(width)).isEqualTo((254 + width) / width);
        for (BigInteger scalar : scalars()) {
            long[] plain = new long[1 + OddDigits.LIMBS];
            for (int k = 0; k < OddDigits.LIMBS; k++) {
                plain[1 + k] = scalar.shiftRight(64 * k).longValue();
            }
            OddDigits.prepare(plain, 1);
            BigInteger sum = BigInteger.ZERO;
            for (int window = 0; window < digits.windows(); window++) {
                int bits = digits.width(window);
                int field = digits.field(plain, 1, window);
                int multiple = OddDigits.multiple(field, bits);
                assertThat(multiple).isBetween(0, (1 << (bits - 1)) - 1);
                BigInteger digit = BigInteger.valueOf(2L * multiple + 1).shiftLeft(digits.firstBit(window));
                sum = OddDigits.isNegative(field, bits) ? sum.subtract(digit) : sum.add(digit);
            }
            assertThat(sum).isEqualTo(scalar.testBit(0) ? scalar : scalar.add(Fr.MODULUS));
        }
    }
}

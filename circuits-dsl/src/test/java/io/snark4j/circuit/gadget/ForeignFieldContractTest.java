package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignFieldContractTest {
    static Stream<BigInteger> moduli() {
        return ForeignTrial.moduli();
    }

    @ParameterizedTest
    @MethodSource("moduli")
    void arithmeticIsModuloP(BigInteger p) {
        ForeignField field = ForeignField.of(p);
        Random random = new Random(4);
        for (int i = 0; i < 20; i++) {
            BigInteger a = new BigInteger(300, random).negate();
            BigInteger b = new BigInteger(300, random);
            assertThat(field.add(a, b)).isEqualTo(a.add(b).mod(p));
            assertThat(field.sub(a, b)).isEqualTo(a.subtract(b).mod(p));
            assertThat(field.mul(a, b)).isEqualTo(a.multiply(b).mod(p));
            if (b.gcd(p).equals(BigInteger.ONE)) {
                assertThat(field.mul(field.inverse(b), b)).isEqualTo(BigInteger.ONE);
                assertThat(field.mul(field.div(a, b), b)).isEqualTo(a.mod(p));
            }
        }
        assertThatThrownBy(() -> field.inverse(BigInteger.ZERO)).isInstanceOf(ArithmeticException.class);
    }

    /** What replaces 2^(32·k) equals it modulo p, and its digits are as small as their bounds say. */
    @ParameterizedTest
    @MethodSource("moduli")
    void foldsEqualThePowersThatTheyReplace(BigInteger p) {
        ForeignField field = ForeignField.of(p);
        BigInteger half = BigInteger.ONE.shiftLeft(31);
        for (int k = 0; k < 2 * field.limbs() - 1; k++) {
            List<BigInteger> digits = field.product().fold().get(k);
            BigInteger number = BigInteger.ZERO;
            for (int i = 0; i < digits.size(); i++) {
                assertThat(digits.get(i).abs()).isLessThanOrEqualTo(half);
                number = number.add(digits.get(i).shiftLeft(32 * i));
            }
            assertThat(field.sub(number, BigInteger.ONE.shiftLeft(32 * k))).isZero();
        }
    }

    @Test
    void moduliThatWillNotDoAreRefused() {
        for (BigInteger modulus : List.of(
                BigInteger.ONE,
                BigInteger.valueOf(-7),
                BigInteger.TWO,
                BigInteger.valueOf(1 << 20),
                BigInteger.ONE.shiftLeft(256).add(BigInteger.ONE),
                Fr.MODULUS,
                Fr.MODULUS.multiply(BigInteger.valueOf(3)))) {
            assertThatThrownBy(() -> ForeignField.of(modulus))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("foreign modulus " + modulus);
        }
    }

    @Test
    void fieldsAreEqualByTheirModulus() {
        ForeignField field = ForeignField.of(ForeignTrial.P);
        assertThat(field)
                .isEqualTo(ForeignField.of(ForeignTrial.P))
                .hasSameHashCodeAs(ForeignField.of(ForeignTrial.P))
                .isNotEqualTo(ForeignField.of(ForeignTrial.N))
                .isNotEqualTo(ForeignTrial.P)
                .hasToString("integers modulo " + ForeignTrial.P);
        assertThat(field.modulus()).isEqualTo(ForeignTrial.P);
        assertThat(field.bits()).isEqualTo(256);
    }

    @Test
    void intervalsOfProductsHoldAllOfThem() {
        for (long a = -3; a <= 3; a++) {
            for (long b = a; b <= 3; b++) {
                Interval first = new Interval(BigInteger.valueOf(a), BigInteger.valueOf(b));
                for (long c = -3; c <= 3; c++) {
                    Interval product =
                            first.times(new Interval(BigInteger.valueOf(c), BigInteger.TWO.add(BigInteger.ONE)));
                    long low = Long.MAX_VALUE;
                    long high = Long.MIN_VALUE;
                    for (long x = a; x <= b; x++) {
                        for (long y = c; y <= 3; y++) {
                            low = Math.min(low, x * y);
                            high = Math.max(high, x * y);
                        }
                    }
                    assertThat(product).isEqualTo(new Interval(BigInteger.valueOf(low), BigInteger.valueOf(high)));
                }
            }
        }
    }

    @Test
    void numbersOf256Bits() {
        BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        BigInteger half = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
        assertThat(Uint256.of(largest)).isEqualTo(new Uint256(half, half));
        assertThat(Uint256.of(BigInteger.ZERO)).isEqualTo(new Uint256(BigInteger.ZERO, BigInteger.ZERO));
        assertThat(Uint256.of(half.add(BigInteger.TWO))).isEqualTo(new Uint256(BigInteger.ONE, BigInteger.ONE));
        for (BigInteger number : List.of(BigInteger.ONE.negate(), largest.add(BigInteger.ONE))) {
            assertThatThrownBy(() -> Uint256.of(number))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(number + " is not in [0, 2^256)");
        }
    }
}

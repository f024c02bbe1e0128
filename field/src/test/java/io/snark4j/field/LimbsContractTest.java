package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both fields' limb arithmetic against BigInteger, at the edges of words and of the modulus and at random, with every exact aliasing. */
class LimbsContractTest {
    private static final long CANARY = 0x5ca1ab1e5ca1ab1eL;
    private static final long SEED = 20261123;

    @ParameterizedTest
    @EnumSource
    void binaryOperationsAgreeWithBigInteger(PrimeField field) {
        BigInteger inverseRadix = PrimeField.RADIX.modInverse(field.modulus);
        List<BinaryOperator<BigInteger>> expected =
                List.of((x, y) -> x.multiply(y).multiply(inverseRadix), BigInteger::add, BigInteger::subtract);
        for (int operation = 0; operation < expected.size(); operation++) {
            for (BigInteger x : field.edges()) {
                for (BigInteger y : field.edges()) {
                    checkBinary(field, operation, x, y, expected.get(operation));
                }
            }
            List<BigInteger> randoms = field.randoms(2000, SEED);
            for (int i = 1; i < randoms.size(); i++) {
                checkBinary(field, operation, randoms.get(i - 1), randoms.get(i), expected.get(operation));
            }
        }
    }

    private static void checkBinary(
            PrimeField field, int operation, BigInteger x, BigInteger y, BinaryOperator<BigInteger> expected) {
        BigInteger result = expected.apply(x, y).mod(field.modulus);
        // out apart from both, equal to a, equal to b; odd offsets.
        for (int o : new int[] {13, 3, 8}) {
            long[] limbs = canaries();
            PrimeField.put(limbs, 3, x);
            PrimeField.put(limbs, 8, y);
            field.binary.get(operation).apply(limbs, o, limbs, 3, limbs, 8);
            assertThat(PrimeField.take(limbs, o))
                    .as("%s operation %d of %x and %x, out at %d", field, operation, x, y, o)
                    .isEqualTo(result);
            assertThat(new long[] {limbs[2], limbs[7], limbs[12], limbs[17]}).containsOnly(CANARY);
        }
        long[] limbs = canaries();
        PrimeField.put(limbs, 3, x);
        field.binary.get(operation).apply(limbs, 3, limbs, 3, limbs, 3);
        assertThat(PrimeField.take(limbs, 3))
                .as("%s operation %d of %x with itself in place", field, operation, x)
                .isEqualTo(expected.apply(x, x).mod(field.modulus));
    }

    /** Sums of products that are reduced once: from any sum that may stand there, at its ends too, and with the largest products. */
    @Test
    void accumulatedProductsAgreeWithBigInteger() {
        BigInteger end = Fr.MODULUS.shiftLeft(256);
        List<BigInteger> sums = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                end.subtract(BigInteger.ONE),
                end.subtract(Fr.MODULUS),
                BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE),
                end.shiftRight(1),
                end.subtract(BigInteger.ONE.shiftLeft(256)),
                new BigInteger(509, new Random(SEED)));
        List<BigInteger> factors = new ArrayList<>(PrimeField.FR.edges());
        factors.addAll(PrimeField.FR.randoms(20, SEED));
        for (BigInteger sum : sums) {
            for (BigInteger x : factors) {
                for (BigInteger y : factors) {
                    long[] limbs = new long[20];
                    putWide(limbs, 1, sum);
                    PrimeField.put(limbs, 9, x);
                    PrimeField.put(limbs, 13, y);
                    limbs[0] = limbs[17] = CANARY;
                    FrLimbs.accumulate(limbs, 1, limbs, 9, limbs, 13);
                    BigInteger expected = sum.add(x.multiply(y).shiftLeft(1));
                    BigInteger left = expected.compareTo(end) < 0 ? expected : expected.subtract(end);
                    assertThat(takeWide(limbs, 1)).as("%x + 2·%x·%x", sum, x, y).isEqualTo(left);
                    assertThat(new long[] {limbs[0], limbs[17]}).containsOnly(CANARY);
                }
            }
            long[] limbs = new long[9];
            putWide(limbs, 0, sum);
            FrLimbs.reduceSum(limbs, 1, limbs, 0);
            assertThat(PrimeField.take(limbs, 1))
                    .isEqualTo(sum.multiply(BigInteger.ONE.shiftLeft(256).modInverse(Fr.MODULUS))
                            .mod(Fr.MODULUS));
        }
    }

    @Test
    void longSumsOfTheLargestProductsDoNotOverflow() {
        BigInteger largest = Fr.MODULUS.subtract(BigInteger.ONE);
        long[] limbs = new long[12];
        PrimeField.put(limbs, 8, largest);
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < 5000; i++) {
            FrLimbs.accumulate(limbs, 0, limbs, 8, limbs, 8);
            sum = sum.add(largest.multiply(largest));
            assertThat(takeWide(limbs, 0)).isLessThan(Fr.MODULUS.shiftLeft(256));
        }
        FrLimbs.reduceSum(limbs, 0, limbs, 0);
        assertThat(PrimeField.take(limbs, 0))
                .isEqualTo(sum.multiply(PrimeField.RADIX.modInverse(Fr.MODULUS)).mod(Fr.MODULUS));
    }

    private static void putWide(long[] limbs, int o, BigInteger value) {
        for (int i = 0; i < 8; i++) {
            limbs[o + i] = value.shiftRight(64 * i).longValue();
        }
    }

    private static BigInteger takeWide(long[] limbs, int o) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 7; i >= 0; i--) {
            value = value.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(limbs[o + i])));
        }
        return value;
    }

    @ParameterizedTest
    @EnumSource
    void unaryOperationsAgreeWithBigInteger(PrimeField field) {
        BigInteger inverseRadix = PrimeField.RADIX.modInverse(field.modulus);
        BigInteger half = BigInteger.TWO.modInverse(field.modulus);
        BigInteger square = PrimeField.RADIX.multiply(PrimeField.RADIX);
        List<UnaryOperator<BigInteger>> expected = List.of(
                x -> x.multiply(x).multiply(inverseRadix),
                BigInteger::negate,
                x -> x.shiftLeft(1),
                x -> x.multiply(half),
                x -> x,
                x -> x.multiply(inverseRadix),
                x -> x.multiply(PrimeField.RADIX),
                x -> x.signum() == 0 ? x : x.modInverse(field.modulus).multiply(square),
                x -> x.multiply(half),
                x -> x.shiftLeft(1));
        List<BigInteger> values = new ArrayList<>(field.edges());
        values.addAll(field.randoms(1000, SEED));
        assertThat(field.unary).hasSize(field == PrimeField.FP ? 10 : 8);
        for (int operation = 0; operation < field.unary.size(); operation++) {
            for (BigInteger x : values) {
                checkUnary(field, operation, x, expected.get(operation));
            }
        }
    }

    private static void checkUnary(PrimeField field, int operation, BigInteger x, UnaryOperator<BigInteger> expected) {
        for (int o : new int[] {9, 3}) {
            long[] limbs = canaries();
            PrimeField.put(limbs, 3, x);
            field.unary.get(operation).apply(limbs, o, limbs, 3);
            assertThat(PrimeField.take(limbs, o))
                    .as("%s unary operation %d of %x, out at %d", field, operation, x, o)
                    .isEqualTo(expected.apply(x).mod(field.modulus));
            assertThat(new long[] {limbs[2], limbs[7], limbs[8], limbs[13]}).containsOnly(CANARY);
        }
    }

    private static long[] canaries() {
        long[] limbs = new long[20];
        Arrays.fill(limbs, CANARY);
        return limbs;
    }
}

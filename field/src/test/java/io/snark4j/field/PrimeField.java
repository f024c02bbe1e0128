package io.snark4j.field;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The two prime fields as test parameters: the limb operations under test beside their moduli, and the values worth trying. */
enum PrimeField {
    FR(
            Fr.MODULUS,
            List.of(FrLimbs::mul, FrLimbs::add, FrLimbs::sub),
            List.of(
                    FrLimbs::square,
                    FrLimbs::neg,
                    FrLimbs::twice,
                    FrLimbs::halve,
                    FrLimbs::copy,
                    FrLimbs::toPlain,
                    FrLimbs::fromPlain,
                    FrLimbs::inverse)),
    FP(
            Fp.MODULUS,
            List.of(FpLimbs::mul, FpLimbs::add, FpLimbs::sub),
            List.of(
                    FpLimbs::square,
                    FpLimbs::neg,
                    FpLimbs::twice,
                    FpLimbs::halve,
                    FpLimbs::copy,
                    FpLimbs::toPlain,
                    FpLimbs::fromPlain,
                    FpLimbs::inverse,
                    FpLimbs::from256,
                    FpLimbs::to256));

    static final BigInteger RADIX = BigInteger.ONE.shiftLeft(255);

    @FunctionalInterface
    interface Binary {
        void apply(long[] out, int o, long[] a, int ao, long[] b, int bo);
    }

    @FunctionalInterface
    interface Unary {
        void apply(long[] out, int o, long[] a, int ao);
    }

    final BigInteger modulus;
    /** mul, add, sub. */
    final List<Binary> binary;
    /** square, neg, twice, halve, copy, toPlain, fromPlain, inverse, and in Fp from256 and to256. */
    final List<Unary> unary;

    PrimeField(BigInteger modulus, List<Binary> binary, List<Unary> unary) {
        this.modulus = modulus;
        this.binary = binary;
        this.unary = unary;
    }

    /** Limb patterns, as they stand in memory: 0, 1, the ends and the middle of the range, both sides of each word boundary, the forms of 1. */
    List<BigInteger> edges() {
        List<BigInteger> values = new ArrayList<>();
        for (long small = 0; small < 4; small++) {
            values.add(BigInteger.valueOf(small));
            values.add(modulus.subtract(BigInteger.valueOf(small + 1)));
            values.add(modulus.shiftRight(1).add(BigInteger.valueOf(small - 1)));
        }
        for (int bits : new int[] {63, 64, 127, 128, 191, 192, 252, 253}) {
            BigInteger power = BigInteger.ONE.shiftLeft(bits);
            values.addAll(List.of(power.subtract(BigInteger.ONE), power, power.add(BigInteger.ONE)));
        }
        BigInteger words = BigInteger.ONE.shiftLeft(192).subtract(BigInteger.ONE);
        values.add(
                modulus.shiftRight(192).subtract(BigInteger.ONE).shiftLeft(192).add(words));
        values.add(modulus.shiftRight(192).shiftLeft(192));
        values.add(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE).shiftLeft(64));
        values.add(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE).shiftLeft(128));
        values.add(RADIX.mod(modulus));
        values.add(RADIX.multiply(RADIX).mod(modulus));
        values.add(modulus.subtract(RADIX.mod(modulus)));
        return List.copyOf(values);
    }

    List<BigInteger> randoms(int count, long seed) {
        Random random = new Random(seed);
        List<BigInteger> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(new BigInteger(300, random).mod(modulus));
        }
        return values;
    }

    static void put(long[] limbs, int offset, BigInteger value) {
        for (int i = 0; i < 4; i++) {
            limbs[offset + i] = value.shiftRight(Long.SIZE * i).longValue();
        }
    }

    static BigInteger take(long[] limbs, int offset) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 3; i >= 0; i--) {
            value = value.shiftLeft(Long.SIZE).add(new BigInteger(Long.toUnsignedString(limbs[offset + i])));
        }
        return value;
    }
}

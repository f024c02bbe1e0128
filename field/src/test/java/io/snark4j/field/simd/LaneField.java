package io.snark4j.field.simd;

import io.snark4j.field.Fp;
import io.snark4j.field.Fr;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The lane kernels of the two fields as test parameters, and blocks as integers. */
enum LaneField {
    FR(
            Fr.MODULUS,
            List.of(FrLanes::add, FrLanes::sub, FrLanes::addLazy, FrLanes::subLazy),
            FrLanes::mul,
            FrLanes::square,
            FrLanes::reduce,
            FrLanes::neg,
            FrLanes::unpack,
            FrLanes::pack,
            FrLanes::broadcast),
    FP(
            Fp.MODULUS,
            List.of(FpLanes::add, FpLanes::sub, FpLanes::addLazy, FpLanes::subLazy),
            FpLanes::mul,
            FpLanes::square,
            FpLanes::reduce,
            FpLanes::neg,
            FpLanes::unpack,
            FpLanes::pack,
            FpLanes::broadcast);

    static final int N = Lanes.COUNT;
    static final BigInteger RADIX = BigInteger.ONE.shiftLeft(255);

    @FunctionalInterface
    interface Linear {
        void apply(double[] out, int o, double[] a, int ao, double[] b, int bo, int blocks);
    }

    @FunctionalInterface
    interface Product {
        void apply(double[] out, int o, double[] a, int ao, double[] b, int bo, int blocks, LaneScratch s);
    }

    @FunctionalInterface
    interface Square {
        void apply(double[] out, int o, double[] a, int ao, int blocks, LaneScratch s);
    }

    @FunctionalInterface
    interface Unary {
        void apply(double[] out, int o, double[] a, int ao, int blocks);
    }

    @FunctionalInterface
    interface Unpack {
        void apply(double[] out, int o, long[] a, int ao, int stride, int blocks);
    }

    @FunctionalInterface
    interface Pack {
        void apply(long[] out, int o, int stride, double[] a, int ao, int blocks);
    }

    @FunctionalInterface
    interface Broadcast {
        void apply(double[] out, int o, long[] element, int eo);
    }

    final BigInteger modulus;
    /** add, sub, addLazy, subLazy. */
    final List<Linear> linear;

    final Product mul;
    final Square square;
    final Unary reduce;
    final Unary neg;
    final Unpack unpack;
    final Pack pack;
    final Broadcast broadcast;

    LaneField(
            BigInteger modulus,
            List<Linear> linear,
            Product mul,
            Square square,
            Unary reduce,
            Unary neg,
            Unpack unpack,
            Pack pack,
            Broadcast broadcast) {
        this.modulus = modulus;
        this.linear = linear;
        this.mul = mul;
        this.square = square;
        this.reduce = reduce;
        this.neg = neg;
        this.unpack = unpack;
        this.pack = pack;
        this.broadcast = broadcast;
    }

    /** The top digit of the largest value whose multiple of the modulus is at most this. */
    long topDigit(double multiple) {
        return new BigDecimal(modulus)
                .multiply(BigDecimal.valueOf(multiple))
                .toBigInteger()
                .shiftRight(204)
                .longValueExact();
    }

    /** Digits of a value in balanced form. */
    static long[] balanced(BigInteger value) {
        long[] digits = new long[5];
        BigInteger rest = value;
        for (int i = 0; i < 4; i++) {
            long digit = rest.longValue() & ((1L << 51) - 1);
            digits[i] = digit > 1L << 50 ? digit - (1L << 51) : digit;
            rest = rest.subtract(BigInteger.valueOf(digits[i])).shiftRight(51);
        }
        digits[4] = rest.longValueExact();
        return digits;
    }

    static BigInteger value(long[] digits) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 4; i >= 0; i--) {
            value = value.shiftLeft(51).add(BigInteger.valueOf(digits[i]));
        }
        return value;
    }

    /** Balanced values that are worth trying: both faces of zero, the ends of the range, single digits at their ends. */
    List<long[]> balancedEdges() {
        BigInteger half = modulus.shiftRight(1);
        List<BigInteger> values = new ArrayList<>(List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.ONE.negate(),
                half,
                half.negate(),
                half.subtract(BigInteger.ONE),
                RADIX.mod(modulus).subtract(modulus),
                BigInteger.ONE.shiftLeft(203),
                BigInteger.ONE.shiftLeft(50),
                BigInteger.ONE.shiftLeft(50).negate(),
                BigInteger.ONE.shiftLeft(101)));
        List<long[]> edges = new ArrayList<>();
        values.forEach(value -> edges.add(balanced(value)));
        long top = topDigit(0.49);
        for (int signs = 0; signs < 32; signs++) {
            long[] digits = new long[5];
            for (int i = 0; i < 5; i++) {
                digits[i] = ((signs >> i & 1) == 0 ? 1 : -1) * (i < 4 ? 1L << 50 : top);
            }
            edges.add(digits);
        }
        return edges;
    }

    List<long[]> balancedRandoms(int count, long seed) {
        Random random = new Random(seed);
        BigInteger half = modulus.shiftRight(1);
        List<long[]> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(balanced(new BigInteger(300, random).mod(modulus).subtract(half)));
        }
        return values;
    }

    /** As many blocks as the values need, from an odd offset; lanes that are left over hold the first value. */
    static double[] blocks(List<long[]> values, int offset) {
        int blocks = Math.ceilDiv(values.size(), N);
        double[] result = new double[offset + blocks * 5 * N];
        for (int k = 0; k < blocks * N; k++) {
            long[] digits = values.get(k < values.size() ? k : 0);
            for (int j = 0; j < 5; j++) {
                result[offset + (k / N) * 5 * N + j * N + k % N] = digits[j];
            }
        }
        return result;
    }

    static long[] digits(double[] blocks, int offset, int k) {
        long[] digits = new long[5];
        for (int j = 0; j < 5; j++) {
            double digit = blocks[offset + (k / N) * 5 * N + j * N + k % N];
            digits[j] = new BigDecimal(digit).toBigIntegerExact().longValueExact();
        }
        return digits;
    }
}

package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Digits at the ends of their ranges, and what tests of lanes say about digits. */
final class LaneValues {
    /** The largest balanced digit. */
    static final long DIGIT = 1L << 50;

    private LaneValues() {}

    static void assertBalanced(LaneField field, BigInteger expected, long[] result) {
        BigInteger value = LaneField.value(result);
        assertThat(value.subtract(expected).mod(field.modulus)).isZero();
        assertThat(value.abs()).isLessThanOrEqualTo(multiple(field, 0.5000001));
        assertThat(withinDigits(result, DIGIT)).isTrue();
    }

    /** Digits at ±lower and ±top, in every combination of signs, and each lower digit alone. */
    static List<long[]> signed(long lower, long top) {
        List<long[]> values = new ArrayList<>();
        for (int signs = 0; signs < 32; signs++) {
            long[] digits = new long[5];
            for (int i = 0; i < 5; i++) {
                digits[i] = ((signs >> i & 1) == 0 ? 1 : -1) * (i < 4 ? lower : top);
            }
            values.add(digits);
        }
        for (int i = 0; i < 5; i++) {
            long[] digits = new long[5];
            digits[i] = i < 4 ? lower : top;
            values.add(digits);
        }
        return values;
    }

    static List<long[]> crossLeft(List<long[]> left, List<long[]> right) {
        List<long[]> result = new ArrayList<>();
        left.forEach(value -> right.forEach(other -> result.add(value)));
        return result;
    }

    static List<long[]> crossRight(List<long[]> left, List<long[]> right) {
        List<long[]> result = new ArrayList<>();
        left.forEach(value -> result.addAll(right));
        return result;
    }

    static BigInteger multiple(LaneField field, double factor) {
        return new BigDecimal(field.modulus)
                .multiply(BigDecimal.valueOf(factor))
                .toBigInteger();
    }

    /** The four lower digits; the top one is bounded by the value. */
    static boolean withinDigits(long[] digits, long bound) {
        LongPredicate within = digit -> Math.abs(digit) <= bound;
        return within.test(digits[0]) && within.test(digits[1]) && within.test(digits[2]) && within.test(digits[3]);
    }

    static long[] atRest(List<BigInteger> values, int stride) {
        long[] rest = new long[2 + values.size() * stride];
        for (int k = 0; k < values.size(); k++) {
            for (int j = 0; j < 4; j++) {
                rest[2 + k * stride + j] = values.get(k).shiftRight(64 * j).longValue();
            }
        }
        return rest;
    }

    static BigInteger taken(long[] limbs, int offset) {
        BigInteger value = BigInteger.ZERO;
        for (int j = 3; j >= 0; j--) {
            value = value.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(limbs[offset + j])));
        }
        return value;
    }
}

package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The worst case of every intermediate value of the transforms in lanes, of all sizes: what the kernels must be given to be exact. A layer's
 * outputs are followed for every combination of its inputs' worst cases.
 */
@Tag("lanes")
class LaneNttBoundsTest {
    /** In units of 2^50: what a product's digits and a parallel carry leave. */
    private static final double ONE_DIGIT = 1 + 0x1p-46;

    private static final double HALF = 0.5000001;

    /** The same of a twiddle's digits: LaneTwiddles refuses larger ones. */
    private static final double TWIDDLE_DIGIT = LaneTwiddles.LARGEST_DIGIT * 0x1p-50;

    /** |r_j|/2^50 of r in balanced digits but for the top one, at most: 0.495. */
    private static final double MODULUS_DIGIT = largestDigit(Fr.MODULUS);

    /** r/2^204 in units of 2^50: the top digit of a value of r. */
    private static final double TOP = ratio(Fr.MODULUS, 254);

    /** An element's worst digit, the top one apart, in units of 2^50, and its worst value in units of r. */
    private record Range(double digit, double value) {
        Range plus(Range other) {
            return new Range(digit + other.digit, value + other.value);
        }

        double topDigit() {
            return value * TOP + 0x1p-40;
        }
    }

    private static final Range BALANCED = new Range(ONE_DIGIT, HALF);
    private static final Range LOADED = new Range(ONE_DIGIT, 1);

    private double largestDigit;

    private static double ratio(BigInteger value, int bits) {
        return new BigDecimal(value)
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(bits)), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static double largestDigit(BigInteger modulus) {
        double largest = 0;
        BigInteger rest = modulus;
        for (int i = 0; i < 4; i++) {
            BigInteger digit = rest.mod(BigInteger.ONE.shiftLeft(51));
            if (digit.testBit(50)) {
                digit = digit.subtract(BigInteger.ONE.shiftLeft(51));
            }
            rest = rest.subtract(digit).shiftRight(51);
            largest = Math.max(largest, Math.abs(ratio(digit, 50)));
        }
        return largest;
    }

    /** x·w for a twiddle, with so many Montgomery steps. */
    private static Range timesTwiddle(Range x, int steps) {
        assertThat(x.digit * TWIDDLE_DIGIT).as("limb products of %s", x).isLessThanOrEqualTo(4);
        assertThat(x.topDigit() * TWIDDLE_DIGIT)
                .as("top limb products of %s", x)
                .isLessThanOrEqualTo(4);
        // Rows are within r/2: four digits and the top one, in units of 2^51 r.
        double sum = (4 * x.digit + x.topDigit()) / 2 / 2;
        return new Range(ONE_DIGIT, (steps == 1 ? sum : sum * 0x1p-51) + HALF);
    }

    /** a·b by FrLanes.mul. */
    private static Range times(Range a, Range b) {
        assertThat(a.digit * b.digit).isLessThanOrEqualTo(4);
        assertThat(a.topDigit() * b.topDigit()).isLessThanOrEqualTo(4);
        assertThat(Math.max(a.value, b.value)).isLessThanOrEqualTo(1.97);
        return new Range(ONE_DIGIT, a.value * b.value * ratio(Fr.MODULUS, 255) + HALF);
    }

    private Range reduced(Range x) {
        // The top digit has the quotient's sign: subtracting makes it smaller.
        double digit = x.digit + Math.floor(x.value + HALF) * MODULUS_DIGIT;
        largestDigit = Math.max(largestDigit, digit);
        assertThat(digit).as("reduction of %s", x).isLessThan(8);
        assertThat(x.topDigit()).as("reduction of %s", x).isLessThan(8);
        return BALANCED;
    }

    private Set<Range> forward(int logSize, Set<Range> inputs) {
        Set<Range> ranges = inputs;
        for (int depth = 0; depth < logSize; depth++) {
            boolean reduced = LaneNodes.isForwardReduced(depth, logSize);
            Set<Range> outputs = new LinkedHashSet<>();
            for (Range a : ranges) {
                for (Range b : ranges) {
                    Range product = timesTwiddle(b, 1);
                    assertThat(product.topDigit()).isLessThan(reduced ? 4 : 2);
                    Stream.of(a.plus(product), a.plus(b))
                            .map(x -> reduced ? reduced(x) : x)
                            .forEach(outputs::add);
                }
            }
            ranges = outputs;
        }
        return ranges;
    }

    private Set<Range> inverse(int logSize, Set<Range> inputs) {
        Set<Range> ranges = inputs;
        for (int depth = logSize - 1; depth >= 0; depth--) {
            boolean reduced = LaneNodes.isInverseReduced(depth);
            Set<Range> outputs = new LinkedHashSet<>();
            for (Range a : ranges) {
                for (Range b : ranges) {
                    Range sum = a.plus(b);
                    outputs.add(reduced ? reduced(sum) : sum);
                    outputs.add(timesTwiddle(sum, 2));
                }
            }
            ranges = outputs;
        }
        return ranges;
    }

    private static Set<Range> twisted(Set<Range> inputs) {
        // A twist is a product of products: its value stays where that of its powers does.
        Range twist = new Range(ONE_DIGIT, 0.7);
        assertThat(times(twist, twist).value).isLessThanOrEqualTo(0.7);
        Set<Range> outputs = new LinkedHashSet<>();
        inputs.forEach(x -> outputs.add(times(x, twist)));
        return outputs;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28})
    void everyProductAndReductionIsExact(int log) {
        int logRows = log / 2;
        int logColumns = log - logRows;
        for (Range input : new Range[] {LOADED, BALANCED, times(LOADED, LOADED)}) {
            Set<Range> values = forward(logColumns, twisted(forward(logRows, Set.of(input))));
            assertThat(values).containsExactly(BALANCED);
            Set<Range> coefficients = inverse(logRows, twisted(inverse(logColumns, Set.of(input))));
            assertThat(coefficients).allMatch(x -> x.digit <= ONE_DIGIT && x.value <= 0.501);
            assertThat(forward(logRows, coefficients)).containsExactly(BALANCED);
        }
        // The pointwise stage: a·b - c, packed.
        reduced(times(LOADED, LOADED).plus(LOADED));
        assertThat(largestDigit).as("the reduction nearest to its limit").isBetween(6.4, 6.5);
    }

    @Test
    void theLargestTablesHaveNoDigitTooLarge() {
        int log = (NttDomain.MAXIMUM_LOG + 1) / 2;
        for (double[] table : new double[][] {LaneTwiddles.forward(log), LaneTwiddles.inverse(log)}) {
            assertThat(table.length).isGreaterThanOrEqualTo(25 << log);
            assertThat(Arrays.stream(table).map(Math::abs).max().orElseThrow())
                    .isLessThanOrEqualTo(LaneTwiddles.LARGEST_DIGIT);
        }
    }
}

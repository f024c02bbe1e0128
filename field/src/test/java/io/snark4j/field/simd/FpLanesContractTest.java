package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lanes of Fp have beside those of Fr, for points, against BigInteger. Left out of runs with snark4j.lanes=off, and of no other. */
@Tag("lanes")
class FpLanesContractTest {
    private static final int N = Lanes.COUNT;
    private static final int O = 3;
    private static final long DIGIT = LaneValues.DIGIT;

    /** l² up to a raw product, x up to what unpacking gives: three summands and a quotient of four. */
    @Test
    void chordAtItsWorst() {
        List<long[]> squares = LaneValues.signed(DIGIT + 16, LaneField.FP.topDigit(1.96));
        List<long[]> xs = LaneValues.signed(DIGIT, LaneField.FP.topDigit(0.999));
        List<long[]> firsts = LaneValues.crossLeft(xs, squares);
        List<long[]> l2 = LaneValues.crossRight(xs, squares);
        List<long[]> seconds = new ArrayList<>(firsts).reversed();
        int offset = O + Math.ceilDiv(firsts.size(), N) * 5 * N;
        double[] x = new double[2 * offset];
        System.arraycopy(LaneField.blocks(firsts, O), 0, x, 0, offset);
        System.arraycopy(LaneField.blocks(seconds, 0), 0, x, offset, offset - O);
        double[] diff = new double[offset];
        FpLanes.chord(diff, O, x, O, offset, LaneField.blocks(l2, 1), 1, (offset - O) / (5 * N));
        for (int k = 0; k < firsts.size(); k++) {
            BigInteger first = LaneField.value(firsts.get(k));
            BigInteger expected = LaneField.value(l2.get(k)).subtract(first).subtract(LaneField.value(seconds.get(k)));
            long[] third = LaneField.digits(x, O, k);
            LaneValues.assertBalanced(LaneField.FP, expected, third);
            assertThat(LaneField.value(LaneField.digits(diff, O, k))).isEqualTo(first.subtract(LaneField.value(third)));
        }
    }

    @Test
    void unpacksWithSigns() {
        List<BigInteger> values = new ArrayList<>();
        LaneField.FP
                .balancedEdges()
                .forEach(edge -> values.add(LaneField.value(edge).mod(LaneField.FP.modulus)));
        while (values.size() % N != 0) {
            values.add(BigInteger.TWO);
        }
        long[] signs = new long[values.size() + 1];
        for (int k = 0; k < values.size(); k++) {
            signs[k + 1] = k % 3 == 0 ? Long.MIN_VALUE : 0;
        }
        double[] lanes = new double[values.size() * 5 + O];
        FpLanes.unpackSigned(lanes, O, LaneValues.atRest(values, 8), 2, 8, signs, 1, values.size() / N);
        for (int k = 0; k < values.size(); k++) {
            BigInteger expected = k % 3 == 0 ? values.get(k).negate() : values.get(k);
            assertThat(LaneField.value(LaneField.digits(lanes, O, k))).isEqualTo(expected);
        }
    }

    @Test
    void findsZeroLanesWhateverTheirSign() {
        double[] block = new double[5 * N + 1];
        for (int lane = 0; lane < N; lane++) {
            for (int limb = 0; limb < 5; limb++) {
                block[1 + limb * N + lane] = lane % 2 == 0 ? -0.0 : limb == 3 ? 7 : 0;
            }
        }
        long even = 0x55 & ((1 << N) - 1);
        assertThat(FpLanes.zeroLanes(block, 1)).isEqualTo(even);
        assertThat(FpLanes.firstLimbZeroLanes(block, 1)).isEqualTo((1 << N) - 1);
        block[1] = 1;
        assertThat(FpLanes.zeroLanes(block, 1)).isEqualTo(even & ~1);
        assertThat(FpLanes.firstLimbZeroLanes(block, 1)).isEqualTo((1 << N) - 2);
    }
}

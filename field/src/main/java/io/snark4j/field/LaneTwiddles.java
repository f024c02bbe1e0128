package io.snark4j.field;

import io.snark4j.field.simd.FrButterflies;
import io.snark4j.field.simd.FrLanes;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/**
 * The square roots of unity C[b] of {@link Twiddles}, and their inverses, as {@link FrButterflies} takes them: 25 doubles each. Row i of C[b]
 * is C[b]·2^(51(i+s)) mod r in balanced digits. One table serves columns, rows and cosets of every size; the largest domain wants 2^14
 * entries of each kind, 3.3 MB, one of 2^20 elements 2^10, 200 KB.
 */
final class LaneTwiddles {
    /** Half the radix less a margin: with it a digit of up to 4·(2^50 + 16) times one of these is within 2^102, where products are exact. */
    static final double LARGEST_DIGIT = 0x1p50 - 64;

    private static final int ROWS = 5;
    private static final int LIMBS = 4;

    private static final LaneTwiddles FORWARD = new LaneTwiddles(FrButterflies.FORWARD_STEPS, false);
    private static final LaneTwiddles INVERSE = new LaneTwiddles(FrButterflies.INVERSE_STEPS, true);

    private final int steps;
    private final boolean inverted;
    private volatile double[] table = {};

    private LaneTwiddles(int steps, boolean inverted) {
        this.steps = steps;
        this.inverted = inverted;
    }

    /** C[b] for b below at least 2^log. */
    static double[] forward(int log) {
        return FORWARD.atLeast(log);
    }

    /** 1/C[b] for b below at least 2^log. */
    static double[] inverse(int log) {
        return INVERSE.atLeast(log);
    }

    private double[] atLeast(int log) {
        int size = FrButterflies.TWIDDLE << log;
        if (table.length < size) {
            synchronized (this) {
                if (table.length < size) {
                    table = grown(log);
                }
            }
        }
        return table;
    }

    private double[] grown(int log) {
        int known = table.length / FrButterflies.TWIDDLE;
        double[] grown = Arrays.copyOf(table, FrButterflies.TWIDDLE << log);
        long[] elements = Twiddles.atLeast(log);
        long[] weights = weights();
        long[] rows = new long[LIMBS * ROWS * Lanes.COUNT];
        double[] blocks = new double[ROWS * FrLanes.BLOCK];
        for (int b = known; b < 1 << log; b += Lanes.COUNT) {
            int count = Math.min(Lanes.COUNT, (1 << log) - b);
            for (int k = 0; k < count; k++) {
                multiples(rows, LIMBS * k, elements, b + k, weights);
            }
            FrLanes.unpack(blocks, 0, rows, 0, LIMBS, ROWS);
            FrLanes.reduce(blocks, 0, blocks, 0, ROWS);
            for (int k = 0; k < count; k++) {
                copyDigits(grown, FrButterflies.TWIDDLE * (b + k), blocks, k);
            }
        }
        return grown;
    }

    /** 2^(51(i+s)) mod r, not in Montgomery form: a Montgomery product with an element of value w is w·2^(51(i+s)). */
    private long[] weights() {
        long[] weights = new long[LIMBS * ROWS];
        for (int i = 0; i < ROWS; i++) {
            Fr.TWO.pow(51L * (i + steps)).write(weights, LIMBS * i);
            FrLimbs.toPlain(weights, LIMBS * i, weights, LIMBS * i);
        }
        return weights;
    }

    // Row i of entry k goes to element i·COUNT + k, that is lane k of block i.
    private void multiples(long[] rows, int at, long[] elements, int b, long[] weights) {
        // -1/C[b] stands at the mirrored index; C[0] = 1 is its own inverse.
        int from = LIMBS * (inverted ? Twiddles.mirror(b) : b);
        for (int i = 0; i < ROWS; i++) {
            int row = at + LIMBS * Lanes.COUNT * i;
            FrLimbs.mul(rows, row, elements, from, weights, LIMBS * i);
            if (inverted && b > 0) {
                FrLimbs.neg(rows, row, rows, row);
            }
        }
    }

    private static void copyDigits(double[] out, int o, double[] blocks, int lane) {
        for (int i = 0; i < FrButterflies.TWIDDLE; i++) {
            double digit = blocks[Lanes.COUNT * i + lane];
            if (Math.abs(digit) > LARGEST_DIGIT) {
                throw new ArithmeticException("digit " + i % ROWS + " of a twiddle's row " + i / ROWS + " is " + digit
                        + ", too close to 2^50 for exact products");
            }
            out[o + i] = digit;
        }
    }
}

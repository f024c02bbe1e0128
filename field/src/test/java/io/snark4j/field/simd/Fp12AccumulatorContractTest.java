package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp12;
import io.snark4j.field.Fp2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Squares and products by lines in every lane, against scalar code. */
@Tag("lanes")
class Fp12AccumulatorContractTest {
    private static final int N = Lanes.COUNT;
    private static final int BLOCKS = 3;
    private static final int RUN = BLOCKS * Fp2Lanes.BLOCK;

    private final Random random = new Random(3);
    private final Fp12Accumulator accumulator = new Fp12Accumulator(BLOCKS, new LaneScratch());
    private final Fp12[] expected = new Fp12[N];

    /** A coefficient whose components are small, largest in absolute value (±p/2), or random. */
    private Fp2 coefficient() {
        Fp half = Fp.of(Fp.MODULUS.shiftRight(1));
        return switch (random.nextInt(4)) {
            case 0 -> new Fp2(half, half.neg());
            case 1 -> new Fp2(Fp.of(random.nextInt(3) - 1), half);
            default -> Fp2.random(random);
        };
    }

    // The coefficients of w^0, w^1 and w^3 in the order of Fp12: evens, then odds.
    private static Fp12 line(Fp2 l0, Fp2 l1, Fp2 l3) {
        List<Fp2> coefficients = new ArrayList<>(Collections.nCopies(6, Fp2.ZERO));
        coefficients.set(0, l0);
        coefficients.set(3, l1);
        coefficients.set(4, l3);
        return Fp12.of(coefficients);
    }

    private void multiplyByLines(boolean[] neutral) {
        Fp2[][] lines = new Fp2[BLOCKS * N][];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new Fp2[] {coefficient(), coefficient(), coefficient()};
            if (!neutral[i]) {
                expected[i % N] = expected[i % N].mul(line(lines[i][0], lines[i][1], lines[i][2]));
            }
        }
        long[] rest = new long[lines.length * 8];
        for (int coefficient = 0; coefficient < 3; coefficient++) {
            for (int i = 0; i < lines.length; i++) {
                lines[i][coefficient].write(rest, 8 * i);
            }
            Fp2Lanes.unpack(accumulator.lines(), coefficient * RUN, rest, 0, 8, BLOCKS);
        }
        accumulator.multiplyLines();
        check();
    }

    private void check() {
        long[] out = new long[N * 50 + 1];
        accumulator.pack(out, 1, 50);
        for (int lane = 0; lane < N; lane++) {
            assertThat(Fp12.read(out, 1 + 50 * lane)).as("lane %d", lane).isEqualTo(expected[lane]);
        }
    }

    @Test
    void squaresAndLinesAreThoseOfScalarCode() {
        Arrays.fill(expected, Fp12.ONE);
        accumulator.setOne();
        check();
        boolean[] neutral = new boolean[BLOCKS * N];
        for (int step = 0; step < 30; step++) {
            multiplyByLines(neutral);
            accumulator.square();
            Arrays.setAll(expected, lane -> expected[lane].square());
            check();
            if (step % 10 == 4) {
                int index = random.nextInt(neutral.length);
                neutral[index] = true;
                accumulator.addNeutral(index / N, index % N);
            }
        }
        accumulator.clearNeutral();
        accumulator.setOne();
        Arrays.fill(expected, Fp12.ONE);
        multiplyByLines(new boolean[neutral.length]);
    }
}

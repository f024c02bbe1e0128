package io.snark4j.curve.bn254;

import io.snark4j.field.Fp12Limbs;
import io.snark4j.field.Fp2Limbs;
import io.snark4j.field.FpLimbs;

/** Several Miller loops that share one accumulator and so its squarings. One use, one thread. */
final class MillerLoop {
    private static final int POINT = 2 * FpLimbs.LIMBS;
    private static final int FIELD = Fp2Limbs.LIMBS;

    private final G2Prepared[] prepared;
    private final long[] points;
    private final long[] value = new long[G2Prepared.LINE];
    private final long[] s = new long[Fp12Limbs.SCRATCH];
    private int pairs;
    private int at;

    /** Room for so many pairs. */
    MillerLoop(int capacity) {
        prepared = new G2Prepared[capacity];
        points = new long[capacity * POINT];
    }

    /** Adds a pair; neither is infinity. */
    void add(G1Affine p, G2Prepared q) {
        p.write(points, pairs * POINT);
        prepared[pairs++] = q;
    }

    /** f = the product of the loops, one for no pairs; in lanes where they are warm. */
    void run(long[] f) {
        if (PairingWarmUp.SINGLE.useLanes(1)) {
            double[][] lanes = new double[pairs][];
            for (int i = 0; i < pairs; i++) {
                lanes[i] = prepared[i].lanes();
            }
            new PairingLanes().millerLoop(f, points, lanes);
        } else {
            runScalar(f);
        }
    }

    /** As {@link #run}, in scalar code. */
    void runScalar(long[] f) {
        Fp12Limbs.setOne(f, 0);
        if (pairs == 0) {
            return;
        }
        long[][] lines = new long[pairs][];
        for (int i = 0; i < pairs; i++) {
            lines[i] = prepared[i].lines();
        }
        at = 0;
        int top = G2Prepared.LOOP.length - 1;
        for (int i = top - 1; i >= 0; i--) {
            if (i < top - 1) {
                Fp12Limbs.square(f, 0, f, 0, s, 0);
            }
            multiplyLines(f, lines);
            if (G2Prepared.LOOP[i] != 0) {
                multiplyLines(f, lines);
            }
        }
        multiplyLines(f, lines);
        multiplyLines(f, lines);
    }

    // f *= the current line of every pair, at its point.
    private void multiplyLines(long[] f, long[][] lines) {
        for (int i = 0; i < pairs; i++) {
            long[] line = lines[i];
            int x = i * POINT;
            Fp2Limbs.mulByFp(value, 0, line, at, points, x + FpLimbs.LIMBS, s, 0);
            Fp2Limbs.mulByFp(value, FIELD, line, at + FIELD, points, x, s, 0);
            Fp2Limbs.copy(value, 2 * FIELD, line, at + 2 * FIELD);
            Fp12Limbs.mulBy034(f, 0, f, 0, value, 0, s, 0);
        }
        at += G2Prepared.LINE;
    }
}

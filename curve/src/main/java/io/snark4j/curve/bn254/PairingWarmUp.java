package io.snark4j.curve.bn254;

import io.snark4j.field.Fp12Limbs;
import io.snark4j.field.Work;
import io.snark4j.field.simd.LaneWarmUp;
import io.snark4j.field.simd.Lanes;
import java.util.SplittableRandom;

/** When pairings, one or a batch, go over to lanes. */
final class PairingWarmUp {
    /** Single pairings; both halves of one are counted. */
    static final LaneWarmUp SINGLE = new LaneWarmUp("pairing", 32, new Pairings());

    /** Batches, counted by pairs. */
    static final LaneWarmUp BATCH = new LaneWarmUp("batch", 256, new Batches());

    private PairingWarmUp() {}

    /** A pairing of the generators, lines drawn. */
    private static final class Pairings implements LaneWarmUp.Contest {
        private final long[] f = new long[Fp12Limbs.LIMBS];

        @Override
        public void runScalar() {
            var loop = new MillerLoop(1);
            loop.add(G1Affine.GENERATOR, G2Prepared.of(G2Affine.GENERATOR));
            loop.runScalar(f);
            FinalExponentiation.applyScalar(f);
        }

        @Override
        public void runInLanes() {
            long[] p = new long[G1Jacobian.AFFINE];
            G1Affine.GENERATOR.write(p, 0);
            long[] q = new long[G2Jacobian.AFFINE];
            G2Affine.GENERATOR.write(q, 0);
            var pairing = new PairingLanes();
            pairing.millerLoop(f, p, LineLanes.draw(q));
            pairing.finalExponentiation(f);
        }
    }

    /** A few pairs in every lane, and multiplications. */
    private static final class Batches implements LaneWarmUp.Contest {
        private static final Work ALONE = Work.ofThreads(1);
        private static final int SEGMENT = 4;

        @Override
        public void runScalar() {
            run(false);
        }

        @Override
        public void runInLanes() {
            run(true);
        }

        private static void run(boolean lanes) {
            int size = SEGMENT * Lanes.COUNT;
            var p = new G1Points(size);
            var q = new G2Points(size);
            for (int i = 0; i < size; i++) {
                p.set(i, G1Affine.GENERATOR);
                q.set(i, G2Affine.GENERATOR);
            }
            RandomScalars.of128Bits(size, new SplittableRandom(1)).multiply(p, p, ALONE, lanes);
            MillerBatch.run(p, q, SEGMENT, ALONE, lanes);
        }
    }
}

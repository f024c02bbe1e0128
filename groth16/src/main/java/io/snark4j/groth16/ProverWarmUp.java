package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Msm;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Msm;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.SplittableRandom;

/**
 * Small sums in G1, then in G2, so that their kernels are compiled by the time a proof comes to them: a proof begins with transforms, whose own
 * kernels it compiles itself meanwhile.
 */
final class ProverWarmUp {
    /** Enough for sums in lanes with every kernel in them. */
    private static final int TERMS = 512;

    /** More were not faster in the end. */
    private static final int ROUNDS = 2;

    private ProverWarmUp() {}

    static void run() {
        Work alone = Work.ofThreads(1);
        FrVector scalars = scalars();
        G1Points g1 = multiplesInG1();
        for (int i = 0; i < ROUNDS; i++) {
            G1Msm.msm(g1, scalars, alone);
        }
        G2Points g2 = multiplesInG2();
        for (int i = 0; i < ROUNDS; i++) {
            G2Msm.msm(g2, scalars, alone);
        }
    }

    // Nothing secret: any scalars of full length.
    private static FrVector scalars() {
        var random = new SplittableRandom(1);
        var scalars = new FrVector(TERMS);
        for (int i = 0; i < TERMS; i++) {
            scalars.set(i, Fr.random(random));
        }
        return scalars;
    }

    private static G1Points multiplesInG1() {
        var points = new G1Points(TERMS);
        G1Affine multiple = G1Affine.GENERATOR;
        for (int i = 0; i < TERMS; i++) {
            points.set(i, multiple);
            multiple = multiple.add(G1Affine.GENERATOR);
        }
        return points;
    }

    private static G2Points multiplesInG2() {
        var points = new G2Points(TERMS);
        G2Affine multiple = G2Affine.GENERATOR;
        for (int i = 0; i < TERMS; i++) {
            points.set(i, multiple);
            multiple = multiple.add(G2Affine.GENERATOR);
        }
        return points;
    }
}

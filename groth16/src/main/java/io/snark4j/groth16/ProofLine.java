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
import java.util.Arrays;

/** The proofs (A₀ + t·A₁, B₀ + t·B₁, C₀ + t·C₁ + t²·C₂) with one blinding, in memory that can be wiped; what they were made from were immutable
 * points, which stay until the collector comes. As secret as the blinding: two of them give all. */
final class ProofLine {
    private static final Work ALONE = Work.ofThreads(1);

    private final G1Points a;
    private final G2Points b;
    private final G1Points c;

    ProofLine(Proof origin, G1Affine slopeOfA, G2Affine slopeOfB, G1Affine slopeOfC, G1Affine curvatureOfC) {
        a = G1Points.of(origin.a(), slopeOfA);
        b = G2Points.of(origin.b(), slopeOfB);
        c = G1Points.of(origin.c(), slopeOfC, curvatureOfC);
    }

    Proof at(Fr t) {
        FrVector powers = FrVector.of(Fr.ONE, t, t.square());
        return new Proof(
                G1Msm.msm(a, 0, powers, 0, 2, ALONE),
                G2Msm.msm(b, 0, powers, 0, 2, ALONE),
                G1Msm.msm(c, 0, powers, 0, 3, ALONE));
    }

    /** Overwrites all points with zeros. */
    void clear() {
        Arrays.fill(a.limbs(), 0);
        Arrays.fill(b.limbs(), 0);
        Arrays.fill(c.limbs(), 0);
    }

    @Override
    public String toString() {
        return "ProofLine[secret]";
    }
}

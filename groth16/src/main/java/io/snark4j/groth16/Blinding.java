package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Msm;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Msm;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.random.RandomGenerator;

/** The two factors that hide the witness, full width, as limbs so that they can be wiped. For one proof only. */
final class Blinding implements AutoCloseable {
    private static final int LIMBS = 4;
    private static final Work ALONE = Work.ofThreads(1);

    /** s, r, −r·s: the order in which C takes them. */
    private final FrVector factors;

    private Blinding(FrVector factors) {
        this.factors = factors;
        long[] f = factors.limbs();
        FrLimbs.mul(f, 2 * LIMBS, f, 0, f, LIMBS);
        FrLimbs.neg(f, 2 * LIMBS, f, 2 * LIMBS);
    }

    static Blinding draw(RandomGenerator random) {
        var factors = new FrVector(3);
        FrRandom.draw(factors.limbs(), 0, random);
        FrRandom.draw(factors.limbs(), LIMBS, random);
        return new Blinding(factors);
    }

    /** For tests that need the same proof twice. */
    static Blinding of(Fr r, Fr s) {
        return new Blinding(FrVector.of(s, r, Fr.ZERO));
    }

    /** The vector itself, wiped by {@link #close}. */
    FrVector factors() {
        return factors;
    }

    G1Affine blindA(G1Affine a, G1Affine delta) {
        return a.add(G1Msm.msm(G1Points.of(delta), 0, factors, 1, 1, ALONE));
    }

    G1Affine blindB1(G1Affine b, G1Affine delta) {
        return b.add(G1Msm.msm(G1Points.of(delta), 0, factors, 0, 1, ALONE));
    }

    G2Affine blindB2(G2Affine b, G2Affine delta) {
        return b.add(G2Msm.msm(G2Points.of(delta), 0, factors, 0, 1, ALONE));
    }

    /** c + s·a + r·b − r·s·delta. */
    G1Affine blindC(G1Affine c, G1Affine a, G1Affine b, G1Affine delta) {
        return c.add(G1Msm.msm(G1Points.of(a, b, delta), factors, ALONE));
    }

    /** c + s·a + r·b: what {@link #blindC} adds to C when A and B move by these. */
    G1Affine blindSlopeOfC(G1Affine c, G1Affine a, G1Affine b) {
        return c.add(G1Msm.msm(G1Points.of(a, b), 0, factors, 0, 2, ALONE));
    }

    /** Overwrites the factors with zeros. */
    @Override
    public void close() {
        factors.clear();
    }

    @Override
    public String toString() {
        return "Blinding[secret]";
    }
}

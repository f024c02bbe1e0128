package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.MalformedInputException;

/**
 * Three points that claim to be a Groth16 proof and of which nothing has been checked: they may lie off the curve, B outside the
 * subgroup. {@link BatchVerifier} takes them so, because its own check of a thousand costs a fraction of a thousand single ones.
 *
 * @param a should be the point A of G1
 * @param b should be the point B of G2
 * @param c should be the point C of G1
 */
public record UncheckedProof(G1Affine a, G2Affine b, G1Affine c) {
    /** The points of a proof. */
    public static UncheckedProof of(Proof proof) {
        return new UncheckedProof(proof.a(), proof.b(), proof.c());
    }

    /**
     * The proof itself, its points checked.
     *
     * @throws MalformedInputException if a point lies off its curve or B outside the subgroup
     */
    public Proof check() {
        return new Proof(G1Affine.of(a.x(), a.y()), G2Affine.of(b.x(), b.y()), G1Affine.of(c.x(), c.y()));
    }

    /** Whether all three points lie on their curves; says nothing of the subgroup. */
    boolean isOnCurves() {
        return a.isOnCurve() && b.isOnCurve() && c.isOnCurve();
    }
}

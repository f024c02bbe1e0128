package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.MalformedInputException;

/**
 * A Groth16 proof: two points of G1 and one of G2, 256 bytes uncompressed. Holds nothing secret.
 *
 * <p>A proof is malleable: whoever has one can make others for the same statement (A/t and t·B, or B shifted by delta
 * and C corrected). Never use its bytes as an identifier; use the public inputs.
 *
 * @param a the point A of G1
 * @param b the point B of G2, in the subgroup of order r
 * @param c the point C of G1
 */
public record Proof(G1Affine a, G2Affine b, G1Affine c) {

    /**
     * @throws MalformedInputException if b lies outside the subgroup; {@link G2Affine} alone promises the curve. Costs
     *     one endomorphism check
     */
    public Proof {
        if (!b.isInSubgroup()) {
            throw new MalformedInputException("proof: B lies on the curve but outside the subgroup of order r: " + b);
        }
    }
}

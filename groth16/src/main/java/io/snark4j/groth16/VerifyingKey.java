package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.MalformedInputException;
import java.util.List;
import java.util.Optional;

/**
 * What a verifier needs of a circuit: proof (A, B, C) holds for public inputs x if
 * e(A, B) = e(alpha, beta) · e(ic[0] + Σ x_i·ic[i+1], gamma) · e(C, delta).
 *
 * @param alpha in G1, not infinity
 * @param beta in G2, in the subgroup, not infinity
 * @param gamma in G2, in the subgroup, not infinity; snarkjs' keys have the generator here
 * @param delta in G2, in the subgroup, not infinity
 * @param ic one point of G1 for the constant one and one for each public input
 */
public record VerifyingKey(G1Affine alpha, G2Affine beta, G2Affine gamma, G2Affine delta, List<G1Affine> ic) {

    /**
     * @throws MalformedInputException if alpha, beta, gamma or delta is infinity, a point of G2 is outside the subgroup,
     *     or ic is empty. Costs three endomorphism checks
     */
    public VerifyingKey {
        ic = List.copyOf(ic);
        if (ic.isEmpty()) {
            throw new MalformedInputException("verifying key: IC has 0 points, expected public inputs + 1");
        }
        if (alpha.isInfinity()) {
            throw new MalformedInputException("verifying key: alpha is the point at infinity");
        }
        requireUsable("beta", beta);
        requireUsable("gamma", gamma);
        requireUsable("delta", delta);
    }

    /** The number of public inputs, outputs included, the constant one not. */
    public int publicCount() {
        return ic.size() - 1;
    }

    /**
     * Why anyone can forge proofs for this key, or empty if nothing of the kind shows.
     *
     * <p>With delta = ±gamma (what snarkjs' {@code groth16 setup} writes before the first contribution) the proof
     * (alpha, beta, ∓Σ x_i·ic_i) verifies for every x. A relation between beta and gamma or delta is as bad. With an IC
     * point at infinity, a proof holds for every value of that input. A key whose maker kept the toxic waste is
     * forgeable too, and no check of the key can tell.
     */
    public Optional<String> forgery() {
        if (related(delta, gamma)) {
            return Optional.of("delta = ±gamma (a setup without any contribution)");
        }
        if (related(beta, gamma)) {
            return Optional.of("beta = ±gamma");
        }
        if (related(beta, delta)) {
            return Optional.of("beta = ±delta");
        }
        for (int i = 1; i < ic.size(); i++) {
            if (ic.get(i).isInfinity()) {
                return Optional.of("IC[" + i + "] is infinity, so public input " + (i - 1) + " is not checked");
            }
        }
        return Optional.empty();
    }

    private static boolean related(G2Affine a, G2Affine b) {
        return a.equals(b) || a.equals(b.neg());
    }

    private static void requireUsable(String name, G2Affine point) {
        if (point.isInfinity()) {
            throw new MalformedInputException("verifying key: " + name + " is the point at infinity");
        }
        if (!point.isInSubgroup()) {
            throw new MalformedInputException(
                    "verifying key: " + name + " lies on the curve but outside the subgroup of order r: " + point);
        }
    }
}

package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1FixedSum;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Prepared;
import io.snark4j.curve.bn254.Pairing;
import io.snark4j.field.Fp12;
import io.snark4j.field.Fr;
import java.util.List;

/**
 * A verifying key with e(alpha, beta) and the lines of gamma and delta computed once: what a server that verifies many
 * proofs keeps. Immutable and thread-safe; about 60 KB, and for many verifications 32 KB more a public input (up to 64 of
 * them).
 */
public final class PreparedVerifyingKey {
    private final VerifyingKey key;
    private final Fp12 alphaBeta;
    private final G2Prepared gamma;
    private final G2Prepared delta;
    private final G1FixedSum inputPoints;

    private PreparedVerifyingKey(VerifyingKey key) {
        this.key = key;
        this.alphaBeta = Pairing.pairing(key.alpha(), key.beta());
        this.gamma = G2Prepared.of(key.gamma());
        this.delta = G2Prepared.of(key.delta());
        this.inputPoints =
                G1FixedSum.of(G1Points.of(key.ic().subList(1, key.ic().size()).toArray(G1Affine[]::new)));
    }

    /**
     * Prepares a key, at the cost of about one pairing.
     *
     * @throws ForgeableKeyException if anyone can forge proofs for it
     */
    public static PreparedVerifyingKey of(VerifyingKey key) {
        return of(key, KeyPolicy.REFUSE_FORGEABLE);
    }

    /**
     * As {@link #of(VerifyingKey)} under the given policy.
     *
     * @throws ForgeableKeyException if the policy refuses the key
     */
    public static PreparedVerifyingKey of(VerifyingKey key, KeyPolicy policy) {
        return new PreparedVerifyingKey(policy.admit(key));
    }

    /** The key this was made from. */
    public VerifyingKey key() {
        return key;
    }

    /** The lines of gamma. */
    G2Prepared gamma() {
        return gamma;
    }

    /** The lines of delta. */
    G2Prepared delta() {
        return delta;
    }

    /** Σ factors[i]·ic[i + 1]; as many factors as the key has public inputs. */
    G1Affine inputSum(List<Fr> factors) {
        return inputPoints.sum(factors);
    }

    /**
     * Whether {@code proof} holds for {@code publicInputs}: three Miller loops and one final exponentiation.
     *
     * @throws IllegalArgumentException if the number of public inputs is not the key's
     */
    boolean verify(Proof proof, List<Fr> publicInputs) {
        if (publicInputs.size() != key.publicCount()) {
            throw new IllegalArgumentException("verify: the key takes " + key.publicCount() + " public inputs but "
                    + publicInputs.size() + " are given");
        }
        G1Affine inputs = key.ic().get(0).add(inputSum(publicInputs));
        Fp12 right = Pairing.product(
                List.of(proof.a().neg(), inputs, proof.c()), List.of(G2Prepared.of(proof.b()), gamma, delta));
        return right.mul(alphaBeta).isOne();
    }
}

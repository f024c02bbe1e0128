package io.snark4j.groth16;

import io.snark4j.curve.bn254.G2Prepared;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Verifies many proofs for one key at once, for a fraction of what each costs alone, and names those that do not hold.
 *
 * {@snippet :
 * var verifier = BatchVerifier.of(PreparedVerifyingKey.of(key));
 * BatchResult result = verifier.verify(claims);
 * if (!result.allValid()) {
 *     reject(result.invalid());
 * }
 * }
 *
 * <p>Points are checked first: a proof with a point off the curve, with B outside the subgroup, or with another number of public
 * inputs than the key's does not hold, and never throws. The rest is one equation: with E_i = e(A_i, B_i) / (e(alpha, beta) · e(ic(x_i),
 * gamma) · e(C_i, delta)) in the group of order r, proof i holds exactly when E_i = 1, and the batch passes when Π E_i^(s_i) = 1 for
 * random coefficients s_i. All alphas, inputs and Cs come together in three pairings.
 *
 * <p><b>Soundness.</b> The coefficients are drawn after the proofs are given, from a set S of at least 2^128 scalars of which none
 * has a probability above 2^-128 ({@link io.snark4j.curve.bn254.RandomScalars}). Take any set of proofs of which some E_j ≠ 1, and
 * fix all coefficients but s_j: E_j has the prime order r, so Π E_i^(s_i) = 1 for one value of s_j modulo r at most. A set with
 * a false proof thus passes with probability at most 2^-128, however the false proofs were chosen together.
 *
 * <p>When the batch fails it is halved again and again, with the same coefficients. The sets that are looked at are nodes of one binary tree
 * over the indices, fixed before the coefficients are drawn; it has fewer than 2n nodes, so that a false proof is missed anywhere in
 * it with probability below 2n·2^-128. At a leaf, E_i^(s_i) = 1 says E_i = 1, as s_i ≠ 0. What is named is false for certain.
 * A right half is not looked at, its product being the whole's over the left one's.
 *
 * <p>k false proofs among n cost at most about k·log2(n) further checks of 3 pairings each, besides new Miller loops
 * for those that shared an accumulator with a false one. Immutable and thread-safe. Vartime; proofs and inputs are public.
 */
public final class BatchVerifier {
    private final PreparedVerifyingKey key;
    private final BatchOptions options;
    private final G2Prepared beta;

    private BatchVerifier(PreparedVerifyingKey key, BatchOptions options) {
        this.key = key;
        this.options = options;
        this.beta = G2Prepared.of(key.key().beta());
    }

    /** A verifier with {@link BatchOptions#DEFAULT}. */
    public static BatchVerifier of(PreparedVerifyingKey key) {
        return of(key, BatchOptions.DEFAULT);
    }

    /** A verifier with the given options. */
    public static BatchVerifier of(PreparedVerifyingKey key, BatchOptions options) {
        return new BatchVerifier(key, options);
    }

    /**
     * Verifies every claim.
     *
     * @return the indices of those that do not hold; none for an empty batch
     * @throws java.util.concurrent.CancellationException if the work is cancelled
     */
    public BatchResult verify(List<Claim> claims) {
        var invalid = new BitSet(claims.size());
        var indices = new ArrayList<Integer>(claims.size());
        boolean[] wellFormed = new boolean[claims.size()];
        options.work().forEachRange(claims.size(), 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                wellFormed[i] = isWellFormed(claims.get(i));
            }
        });
        for (int i = 0; i < claims.size(); i++) {
            if (wellFormed[i]) {
                indices.add(i);
            } else {
                invalid.set(i);
            }
        }
        if (!indices.isEmpty()) {
            List<Claim> rest = indices.stream().map(claims::get).toList();
            new BatchCheck(key, beta, options, rest).invalid().stream().forEach(i -> invalid.set(indices.get(i)));
        }
        return new BatchResult(claims.size(), invalid.stream().boxed().toList());
    }

    private boolean isWellFormed(Claim claim) {
        return claim.publicInputs().size() == key.key().publicCount()
                && claim.proof().isOnCurves();
    }
}

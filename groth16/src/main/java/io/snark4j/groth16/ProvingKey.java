package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.field.MalformedInputException;
import io.snark4j.r1cs.SparseMatrix;

/**
 * What a prover needs of a circuit; everything a .zkey holds. Public, large (about 450 bytes a wire and 64 a row), not to be
 * modified: the point vectors and matrices are shared, not copied. Safe for many threads as long as nobody writes to them.
 *
 * @param log2Domain log2 of n, the power of two that holds constraints + public inputs + 1 rows; 1 to 27
 * @param verifyingKey alpha, beta, gamma, delta (in G2) and IC
 * @param beta1 beta in G1
 * @param delta1 delta in G1
 * @param a matrix A, with the rows of the constant and the public inputs below the constraints; at most n rows
 * @param b matrix B; at most n rows
 * @param pointsA one point a wire
 * @param pointsB1 one point a wire, in G1
 * @param pointsB2 the same scalars in G2, in the subgroup
 * @param pointsC one point a private wire: wire publicCount + 1 first
 * @param pointsH n points: Lagrange basis at the odd 2n-th roots of unity
 * @param contributions the ceremony's record
 */
public record ProvingKey(
        int log2Domain,
        VerifyingKey verifyingKey,
        G1Affine beta1,
        G1Affine delta1,
        SparseMatrix a,
        SparseMatrix b,
        G1Points pointsA,
        G1Points pointsB1,
        G2Points pointsB2,
        G1Points pointsC,
        G1Points pointsH,
        Contributions contributions) {

    /** @throws MalformedInputException if the parts' sizes do not belong together */
    public ProvingKey {
        if (log2Domain < 1 || log2Domain > QapDomain.MAX_LOG2) {
            throw new MalformedInputException(
                    "proving key: domain 2^" + log2Domain + ", expected 2^1 to 2^" + QapDomain.MAX_LOG2);
        }
        int wires = pointsA.size();
        requireSize("B1", pointsB1.size(), wires);
        requireSize("B2", pointsB2.size(), wires);
        requireSize("C", pointsC.size(), wires - verifyingKey.ic().size());
        requireSize("H", pointsH.size(), 1 << log2Domain);
        if (a.rows() > 1 << log2Domain || b.rows() > 1 << log2Domain) {
            throw new MalformedInputException("proving key: matrices of " + a.rows() + " and " + b.rows()
                    + " rows, the domain has " + (1 << log2Domain));
        }
        if (beta1.isInfinity() || delta1.isInfinity()) {
            throw new MalformedInputException(
                    "proving key: " + (beta1.isInfinity() ? "beta" : "delta") + " in G1 is the point at infinity");
        }
    }

    /** The length of a witness: the constant, the public inputs and the private wires. */
    public int wires() {
        return pointsA.size();
    }

    /** The number of public inputs, outputs included, the constant one not. */
    public int publicCount() {
        return verifyingKey.publicCount();
    }

    /** Whether whoever made the key could have kept the toxic waste: nobody else contributed. */
    public boolean isInsecure() {
        return contributions.count() == 0;
    }

    private static void requireSize(String name, int actual, int expected) {
        if (actual != expected) {
            throw new MalformedInputException("proving key: " + actual + " points " + name + ", expected " + expected);
        }
    }

    /** Sizes only; the points would fill pages. */
    @Override
    public String toString() {
        return "ProvingKey[" + wires() + " wires, " + publicCount() + " public inputs, domain 2^" + log2Domain + ", "
                + contributions.count() + " contributions]";
    }
}

package io.snark4j.groth16;

import io.snark4j.field.MalformedInputException;

/**
 * The rows of the quadratic arithmetic program: one a constraint, then one for the constant and each public input (A = that
 * wire, B = C = 0), which keep the public columns of A independent; zeros up to a power of two.
 */
final class QapDomain {
    /** At 2^28, the two-adicity of Fr, the 2n-th roots of the H points do not exist. */
    static final int MAX_LOG2 = 27;

    private QapDomain() {}

    /**
     * log2 of the domain for so many rows.
     *
     * @throws MalformedInputException if they need more than 2^27
     */
    static int log2(long constraints, long publicCount) {
        long rows = Math.max(2, constraints + publicCount + 1);
        int log2 = Long.SIZE - Long.numberOfLeadingZeros(rows - 1);
        if (log2 > MAX_LOG2) {
            throw new MalformedInputException("domain: " + constraints + " constraints, " + publicCount
                    + " public inputs and the constant need 2^" + log2 + " rows, at most 2^" + MAX_LOG2
                    + " are supported");
        }
        return log2;
    }
}

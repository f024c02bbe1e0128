package io.snark4j.r1cs;

/**
 * A constraint system as such, without the program that computes its witness: what a .r1cs file holds.
 *
 * @param wires number of wires, the constant one included
 * @param publicOutputs wires 1 to publicOutputs
 * @param publicInputs number of wires after the outputs
 * @param privateInputs number of wires after the public inputs
 * @param labels signal behind each wire
 * @param a left factors
 * @param b right factors
 * @param c products
 */
public record R1cs(
        int wires,
        int publicOutputs,
        int publicInputs,
        int privateInputs,
        WireLabels labels,
        SparseMatrix a,
        SparseMatrix b,
        SparseMatrix c)
        implements ConstraintSystem {

    /** @throws IllegalArgumentException if counts, matrices and wires do not fit together */
    public R1cs {
        if (publicOutputs < 0
                || publicInputs < 0
                || privateInputs < 0
                || 1L + publicOutputs + publicInputs + privateInputs > wires) {
            throw new IllegalArgumentException("constraint system: " + wires + " wires cannot hold the constant one, "
                    + publicOutputs + " outputs, " + publicInputs + " public and " + privateInputs + " private inputs");
        }
        if (labels.wires() != wires) {
            throw new IllegalArgumentException(
                    "constraint system: " + wires + " wires but labels of " + labels.wires());
        }
        if (a.rows() != b.rows() || a.rows() != c.rows()) {
            throw new IllegalArgumentException(
                    "constraint system: A has " + a.rows() + " rows, B " + b.rows() + ", C " + c.rows());
        }
        int highest = Math.max(a.highestWire(), Math.max(b.highestWire(), c.highestWire()));
        if (highest >= wires) {
            throw new IllegalArgumentException(
                    "constraint system: wire " + highest + " occurs but there are only " + wires + " wires");
        }
    }

    /**
     * @param publicOutputs number of public outputs
     * @param publicInputs number of public inputs
     * @return a system without constraints, to add them to
     */
    public static Builder builder(int publicOutputs, int publicInputs) {
        return new Builder(publicOutputs, publicInputs);
    }

    /** @return sizes only */
    @Override
    public String toString() {
        return "R1cs of " + constraints() + " constraints, " + wires + " wires, " + publicCount() + " of them public";
    }

    /** Takes constraints one after another. Not thread-safe. */
    public static final class Builder {
        private final int publicOutputs;
        private final int publicInputs;
        private final SparseMatrix.Builder a = SparseMatrix.builder();
        private final SparseMatrix.Builder b = SparseMatrix.builder();
        private final SparseMatrix.Builder c = SparseMatrix.builder();

        private Builder(int publicOutputs, int publicInputs) {
            this.publicOutputs = publicOutputs;
            this.publicInputs = publicInputs;
        }

        /**
         * Appends the constraint left · right = product.
         *
         * @param left row of A
         * @param right row of B
         * @param product row of C
         * @return this
         */
        public Builder constrain(LinearCombination left, LinearCombination right, LinearCombination product) {
            a.add(left);
            b.add(right);
            c.add(product);
            return this;
        }

        /**
         * @param wires number of wires, the constant one included
         * @param privateInputs number of wires after the public ones that are inputs
         * @return the system of all constraints so far, wire i having label i
         * @throws IllegalArgumentException if a constraint uses a wire beyond {@code wires}
         */
        public R1cs build(int wires, int privateInputs) {
            return new R1cs(
                    wires,
                    publicOutputs,
                    publicInputs,
                    privateInputs,
                    WireLabels.identity(wires),
                    a.build(),
                    b.build(),
                    c.build());
        }
    }
}

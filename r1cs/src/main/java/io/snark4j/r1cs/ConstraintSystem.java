package io.snark4j.r1cs;

/**
 * A rank-1 constraint system: constraint i holds for a witness w if (row i of A · w) · (row i of B · w) = row i of C · w. Wire 0 is the constant
 * one; then come the public outputs, the public inputs, the private inputs and every other wire. This is all that a proof system
 * knows of a circuit. Implementations are immutable.
 */
public interface ConstraintSystem {
    /** @return number of wires, the constant one included; at least 1 */
    int wires();

    /** @return number of public outputs, which are wires 1 to publicOutputs */
    int publicOutputs();

    /** @return number of public inputs, which follow the outputs */
    int publicInputs();

    /** @return number of private inputs, which follow the public ones; the wires after them are computed from the inputs */
    int privateInputs();

    /** @return the left factors, one row a constraint */
    SparseMatrix a();

    /** @return the right factors */
    SparseMatrix b();

    /** @return the products */
    SparseMatrix c();

    /** @return the signal behind each wire, for a file of names beside the .r1cs */
    WireLabels labels();

    /** @return number of constraints */
    default int constraints() {
        return a().rows();
    }

    /** @return number of public wires without the constant one */
    default int publicCount() {
        return publicOutputs() + publicInputs();
    }

    /**
     * @param constraint in [0, constraints)
     * @return where it comes from and its label, such as {@code Cubic.java:12 "balance"}; empty if that is not known
     */
    default String describe(int constraint) {
        return "";
    }
}

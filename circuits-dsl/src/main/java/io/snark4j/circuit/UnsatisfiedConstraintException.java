package io.snark4j.circuit;

import io.snark4j.r1cs.UnsatisfiedConstraint;
import java.io.Serial;

/** Inputs that violate a constraint: the first one that the witness program came to. */
public final class UnsatisfiedConstraintException extends UnsolvableException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient UnsatisfiedConstraint constraint;

    UnsatisfiedConstraintException(UnsatisfiedConstraint constraint) {
        super(constraint.message());
        this.constraint = constraint;
    }

    /** @return the constraint and its operands' values; not serialised with the exception */
    public UnsatisfiedConstraint constraint() {
        return constraint;
    }
}

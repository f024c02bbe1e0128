package io.snark4j.r1cs;

import io.snark4j.field.Fr;

/**
 * A constraint that a witness violates. The operand values come from the witness: treat the message as secret where the witness is.
 *
 * @param index of the constraint, from 0
 * @param description where it comes from and its label, empty if unknown
 * @param a value of the left factor
 * @param b value of the right factor
 * @param c value that a·b should have had
 */
public record UnsatisfiedConstraint(int index, String description, Fr a, Fr b, Fr c) {
    /** @return for example {@code constraint 17 at Purchase.java:88 "balance ≥ price": a·b = c with a=5, b=1, c=6} */
    public String message() {
        String where = description.isEmpty() ? "" : " at " + description;
        return "constraint " + index + where + ": a·b = c with a=" + a + ", b=" + b + ", c=" + c;
    }

    /** @return {@link #message} */
    @Override
    public String toString() {
        return message();
    }
}

package io.snark4j.circuit.lint;

/**
 * One thing that a {@link CircuitLint} does not like.
 *
 * @param kind what is wrong
 * @param wire that it is about
 * @param source name of the wire's input or hint, by which it can be permitted; the wire's own name if it is neither
 * @param message one line with the place, where it is known; it may hold values of the witness
 */
public record LintFinding(Kind kind, int wire, String source, String message) {
    /** What is wrong. */
    public enum Kind {
        /** No constraint uses the wire. */
        UNUSED,

        /** A sum is range-checked whose operands may be so large that it wraps modulo r. */
        WRAPS,

        /** Another value of the wire satisfies all constraints with the same inputs: the message holds it. */
        SECOND_VALUE,

        /** To first order the wire can move with the same inputs: a kernel vector of the Jacobian at the witness. */
        FREE_DIRECTION,

        /** No rule shows that the wire has one value only; it need not have another. */
        NOT_SHOWN
    }

    /** @return the message */
    @Override
    public String toString() {
        return message;
    }
}

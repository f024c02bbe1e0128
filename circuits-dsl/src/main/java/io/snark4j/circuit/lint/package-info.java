/**
 * A lint for circuits: what no constraint uses, what may take a second value for the same inputs, and range checks of sums that may wrap. It
 * reads constraints only, so it works on circom's as well. It knows a satisfying witness and reasons from that; {@link
 * io.snark4j.circuit.lint.CircuitLint} says what a clean report proves and what it does not.
 *
 * <p>That a wire has one value is shown by propagation, as published tools do for circom (Ecne; Pailoor et al., Automated Detection of
 * Under-Constrained Circuits in Zero-Knowledge Proofs, PLDI 2023), with an arithmetic of digits in place of an SMT solver.
 */
@NullMarked
package io.snark4j.circuit.lint;

import org.jspecify.annotations.NullMarked;

/**
 * Circuits written in Java. A {@link io.snark4j.circuit.Circuit} is a record whose components are its inputs and whose {@code define} states what
 * must hold between them; {@link io.snark4j.circuit.CircuitCompiler} turns it into constraints and a flat program that computes the
 * witness. Linear combinations cost no constraint; a product of two variables costs one. The user's Java code runs once, while
 * compiling, and never on inputs.
 */
@NullMarked
package io.snark4j.circuit;

import org.jspecify.annotations.NullMarked;

/**
 * Circuits written in Java: typed inputs, the compiler to constraints, the witness solver and gadgets beside their native twins.
 */
@NullMarked
package io.snark4j.circuit;

import org.jspecify.annotations.NullMarked;

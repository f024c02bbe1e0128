/**
 * Rank-1 constraint systems: every constraint says A·w times B·w equals C·w for the vector w of all wires. Wire 0 is the constant
 * one; after it come the public outputs, the public inputs, and everything private. Coefficients and wires are elements of Fr.
 */
@NullMarked
package io.snark4j.r1cs;

import org.jspecify.annotations.NullMarked;

/**
 * A test kit for circuits: does a circuit notice a prover who cheats? It changes every cell of an honest witness in turn, and replaces the
 * result of every hint and solves the rest again. It finds forgotten constraints; it proves nothing about what it did not try.
 */
@NullMarked
package io.snark4j.circuit.soundness;

import org.jspecify.annotations.NullMarked;

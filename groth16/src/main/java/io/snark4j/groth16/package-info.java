/**
 * Groth16 (eprint 2016/260): setup, proving and verifying keys, prover, verifier, key files and Solidity verifiers.
 */
@NullMarked
package io.snark4j.groth16;

import org.jspecify.annotations.NullMarked;

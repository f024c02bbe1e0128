/**
 * Groth16 on Ethereum: a verifying key becomes a Solidity contract, a proof becomes the calldata of its {@code verifyProof}.
 *
 * <p>The contract's interface is the one that snarkjs' verifiers have, so that one drops in for the other. Words are 32
 * bytes big-endian; a point of G2 has the imaginary part first (EIP-197). Both exports depend on their arguments alone:
 * the same key gives the same source, byte for byte.
 */
@NullMarked
package io.snark4j.groth16.solidity;

import org.jspecify.annotations.NullMarked;

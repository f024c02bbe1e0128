package io.snark4j.groth16;

/**
 * The outcome of a setup.
 *
 * @param provingKey for the prover; large
 * @param verifyingKey for verifiers; the same as {@code provingKey.verifyingKey()}
 */
public record Keys(ProvingKey provingKey, VerifyingKey verifyingKey) {}

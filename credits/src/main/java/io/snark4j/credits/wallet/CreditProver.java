package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.groth16.Proof;

/** Makes the proofs of a deployment. Thread-safe. */
public interface CreditProver {
    /**
     * @param inputs of CreditRequest
     * @return a proof
     * @throws WalletException if the inputs do not satisfy the circuit
     */
    Proof proveRequest(CreditRequestInputs inputs);

    /**
     * @param inputs of CreditExit
     * @return a proof
     * @throws WalletException if the inputs do not satisfy the circuit
     */
    Proof proveExit(CreditExitInputs inputs);
}

package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import java.util.function.BooleanSupplier;

/** Makes the proofs of a deployment. Thread-safe. */
public interface CreditProver {
    /**
     * @param inputs of CreditRequest
     * @return a proof
     * @throws WalletException if the inputs do not satisfy the circuit
     */
    Proof proveRequest(CreditRequestInputs inputs);

    /**
     * Does all of a request's proof that does not depend on x, on this thread.
     *
     * @param line inputs of CreditRequest
     * @param cancelled asked now and then, and may take its time
     * @return the proof but for x
     * @throws WalletException if the inputs do not satisfy the circuit
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    PreparedRequest prepareRequest(RequestLine line, BooleanSupplier cancelled);

    /**
     * @param inputs of CreditExit
     * @return a proof
     * @throws WalletException if the inputs do not satisfy the circuit
     */
    Proof proveExit(CreditExitInputs inputs);

    /** A request's proof but for x. */
    interface PreparedRequest extends AutoCloseable {
        /**
         * @param x of the request
         * @return the proof
         * @throws IllegalStateException the second time, or after closing: one blinding is for one proof
         */
        Proof at(Fr x);

        /** Wipes it unless it was used. */
        @Override
        void close();
    }
}

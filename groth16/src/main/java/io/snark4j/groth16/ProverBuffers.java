package io.snark4j.groth16;

import io.snark4j.curve.bn254.MsmScalars;

/** What one proof after another computes in. It depends on the witness until it is cleared. */
final class ProverBuffers {
    private final Quotient quotient;
    private final MsmScalars witness;
    private final MsmScalars quotientScalars;

    ProverBuffers(ProvingKey key) {
        witness = new MsmScalars(key.wires());
        quotientScalars = new MsmScalars(1 << key.log2Domain());
        quotient = new Quotient(key.log2Domain());
    }

    /** Room for the values of all wires, as A, B and C take them. */
    MsmScalars witness() {
        return witness;
    }

    /** Room for the quotient's values. */
    Quotient quotient() {
        return quotient;
    }

    /** Room for the same as the sum over H takes them. */
    MsmScalars quotientScalars() {
        return quotientScalars;
    }

    void clear() {
        witness.clear();
        quotient.clear();
        quotientScalars.clear();
    }
}

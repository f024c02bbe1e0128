package io.snark4j.groth16;

/** Whether a key that anyone can forge proofs for is used at all; see {@link VerifyingKey#forgery()}. */
public enum KeyPolicy {
    /** The default everywhere: verification and exports throw {@link ForgeableKeyException}. */
    REFUSE_FORGEABLE,

    /** For tests and demonstrations, and for files that snarkjs' {@code groth16 setup} wrote before any contribution. */
    ALLOW_FORGEABLE;

    /**
     * Passes {@code key} through if this policy admits it.
     *
     * @throws ForgeableKeyException if it does not, with the reason
     */
    public VerifyingKey admit(VerifyingKey key) {
        if (this == REFUSE_FORGEABLE) {
            key.forgery().ifPresent(reason -> {
                throw new ForgeableKeyException(reason);
            });
        }
        return key;
    }
}

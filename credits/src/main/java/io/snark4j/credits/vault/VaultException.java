package io.snark4j.credits.vault;

import java.math.BigInteger;
import java.util.List;

/** The vault refuses a call, with one of its errors. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;

    @SuppressWarnings("serial") // immutable lists of numbers are
    private final List<BigInteger> values;

    VaultException(String error, List<BigInteger> values, Throwable cause) {
        super("vault: " + error + values, cause);
        this.error = error;
        this.values = values;
    }

    /** @return the error's name in the contract, such as {@code NoteNotActive} */
    public String error() {
        return error;
    }

    /** @return its values in order; addresses as numbers */
    public List<BigInteger> values() {
        return values;
    }
}

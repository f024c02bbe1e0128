package io.snark4j.credits.ethereum;

/** A contract refused a call. {@link #data} is what it said: a selector and words for an error with a name. */
public final class RevertedException extends EthereumException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // bytes are
    private final byte[] data;

    RevertedException(String message, byte[] data) {
        super(message);
        this.data = data;
    }

    /** @return what the contract returned; empty if it said nothing or the node does not tell */
    public byte[] data() {
        return data.clone();
    }
}

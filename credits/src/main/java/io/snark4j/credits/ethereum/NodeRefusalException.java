package io.snark4j.credits.ethereum;

/** A node answers that it will not do what it was asked: too many results, too wide a range of blocks, state that it no longer keeps. */
public final class NodeRefusalException extends EthereumException {
    private static final long serialVersionUID = 1L;

    NodeRefusalException(String message) {
        super(message);
    }
}

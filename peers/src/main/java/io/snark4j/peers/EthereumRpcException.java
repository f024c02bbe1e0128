package io.snark4j.peers;

/** A node's JSON-RPC error answer, such as a call that reverts. */
public final class EthereumRpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    EthereumRpcException(String method, int code, String message) {
        super("%s: error %d: %s".formatted(method, code, message));
        this.code = code;
    }

    /**
     * The node's error code.
     *
     * @return for example 3 for a call that reverts, -32003 for one that fails otherwise
     */
    public int code() {
        return code;
    }
}

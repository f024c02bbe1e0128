package io.snark4j.peers;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The few calls of Ethereum's JSON-RPC 2.0 that tests and the demo need. Addresses and hashes are hex text with 0x,
 * calldata and return data are bytes. Thread-safe; all clients share one connection pool.
 */
public final class EthereumRpc {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration RECEIPT_TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HexFormat HEX = HexFormat.of();

    private final URI endpoint;
    private final AtomicLong ids = new AtomicLong();

    /**
     * A client of the node that listens at {@code endpoint}.
     *
     * @param endpoint an http URI
     */
    public EthereumRpc(URI endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * The chain's number.
     *
     * @return {@code eth_chainId}
     */
    public long chainId() {
        return quantity(request("eth_chainId"));
    }

    /**
     * The newest block's number.
     *
     * @return {@code eth_blockNumber}
     */
    public long blockNumber() {
        return quantity(request("eth_blockNumber"));
    }

    /**
     * The accounts that the node signs for.
     *
     * @return {@code eth_accounts}; ten on anvil, each with 10,000 ether
     */
    public List<String> accounts() {
        return request("eth_accounts").valueStream().map(JsonNode::asString).toList();
    }

    /**
     * Runs a call on the newest state and changes nothing.
     *
     * @param to a contract or precompile, such as {@code 0x0000000000000000000000000000000000000006}
     * @param data calldata
     * @return what it returns
     * @throws EthereumRpcException if it reverts or fails otherwise
     */
    public byte[] call(String to, byte[] data) {
        return bytes(request("eth_call", transaction(null, to, data), "latest"));
    }

    /**
     * Runs a call and leaves its failure to the caller.
     *
     * @param to a contract or precompile
     * @param data calldata
     * @return what it returns, or empty if it reverts or fails otherwise
     */
    public Optional<byte[]> tryCall(String to, byte[] data) {
        try {
            return Optional.of(call(to, data));
        } catch (EthereumRpcException _) {
            return Optional.empty();
        }
    }

    /**
     * The gas limit a transaction from the first account would need.
     *
     * @param to a contract
     * @param data calldata
     * @return gas, with transaction base and calldata
     * @throws EthereumRpcException if it reverts
     */
    public long estimateGas(String to, byte[] data) {
        return quantity(request("eth_estimateGas", transaction(accounts().getFirst(), to, data)));
    }

    /**
     * Sends a transaction from the first unlocked account and waits for its receipt. One that reverts is mined too.
     *
     * @param to a contract
     * @param data calldata
     * @param gasLimit what it may use
     * @return its receipt
     * @throws EthereumRpcException if the node refuses it
     * @throws PeerException if no receipt comes within 30 s
     */
    public TransactionReceipt sendTransaction(String to, byte[] data, long gasLimit) {
        Map<String, String> transaction = transaction(accounts().getFirst(), to, data);
        return send(with(transaction, "gas", "0x" + Long.toHexString(gasLimit)));
    }

    /**
     * Creates a contract from the first unlocked account.
     *
     * @param creationCode creation bytecode, with the encoded constructor arguments behind it where there are any
     * @return the new contract's address
     * @throws EthereumRpcException if the node refuses it, as code beyond 24,576 bytes
     * @throws PeerException if the creation reverts
     */
    public String deploy(byte[] creationCode) {
        TransactionReceipt receipt = send(transaction(accounts().getFirst(), null, creationCode));
        if (!receipt.isSuccess()) {
            throw new PeerException("contract creation %s reverted after %d gas"
                    .formatted(receipt.transactionHash(), receipt.gasUsed()));
        }
        return receipt.contractAddress()
                .orElseThrow(() -> new PeerException("receipt " + receipt + " names no contract"));
    }

    /**
     * Waits for a transaction to be mined.
     *
     * @param transactionHash 0x and 64 hex digits
     * @return its receipt
     * @throws PeerException if none comes within 30 s
     */
    public TransactionReceipt waitForReceipt(String transactionHash) {
        long deadline = System.nanoTime() + RECEIPT_TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode receipt = request("eth_getTransactionReceipt", transactionHash);
            if (!receipt.isNull()) {
                return receipt(receipt);
            }
            pause();
        }
        throw new PeerException("no receipt for %s after %d s".formatted(transactionHash, RECEIPT_TIMEOUT.toSeconds()));
    }

    /**
     * A contract's code as it stands on the chain.
     *
     * @param address a contract
     * @return runtime bytecode; empty for an address without code
     */
    public byte[] code(String address) {
        return bytes(request("eth_getCode", address, "latest"));
    }

    /**
     * Any other method.
     *
     * @param method such as {@code debug_traceTransaction}
     * @param parameters what Jackson writes as JSON: text, numbers, maps, lists
     * @return the answer's {@code result}
     * @throws EthereumRpcException if the node answers with an error
     * @throws PeerException if the node does not answer, or not in JSON-RPC
     */
    public JsonNode request(String method, Object... parameters) {
        Map<String, Object> body =
                Map.of("jsonrpc", "2.0", "id", ids.incrementAndGet(), "method", method, "params", List.of(parameters));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        JsonNode answer;
        try {
            answer = JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException | JacksonException e) {
            throw new PeerException("%s at %s: %s".formatted(method, endpoint, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerException("%s at %s: interrupted".formatted(method, endpoint), e);
        }
        JsonNode error = answer.get("error");
        if (error != null) {
            throw new EthereumRpcException(
                    method, error.path("code").asInt(), error.path("message").asString());
        }
        JsonNode result = answer.get("result");
        if (result == null) {
            throw new PeerException("%s at %s: neither result nor error".formatted(method, endpoint));
        }
        return result;
    }

    private TransactionReceipt send(Map<String, String> transaction) {
        return waitForReceipt(request("eth_sendTransaction", transaction).asString());
    }

    private static Map<String, String> transaction(@Nullable String from, @Nullable String to, byte[] data) {
        Map<String, String> transaction = Map.of("input", "0x" + HEX.formatHex(data));
        transaction = to == null ? transaction : with(transaction, "to", to);
        return from == null ? transaction : with(transaction, "from", from);
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        var wider = new HashMap<>(map);
        wider.put(key, value);
        return Map.copyOf(wider);
    }

    private static TransactionReceipt receipt(JsonNode receipt) {
        JsonNode contract = receipt.path("contractAddress");
        return new TransactionReceipt(
                receipt.path("transactionHash").asString(),
                quantity(receipt.path("status")) == 1,
                quantity(receipt.path("gasUsed")),
                contract.isString() ? Optional.of(contract.asString()) : Optional.empty());
    }

    private static long quantity(JsonNode hex) {
        return new BigInteger(hex.asString().substring(2), 16).longValueExact();
    }

    private static byte[] bytes(JsonNode hex) {
        return HEX.parseHex(hex.asString().substring(2));
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerException("interrupted while waiting for a receipt", e);
        }
    }
}

package io.snark4j.credits.ethereum;

import com.esaulpaugh.headlong.rlp.RLPEncoder;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A chain, seen through one node's JSON-RPC. Transactions are of EIP-1559, signed here, and simulated before they are sent, so that one that would revert
 * costs nothing. Thread-safe, but an account must not send from two threads at a time: both would take one nonce.
 */
public final class Ethereum {
    private static final HexFormat HEX = HexFormat.of();
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final int WORD_DIGITS = 64;

    private final JsonRpc rpc;
    private final Duration patience;
    private final String state;

    /**
     * Waits up to two minutes for a transaction to be mined.
     *
     * @param endpoint http or https
     */
    public Ethereum(URI endpoint) {
        this(endpoint, Duration.ofMinutes(2));
    }

    /**
     * @param endpoint http or https
     * @param patience how long to wait for a transaction to be mined
     */
    public Ethereum(URI endpoint, Duration patience) {
        this(new JsonRpc(endpoint), patience, "latest");
    }

    private Ethereum(JsonRpc rpc, Duration patience, String state) {
        this.rpc = rpc;
        this.patience = patience;
        this.state = state;
    }

    /** @return the same node, whose {@link #call} runs on the state of the newest block that the chain will not take back */
    public Ethereum atFinalized() {
        return new Ethereum(rpc, patience, "finalized");
    }

    /** @return the chain's id (EIP-155) */
    public long chainId() {
        return quantity(rpc.request("eth_chainId")).longValueExact();
    }

    /** @return the newest block */
    public Block latestBlock() {
        return block("latest");
    }

    /** @return the newest block that the chain will not take back */
    public Block finalizedBlock() {
        return block("finalized");
    }

    private Block block(String which) {
        JsonNode block = rpc.request("eth_getBlockByNumber", which, false);
        return new Block(
                quantity(block.path("number")).longValueExact(),
                quantity(block.path("timestamp")).longValueExact(),
                quantity(block.path("baseFeePerGas")));
    }

    /**
     * @param account any
     * @return its wei
     */
    public BigInteger balance(Address account) {
        return quantity(rpc.request("eth_getBalance", account.toString(), "latest"));
    }

    /**
     * Runs a call on the newest state, see {@link #atFinalized}, and changes nothing.
     *
     * @param to a contract
     * @param data calldata
     * @return what it returns
     * @throws RevertedException if it reverts
     * @throws EthereumException if the node refuses or does not answer
     */
    public byte[] call(Address to, byte[] data) {
        return bytes(rpc.request("eth_call", Map.of("to", to.toString(), "input", hex(data)), state));
    }

    /**
     * Sends a transaction and waits until it is mined.
     *
     * @param sender pays and signs
     * @param to a contract
     * @param data calldata
     * @return its receipt
     * @throws RevertedException if it would revert, or did
     * @throws EthereumException if the node refuses it or it is not mined in time
     */
    public Receipt send(Account sender, Address to, byte[] data) {
        return transact(sender, to, data);
    }

    /**
     * Creates a contract and waits until it stands.
     *
     * @param sender pays and signs
     * @param creationCode with the constructor's arguments behind it
     * @return where it stands
     * @throws RevertedException if the constructor refuses
     * @throws EthereumException if the node refuses it or it is not mined in time
     */
    public Address deploy(Account sender, byte[] creationCode) {
        Receipt receipt = transact(sender, null, creationCode);
        return receipt.contract().orElseThrow(() -> new EthereumException("no contract in " + receipt));
    }

    /**
     * A contract's events, oldest first.
     *
     * @param contract that emitted them
     * @param fromBlock first block
     * @param toBlock last block
     * @return its logs
     * @throws EthereumException if the node refuses the range or does not answer
     */
    public List<Log> logs(Address contract, long fromBlock, long toBlock) {
        Map<String, Object> filter =
                Map.of("address", contract.toString(), "fromBlock", quantity(fromBlock), "toBlock", quantity(toBlock));
        return rpc.request("eth_getLogs", filter)
                .valueStream()
                .map(Ethereum::log)
                .toList();
    }

    /**
     * The block in which a contract came to be, by as many questions as the chain's length has bits.
     *
     * @param contract that stands
     * @return the first block after which it has code; empty if the node keeps no state from then
     * @throws EthereumException if the node does not answer
     */
    public OptionalLong creationBlock(Address contract) {
        long absent = -1;
        long present = latestBlock().number();
        try {
            while (present - absent > 1) {
                long middle = absent + (present - absent) / 2;
                if (bytes(rpc.request("eth_getCode", contract.toString(), quantity(middle))).length > 0) {
                    present = middle;
                } else {
                    absent = middle;
                }
            }
            return OptionalLong.of(present);
        } catch (NodeRefusalException _) {
            return OptionalLong.empty();
        }
    }

    private Receipt transact(Account sender, @Nullable Address to, byte[] data) {
        Map<String, Object> call = new HashMap<>(Map.of("from", sender.address().toString(), "input", hex(data)));
        if (to != null) {
            call.put("to", to.toString());
        }
        BigInteger gas = quantity(rpc.request("eth_estimateGas", call));
        BigInteger tip = quantity(rpc.request("eth_maxPriorityFeePerGas"));
        BigInteger fee = latestBlock().baseFee().shiftLeft(1).add(tip);
        // Storage that others change between the estimate and the block moves the cost a little.
        BigInteger limit = gas.add(gas.shiftRight(3));
        byte[][] fields = {
            number(BigInteger.valueOf(chainId())),
            number(quantity(
                    rpc.request("eth_getTransactionCount", sender.address().toString(), "pending"))),
            number(tip),
            number(fee),
            number(limit),
            to == null ? new byte[0] : HEX.parseHex(to.toString().substring(2)),
            new byte[0],
            data
        };
        String hash = rpc.request("eth_sendRawTransaction", hex(signed(sender, fields)))
                .asString();
        return await(hash, call);
    }

    /** 0x02 ‖ rlp(fields, access list, signature), the signature being of the hash of the same without it (EIP-1559). */
    private static byte[] signed(Account sender, byte[][] fields) {
        Object[] unsigned = new Object[fields.length + 1];
        System.arraycopy(fields, 0, unsigned, 0, fields.length);
        unsigned[fields.length] = new Object[0];
        Signature signature = sender.sign(Keccak256.hash(new byte[] {2}, RLPEncoder.list(unsigned)));
        Object[] all = Arrays.copyOf(unsigned, unsigned.length + 3);
        all[unsigned.length] = number(BigInteger.valueOf(signature.parity()));
        all[unsigned.length + 1] = number(signature.r());
        all[unsigned.length + 2] = number(signature.s());
        byte[] list = RLPEncoder.list(all);
        byte[] transaction = new byte[list.length + 1];
        transaction[0] = 2;
        System.arraycopy(list, 0, transaction, 1, list.length);
        return transaction;
    }

    private Receipt await(String hash, Map<String, Object> call) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long millis = FIRST_PAUSE_MILLIS; ; millis = Math.min(2 * millis, LONGEST_PAUSE_MILLIS)) {
            JsonNode receipt = rpc.request("eth_getTransactionReceipt", hash);
            if (!receipt.isNull()) {
                return mined(receipt, call);
            }
            if (System.nanoTime() > deadline) {
                throw new EthereumException("transaction %s: not mined in %d s".formatted(hash, patience.toSeconds()));
            }
            pause(millis);
        }
    }

    private Receipt mined(JsonNode receipt, Map<String, Object> call) {
        if (quantity(receipt.path("status")).signum() == 0) {
            // The state moved since it was estimated: the call says why, if it still fails.
            rpc.request("eth_call", call, "latest");
            throw new RevertedException(
                    "transaction " + receipt.path("transactionHash").asString() + " reverted", new byte[0]);
        }
        JsonNode contract = receipt.path("contractAddress");
        return new Receipt(
                receipt.path("transactionHash").asString(),
                quantity(receipt.path("blockNumber")).longValueExact(),
                quantity(receipt.path("gasUsed")).longValueExact(),
                contract.isString() ? Optional.of(Address.parse(contract.asString())) : Optional.empty());
    }

    private static Log log(JsonNode log) {
        return new Log(
                quantity(log.path("blockNumber")).longValueExact(),
                quantity(log.path("logIndex")).longValueExact(),
                log.path("topics").valueStream().map(Ethereum::quantity).toList(),
                words(log.path("data").asString("0x").substring(2)));
    }

    private static List<BigInteger> words(String digits) {
        return IntStream.range(0, digits.length() / WORD_DIGITS)
                .mapToObj(i -> new BigInteger(digits.substring(WORD_DIGITS * i, WORD_DIGITS * (i + 1)), 16))
                .toList();
    }

    private static BigInteger quantity(JsonNode hex) {
        String text = hex.asString("");
        if (!text.matches("0x[0-9a-fA-F]+")) {
            throw new EthereumException("quantity: \"" + text + "\", expected 0x and hex digits");
        }
        return new BigInteger(text.substring(2), 16);
    }

    private static String quantity(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static byte[] bytes(JsonNode hex) {
        return HEX.parseHex(hex.asString().substring(2));
    }

    private static String hex(byte[] bytes) {
        return "0x" + HEX.formatHex(bytes);
    }

    /** Big-endian without leading zeros, as RLP wants a number. */
    private static byte[] number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EthereumException("interrupted while waiting for a transaction", e);
        }
    }
}

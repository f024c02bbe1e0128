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
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A chain, seen through one node's JSON-RPC. Transactions are of EIP-1559, signed here, and simulated before they are sent, so that one that would revert
 * costs nothing. Thread-safe, but an account must not send from two threads at a time: both would take one nonce.
 */
public final class Ethereum {
    private static final HexFormat HEX = HexFormat.of();
    private static final String LATEST = "latest";
    private static final String PENDING = "pending";
    /** Up to 8 times the usual price. */
    private static final int MOST_RAISES = 17;

    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final int WORD = 32;
    private static final int MOST_SHOWN = 80;
    private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,64}");
    private static final Pattern DATA = Pattern.compile("0x[0-9a-fA-F]*+");

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
        return count(rpc.request("eth_chainId"));
    }

    /** @return the newest block */
    public Block latestBlock() {
        return block(LATEST);
    }

    /** @return the newest block that the chain will not take back */
    public Block finalizedBlock() {
        return block("finalized");
    }

    private Block block(String which) {
        JsonNode block = rpc.request("eth_getBlockByNumber", which, false);
        return new Block(
                count(block.path("number")), count(block.path("timestamp")), quantity(block.path("baseFeePerGas")));
    }

    /**
     * @param account any
     * @return its wei
     */
    public BigInteger balance(Address account) {
        return quantity(rpc.request("eth_getBalance", account.toString(), LATEST));
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
     * Sends a transaction and waits until it is mined. If another of the sender's waits already, that gets as long as this one would; then this one takes its place, at a
     * higher price.
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
        JsonNode logs = rpc.request("eth_getLogs", filter);
        if (!logs.isArray()) {
            throw new EthereumException("eth_getLogs: " + shown(logs) + ", expected an array");
        }
        return logs.valueStream().map(Ethereum::log).toList();
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
        // Storage that others change between the estimate and the block moves the cost a little.
        Draft draft = new Draft(chainId(), to, data, gas.add(gas.shiftRight(3)));
        return await(submit(sender, draft), call);
    }

    /** A transaction without its place and price. */
    @SuppressWarnings("ArrayRecordComponent") // only encoded
    private record Draft(long chainId, @Nullable Address to, byte[] data, BigInteger gasLimit) {
        byte[][] fields(BigInteger nonce, Fees fees) {
            return new byte[][] {
                number(BigInteger.valueOf(chainId)),
                number(nonce),
                number(fees.tip()),
                number(fees.most()),
                number(gasLimit),
                to == null ? new byte[0] : HEX.parseHex(to.toString().substring(2)),
                new byte[0],
                data
            };
        }
    }

    /** What a unit of gas pays: to whoever makes the block, and at most in all. */
    private record Fees(BigInteger tip, BigInteger most) {
        /** By an eighth, rounded up: nodes want that much more, or a tenth, from what replaces another. */
        Fees raised() {
            return new Fees(raised(tip), raised(most));
        }

        private static BigInteger raised(BigInteger fee) {
            return fee.add(fee.shiftRight(3)).add(BigInteger.ONE);
        }
    }

    private Fees fees() {
        BigInteger tip = quantity(rpc.request("eth_maxPriorityFeePerGas"));
        return new Fees(tip, latestBlock().baseFee().shiftLeft(1).add(tip));
    }

    /** Behind a transaction that pays too little to be mined everything of its sender waits: the next one takes its place. */
    private String submit(Account sender, Draft draft) {
        if (isFree(sender)) {
            return submit(sender, draft.fields(transactions(sender, PENDING), fees()));
        }
        BigInteger first = transactions(sender, LATEST);
        Fees fees = fees().raised();
        for (int raises = 0; ; raises++) {
            try {
                return submit(sender, draft.fields(first, fees));
            } catch (NodeRefusalException e) {
                // What the other one pays is not known; each node says "too little" in words of its own.
                if (raises == MOST_RAISES) {
                    throw e;
                }
                fees = fees.raised();
            }
        }
    }

    private String submit(Account sender, byte[][] fields) {
        return hex(bytes(rpc.request("eth_sendRawTransaction", hex(signed(sender, fields)))));
    }

    /** Whether nothing of the sender waits to be mined. What does gets as much time as what is sent here. */
    private boolean isFree(Account sender) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long millis = FIRST_PAUSE_MILLIS; ; millis = Math.min(2 * millis, LONGEST_PAUSE_MILLIS)) {
            if (transactions(sender, LATEST).compareTo(transactions(sender, PENDING)) >= 0) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(millis);
        }
    }

    private BigInteger transactions(Account sender, String state) {
        return quantity(rpc.request("eth_getTransactionCount", sender.address().toString(), state));
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
            rpc.request("eth_call", call, LATEST);
            throw new RevertedException(
                    "transaction " + hex(bytes(receipt.path("transactionHash"))) + " reverted", new byte[0]);
        }
        JsonNode contract = receipt.path("contractAddress");
        return new Receipt(
                hex(bytes(receipt.path("transactionHash"))),
                count(receipt.path("blockNumber")),
                count(receipt.path("gasUsed")),
                contract.isString() ? Optional.of(Address.parse(contract.asString())) : Optional.empty());
    }

    private static Log log(JsonNode log) {
        return new Log(
                count(log.path("blockNumber")),
                count(log.path("logIndex")),
                log.path("topics").valueStream().map(Ethereum::quantity).toList(),
                words(bytes(log.path("data"))));
    }

    private static List<BigInteger> words(byte[] data) {
        if (data.length % WORD != 0) {
            throw new EthereumException("log data of " + data.length + " bytes, expected words of " + WORD);
        }
        return IntStream.range(0, data.length / WORD)
                .mapToObj(i -> new BigInteger(1, data, WORD * i, WORD))
                .toList();
    }

    private static BigInteger quantity(JsonNode hex) {
        String text = hex.asString("");
        if (!QUANTITY.matcher(text).matches()) {
            throw new EthereumException("quantity: " + shown(hex) + ", expected 0x and 1 to 64 hex digits");
        }
        return new BigInteger(text.substring(2), 16);
    }

    /** A quantity that is a number of something. */
    private static long count(JsonNode hex) {
        BigInteger value = quantity(hex);
        if (value.bitLength() >= Long.SIZE) {
            throw new EthereumException("quantity: " + shown(hex) + ", expected less than 2^63");
        }
        return value.longValue();
    }

    /** Enough of an answer to see what is wrong with it. */
    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.substring(0, Math.min(MOST_SHOWN, text.length()));
    }

    private static String quantity(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static byte[] bytes(JsonNode hex) {
        String text = hex.asString("");
        if (text.length() % 2 != 0 || !DATA.matcher(text).matches()) {
            throw new EthereumException("data: " + shown(hex) + ", expected 0x and pairs of hex digits");
        }
        return HEX.parseHex(text, 2, text.length());
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

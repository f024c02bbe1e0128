package io.snark4j.credits.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.gadget.PoseidonContract;
import io.snark4j.peers.Anvil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a real node, and against nodes that answer badly. */
@Tag("peers")
class EthereumContractTest {
    private static final Address NOBODY = Address.parse("0x00000000000000000000000000000000000000aa");
    /** PUSH1 4 PUSH1 28 REVERT after MSTORE of 0xdeadbeef: a contract that refuses everything. */
    private static final String REFUSING = "63deadbeef5f526004601cfd";

    private static Anvil anvil;
    private static Ethereum ethereum;
    private static Account rich;

    @BeforeAll
    static void start() {
        anvil = Anvil.start();
        ethereum = new Ethereum(anvil.endpoint());
        rich = Account.of(Keccak256.hash("rich"));
        anvil.rpc().request("anvil_setBalance", rich.address().toString(), "0xde0b6b3a7640000");
    }

    @AfterAll
    static void stop() {
        anvil.close();
    }

    @Test
    void readsTheChain() {
        assertThat(ethereum.chainId()).isEqualTo(31337);
        assertThat(ethereum.latestBlock().timestamp()).isGreaterThan(1_767_225_599L);
        assertThat(ethereum.balance(NOBODY)).isZero();
        assertThat(ethereum.balance(rich.address())).isPositive();
    }

    @Test
    void deploysCallsAndPaysForIt() {
        BigInteger before = ethereum.balance(rich.address());
        Address contract = ethereum.deploy(rich, PoseidonContract.creationCode(1));
        assertThat(ethereum.call(contract, new byte[32])).hasSize(32);
        Receipt receipt = ethereum.send(rich, contract, new byte[32]);
        assertThat(receipt.blockNumber()).isEqualTo(ethereum.latestBlock().number());
        assertThat(receipt.gasUsed()).isBetween(21_000L, 40_000L);
        assertThat(receipt.contract()).isEmpty();
        assertThat(ethereum.balance(rich.address())).isLessThan(before);
        assertThat(ethereum.logs(contract, 0, receipt.blockNumber())).isEmpty();
    }

    @Test
    void refusalsCarryWhatTheContractSaid() {
        String runtime = REFUSING;
        String creation = "600c600c5f39600c5ff3" + "0000" + runtime;
        Address refusing = ethereum.deploy(rich, HexFormat.of().parseHex(creation));
        for (Runnable call : new Runnable[] {
            () -> ethereum.call(refusing, new byte[0]), () -> ethereum.send(rich, refusing, new byte[0])
        }) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            RevertedException.class,
                            refused -> assertThat(refused.data())
                                    .isEqualTo(HexFormat.of().parseHex("deadbeef")));
        }
    }

    @Test
    void anAccountWithoutEtherIsRefusedByTheNode() {
        assertThatThrownBy(() -> ethereum.deploy(Account.random(), PoseidonContract.creationCode(1)))
                .isInstanceOf(EthereumException.class)
                .isNotInstanceOf(RevertedException.class);
    }

    @Test
    void aTransactionThatIsNotMinedInTimeIsSaidToBe() {
        try (Anvil slow = Anvil.start()) {
            slow.rpc().request("anvil_setBalance", rich.address().toString(), "0xde0b6b3a7640000");
            slow.rpc().request("evm_setAutomine", false);
            Ethereum impatient = new Ethereum(slow.endpoint(), Duration.ofMillis(20));
            assertThatThrownBy(() -> impatient.deploy(rich, PoseidonContract.creationCode(1)))
                    .isInstanceOf(EthereumException.class)
                    .hasMessageContaining("not mined in");
        }
    }

    /** A stuck slash would be sent again behind itself, and everything else of that account too. */
    @Test
    void aTransactionThatIsNotMinedIsReplaced() {
        try (Anvil slow = Anvil.start()) {
            slow.rpc().request("anvil_setBalance", rich.address().toString(), "0xde0b6b3a7640000");
            slow.rpc().request("evm_setAutomine", false);
            Ethereum impatient = new Ethereum(slow.endpoint(), Duration.ofMillis(20));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> impatient.deploy(rich, PoseidonContract.creationCode(1)))
                        .hasMessageContaining("not mined in");
            }
            assertThat(count(slow, "pending")).isEqualTo("0x1");
            slow.rpc().request("evm_mine");
            assertThat(count(slow, "latest")).isEqualTo("0x1");
            assertThat(impatient.latestBlock().number()).isEqualTo(1);
        }
    }

    @Test
    void aTransactionThatIsMinedInTimeIsNotReplaced() {
        try (Anvil slow = Anvil.start()) {
            slow.rpc().request("anvil_setBalance", rich.address().toString(), "0xde0b6b3a7640000");
            slow.rpc().request("evm_setAutomine", false);
            Ethereum impatient = new Ethereum(slow.endpoint(), Duration.ofMillis(20));
            assertThatThrownBy(() -> impatient.deploy(rich, PoseidonContract.creationCode(1)))
                    .hasMessageContaining("not mined in");
            slow.rpc().request("evm_setIntervalMining", 1);
            new Ethereum(slow.endpoint()).deploy(rich, PoseidonContract.creationCode(2));
            assertThat(count(slow, "latest")).isEqualTo("0x2");
        }
    }

    private static String count(Anvil node, String state) {
        return node.rpc()
                .request("eth_getTransactionCount", rich.address().toString(), state)
                .asString();
    }

    @Test
    void aNodeThatAnswersBadlyIsAnError() throws IOException {
        for (String answer : new String[] {"<html>", "{}", "{\"result\":\"12\"}"}) {
            assertThatThrownBy(() -> askNodeThatSays(answer)).as(answer).isExactlyInstanceOf(EthereumException.class);
        }
        assertThat(askNodeThatSays("{\"result\":\"0x12\"}")).isEqualTo(18);
    }

    /** The time for an answer ends with its last byte: whoever waited longer would never ask again. */
    @Test
    void aNodeThatStopsInTheMiddleOfAnAnswerIsAnError() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket client = server.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
                                    .getBytes(StandardCharsets.US_ASCII));
                    client.getOutputStream().flush();
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            URI endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort());
            assertThatThrownBy(() -> new JsonRpc(endpoint, Duration.ofMillis(300)).request("eth_chainId"))
                    .isExactlyInstanceOf(EthereumException.class)
                    .hasMessage("eth_chainId at 127.0.0.1: no answer within 0 s");
        }
    }

    /** Whoever follows a chain round by round counts on it: of other exceptions his thread would die. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"0\"", "\"0x1\"", "\"0xzz\"", "\"zz\"", "7", "[\"0x\"]", "{}"})
    void dataOfAnotherFormIsAnError(String result) {
        String answer = "{\"result\":" + result + "}";
        assertThatThrownBy(() -> askNodeThatSays(answer, node -> node.call(NOBODY, new byte[0])))
                .isExactlyInstanceOf(EthereumException.class)
                .hasMessageContaining(result);
        String logs =
                "{\"result\":[{\"blockNumber\":\"0x1\",\"logIndex\":\"0x0\",\"topics\":[],\"data\":" + result + "}]}";
        assertThatThrownBy(() -> askNodeThatSays(logs, node -> node.logs(NOBODY, 0, 1)))
                .isExactlyInstanceOf(EthereumException.class)
                .hasMessageContaining(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[{}]",
                "[null]",
                "[{\"blockNumber\":\"0x8000000000000000\",\"logIndex\":\"0x0\",\"topics\":[],\"data\":\"0x\"}]",
                "[{\"blockNumber\":\"0x1\",\"logIndex\":\"0x0\",\"topics\":[\"zz\"],\"data\":\"0x\"}]",
                "[{\"blockNumber\":\"0x1\",\"logIndex\":\"0x0\",\"topics\":[],\"data\":\"0x00\"}]"
            })
    void logsOfAnotherFormAreAnError(String result) {
        String answer = "{\"result\":" + result + "}";
        assertThatThrownBy(() -> askNodeThatSays(answer, node -> node.logs(NOBODY, 0, 1)))
                .isExactlyInstanceOf(EthereumException.class);
    }

    @Test
    void anAnswerThatIsTooLargeIsAnError() {
        String tooLong = "{\"result\":\"0x1" + "0".repeat(64) + "\"}";
        assertThatThrownBy(() -> askNodeThatSays(tooLong)).hasMessageContaining("expected 0x and 1 to 64 hex digits");
        assertThatThrownBy(() -> askNodeThatSays("{\"result\":\"0x8000000000000000\"}"))
                .isExactlyInstanceOf(EthereumException.class)
                .hasMessageContaining("expected less than 2^63");
    }

    /** The chain id that a client gets from a node which gives every request this answer. */
    private static long askNodeThatSays(String answer) throws IOException {
        return askNodeThatSays(answer, Ethereum::chainId);
    }

    private static <T> T askNodeThatSays(String answer, Function<Ethereum, T> question) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[4_096]);
                    String head =
                            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + answer.length() + "\r\n\r\n";
                    client.getOutputStream().write((head + answer).getBytes(StandardCharsets.US_ASCII));
                    client.getOutputStream().flush();
                    client.shutdownOutput();
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return question.apply(new Ethereum(URI.create("http://127.0.0.1:" + server.getLocalPort())));
        }
    }

    /** An endpoint's path or user is often a key. */
    @Test
    void aNodeThatIsNotThereIsNamedWithoutItsPath() {
        assertThatThrownBy(() -> new Ethereum(URI.create("http://127.0.0.1:1/secret-key")).chainId())
                .isExactlyInstanceOf(EthereumException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("secret-key");
    }
}

package io.snark4j.credits.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.snark4j.circuit.gadget.PoseidonContract;
import io.snark4j.peers.Anvil;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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

    @Test
    void aNodeThatIsNotThereOrAnswersBadlyIsAnError() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] answer = (path.equals("/html") ? "<html>" : path.equals("/empty") ? "{}" : "{\"result\":\"12\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        for (String path : new String[] {"/html", "/empty", "/quantity"}) {
            assertThatThrownBy(() -> new Ethereum(URI.create(base + path)).chainId())
                    .as(path)
                    .isInstanceOf(EthereumException.class);
        }
        server.stop(0);
        // An endpoint's path or user is often a key.
        assertThatThrownBy(() -> new Ethereum(URI.create(base + "/secret-key")).chainId())
                .isInstanceOf(EthereumException.class)
                .hasMessageNotContaining("secret-key");
    }
}

package io.snark4j.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real node answers, runs the curve's precompiles and a contract that solc made. */
@Tag("peers")
final class AnvilTest {
    private static final String CURVE_ADDITION = "0x0000000000000000000000000000000000000006";

    private static final String ADDER = """
            // SPDX-License-Identifier: Apache-2.0
            pragma solidity ^0.8.20;

            contract Adder {
                uint256 public total;

                function add(uint256[2] calldata terms) external returns (uint256) {
                    require(terms[0] > 0, "zero");
                    total = terms[0] + terms[1];
                    return total;
                }
            }
            """;

    private static Anvil anvil;
    private static EthereumRpc rpc;

    @BeforeAll
    static void start() {
        anvil = Anvil.start();
        rpc = anvil.rpc();
    }

    @AfterAll
    static void close() {
        anvil.close();
    }

    @Test
    void beginsDeterministically() {
        assertThat(rpc.chainId()).isEqualTo(31337);
        assertThat(rpc.accounts()).hasSize(10).first().isEqualTo("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
        assertThat(rpc.code(rpc.accounts().getFirst())).isEmpty();
    }

    /** The generator added to itself; the sum is 2·(1, 2) on y² = x³ + 3, a vector of EIP-196's test set. */
    @Test
    void addsOnTheCurve() {
        byte[] sum = rpc.call(CURVE_ADDITION, words(1, 2, 1, 2));
        assertThat(HexFormat.of().formatHex(sum))
                .isEqualTo("030644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd3"
                        + "15ed738c0e0a7c92e7845f96b2ae9c0a68a6a449e3538fc7ff3ebf7a5a18a2c4");
    }

    @Test
    void refusesPointsOffTheCurve() {
        assertThat(rpc.tryCall(CURVE_ADDITION, words(1, 3, 1, 2))).isEmpty();
        assertThatThrownBy(() -> rpc.call(CURVE_ADDITION, words(1, 3, 1, 2))).isInstanceOf(EthereumRpcException.class);
    }

    @Test
    void runsAContract() {
        CompiledContract contract = new Solc(Node.find()).compile(ADDER);
        String address = rpc.deploy(contract.creationCode());
        assertThat(rpc.code(address)).isEqualTo(contract.runtimeCode()).isNotEmpty();
        assertThat(contract.name()).isEqualTo("Adder");
        assertThat(contract.abi().size()).isEqualTo(2);

        ContractAbi add = ContractAbi.function("add(uint256[2])", "(uint256)");
        byte[] calldata = add.encode((Object) new BigInteger[] {BigInteger.TWO, BigInteger.TEN});
        assertThat(add.decode(rpc.call(address, calldata), BigInteger.class)).isEqualTo(12);

        long block = rpc.blockNumber();
        TransactionReceipt receipt = rpc.sendTransaction(address, calldata, 100_000);
        assertThat(receipt.isSuccess()).isTrue();
        assertThat(rpc.blockNumber()).isEqualTo(block + 1);
        assertThat(receipt.gasUsed()).isLessThanOrEqualTo(rpc.estimateGas(address, calldata) + 20_000);
        // One cold storage slot from zero costs 22,100 of it.
        assertThat(receipt.executionGas(calldata)).isBetween(22_100L, 23_500L);
        ContractAbi total = ContractAbi.function("total()", "(uint256)");
        assertThat(total.decode(rpc.call(address, total.encode()), BigInteger.class))
                .isEqualTo(12);

        byte[] refused = add.encode((Object) new BigInteger[] {BigInteger.ZERO, BigInteger.TEN});
        assertThatThrownBy(() -> rpc.call(address, refused))
                .isInstanceOfSatisfying(
                        EthereumRpcException.class, e -> assertThat(e.code()).isEqualTo(3))
                .hasMessageContaining("zero");
        assertThat(rpc.sendTransaction(address, refused, 100_000).isSuccess()).isFalse();
    }

    @Test
    void solcNamesTheError() {
        assertThatThrownBy(() -> new Solc(Node.find()).compile("contract C { uint256 x = y; }"))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("Undeclared identifier");
    }

    @Test
    void leavesNoProcessBehind() {
        Anvil other = Anvil.start();
        EthereumRpc closed = other.rpc();
        other.close();
        other.close();
        assertThatThrownBy(closed::chainId)
                .isInstanceOf(PeerException.class)
                .hasMessageContaining(other.endpoint().toString());
    }

    private static byte[] words(long... values) {
        byte[] bytes = new byte[32 * values.length];
        for (int i = 0; i < values.length; i++) {
            byte[] word = BigInteger.valueOf(values[i]).toByteArray();
            System.arraycopy(word, 0, bytes, 32 * (i + 1) - word.length, word.length);
        }
        return bytes;
    }

    @Test
    void asksAnyMethod() {
        assertThat(rpc.request("web3_clientVersion").asString()).startsWith("anvil/");
        assertThatThrownBy(() -> rpc.request("no_such", List.of())).isInstanceOf(EthereumRpcException.class);
    }
}

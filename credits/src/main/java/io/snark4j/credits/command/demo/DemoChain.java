package io.snark4j.credits.command.demo;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.Erc20;
import io.snark4j.peers.Anvil;
import io.snark4j.peers.Node;
import io.snark4j.peers.Solc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/** A node of the demo's own with a test dollar, and accounts that have both dollars and ether. */
final class DemoChain implements AutoCloseable {
    private static final String TOKEN = "TestDollar.sol";
    private static final BigInteger TEN_ETHER = BigInteger.TEN.pow(19);
    private static final byte[] MINT = HexFormat.of().parseHex("40c10f19"); // mint(address,uint256)
    private static final int WORD = 32;

    private final Anvil anvil = Anvil.start();
    private final Solc solc = new Solc(Node.find());
    private final Ethereum ethereum = new Ethereum(anvil.endpoint());
    private final Account deployer = richAccount();
    private final Erc20 dollar = new Erc20(ethereum, deploy(source()));

    private static String source() {
        try (InputStream stream = DemoChain.class.getResourceAsStream(TOKEN)) {
            if (stream == null) {
                throw new IllegalStateException(TOKEN + " is missing beside " + DemoChain.class);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ethereum ethereum() {
        return ethereum;
    }

    URI endpoint() {
        return anvil.endpoint();
    }

    Account deployer() {
        return deployer;
    }

    Erc20 dollar() {
        return dollar;
    }

    /** Compiles and creates a contract without parameters. */
    Address deploy(String solidity) {
        return ethereum.deploy(deployer, solc.compile(solidity).creationCode());
    }

    /** A new account with ether for gas. */
    Account richAccount() {
        Account account = Account.random();
        anvil.rpc().request("anvil_setBalance", account.address().toString(), "0x" + TEN_ETHER.toString(16));
        return account;
    }

    /** A new account with ether and so many units of the dollar. */
    Account userWith(BigInteger units) {
        Account user = richAccount();
        ByteBuffer call = ByteBuffer.allocate(MINT.length + 2 * WORD).put(MINT);
        call.put(word(user.address().value())).put(word(units));
        ethereum.send(deployer, dollar.address(), call.array());
        return user;
    }

    private static byte[] word(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] word = new byte[WORD];
        int length = Math.min(WORD, bytes.length);
        System.arraycopy(bytes, bytes.length - length, word, WORD - length, length);
        return word;
    }

    /** Lets time pass on the chain, and nowhere else. */
    void advance(Duration duration) {
        anvil.rpc().request("evm_increaseTime", duration.toSeconds());
        anvil.rpc().request("evm_mine");
    }

    @Override
    public void close() {
        anvil.close();
    }
}

package io.snark4j.credits.command.demo;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.gateway.GatewayConfig;
import io.snark4j.credits.gateway.VaultFollower;
import io.snark4j.credits.gateway.http.EchoUpstream;
import io.snark4j.credits.gateway.http.RunningGateway;
import io.snark4j.credits.gateway.store.JdbcTicketStore;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.ticket.Usage;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.VaultParameters;
import io.snark4j.credits.vault.VerifyingKeyHash;
import io.snark4j.credits.wallet.CircuitKeys;
import io.snark4j.field.Fr;
import io.snark4j.groth16.solidity.SolidityOptions;
import io.snark4j.groth16.solidity.SolidityVerifier;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** The provider: circuits' keys, a vault, and a gateway that sells an echo. */
final class DemoProvider implements AutoCloseable {
    /** Millionths of a dollar. */
    static final BigInteger C_MAX = BigInteger.valueOf(50_000);

    static final BigInteger BOUNTY = BigInteger.valueOf(1_000_000);
    static final BigInteger STAKE = BigInteger.valueOf(500_000);
    static final int DEPTH = VaultParameters.DEFAULT_DEPTH;
    static final Duration EPOCH = Duration.ofMinutes(1);

    private static final VaultParameters.Times TIMES =
            new VaultParameters.Times(Duration.ofHours(1), Duration.ofDays(30), Duration.ofHours(2));
    private static final ModelPrice PRICE = new ModelPrice(
            EchoUpstream.MODEL,
            BigInteger.valueOf(10_000_000),
            BigInteger.valueOf(600_000_000),
            BigInteger.valueOf(1_000),
            40);
    private static final Duration TURN = Duration.ofMillis(200);

    private final Account account;
    private final CreditVault vault;
    private final URI origin;
    private final RunningGateway gateway;

    DemoProvider(DemoChain chain, CircuitKeys keys, Path storeFile) throws IOException {
        account = chain.richAccount();
        EddsaPoseidon.PrivateKey key = EddsaPoseidon.PrivateKey.random(new SecureRandom());
        vault = deploy(chain, keys, account, key);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        origin = URI.create("http://127.0.0.1:" + address.getPort());
        gateway = RunningGateway.start(
                new GatewayConfig(
                        origin.toString(), limits(), List.of(PRICE), List.of(key), GatewayConfig.Operation.DEFAULT),
                keys.request().verifyingKey(),
                new RunningGateway.Chain(chain.ethereum(), vault, account, VaultFollower.Rules.ofTestChain(0), TURN),
                JdbcTicketStore.sqlite(storeFile),
                new EchoUpstream(),
                address);
    }

    static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Terms.Limits limits() {
        Terms.Limits usual = Terms.Limits.DEFAULT;
        return new Terms.Limits(usual.maxBodyBytes(), EPOCH, usual.rootGrace(), usual.deadline(), usual.bodyKept());
    }

    private static CreditVault deploy(
            DemoChain chain, CircuitKeys keys, Account provider, EddsaPoseidon.PrivateKey key) {
        Address verifier = chain.deploy(
                SolidityVerifier.export(keys.exit(), SolidityOptions.DEFAULT.withContractName("ExitVerifier")));
        VaultParameters parameters = new VaultParameters(
                chain.dollar().address(),
                provider.address(),
                true,
                DEPTH,
                new VaultParameters.Amounts(C_MAX, BOUNTY, STAKE),
                TIMES,
                Fr.ONE,
                VerifyingKeyHash.of(keys.request().verifyingKey()),
                new VaultParameters.Exits(verifier, key.publicKey()));
        return CreditVault.deploy(chain.ethereum(), chain.deployer(), parameters);
    }

    /** What a request of so many tokens costs. */
    static BigInteger cost(int outputTokens, int inputTokens) {
        return PRICE.cost(new Usage(inputTokens, outputTokens));
    }

    CreditVault vault() {
        return vault;
    }

    Account account() {
        return account;
    }

    URI origin() {
        return origin;
    }

    Duration window() {
        return TIMES.window();
    }

    @Override
    public void close() {
        gateway.close();
    }
}

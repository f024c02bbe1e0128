package io.snark4j.credits.vault;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.credit.CreditExit;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.Keccak256;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.Setup;
import io.snark4j.groth16.solidity.SolidityOptions;
import io.snark4j.groth16.solidity.SolidityVerifier;
import io.snark4j.peers.Anvil;
import io.snark4j.peers.CompiledContract;
import io.snark4j.peers.EthereumRpc;
import io.snark4j.peers.Node;
import io.snark4j.peers.Solc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An anvil of a test's own, with the contracts that tests need. What is compiled or set up once serves all tests of the JVM. */
final class TestChain implements AutoCloseable {
    private static final String SOURCES = "TestContracts.sol";
    private static final BigInteger ETHER = BigInteger.TEN.pow(18);

    /** The circuit for exits, its keys by an insecure setup, and their verifier. */
    record ExitKeys(CompiledCircuit circuit, ProvingKey provingKey, CompiledContract verifier) {
        private static final ExitKeys INSTANCE = create();

        private static ExitKeys create() {
            CompiledCircuit circuit = CircuitCompiler.compile(CreditExit.prototype());
            ProvingKey key = Groth16.setup(circuit, Setup.insecureForTests()).provingKey();
            String source = SolidityVerifier.export(key, SolidityOptions.DEFAULT.withContractName("ExitVerifier"));
            return new ExitKeys(circuit, key, new Solc(Node.find()).compile(source));
        }
    }

    private static final class Compiled {
        private static final Map<String, CompiledContract> CONTRACTS = compile();

        private static Map<String, CompiledContract> compile() {
            try (InputStream source = TestChain.class.getResourceAsStream(SOURCES)) {
                String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
                return new Solc(Node.find()).compile(Map.of(SOURCES, text), SOURCES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    final Anvil anvil = Anvil.start();
    final EthereumRpc node = anvil.rpc();
    final Ethereum ethereum = new Ethereum(anvil.endpoint());
    final Account deployer = account("deployer");
    final Address poseidon1;
    final Address poseidon2;
    final Address poseidon4;

    TestChain() {
        VaultDeployment deployment = new VaultDeployment(ethereum, deployer);
        poseidon1 = deployment.deployPoseidon(1);
        poseidon2 = deployment.deployPoseidon(2);
        poseidon4 = deployment.deployPoseidon(4);
    }

    static ExitKeys exitKeys() {
        return ExitKeys.INSTANCE;
    }

    /** The account of that name, always the same, with ether. */
    Account account(String name) {
        Account account = Account.of(Keccak256.hash("snark4j test account " + name));
        node.request("anvil_setBalance", account.address().toString(), "0x" + ETHER.toString(16));
        return account;
    }

    Address deploy(String contract) {
        return ethereum.deploy(deployer, Compiled.CONTRACTS.get(contract).creationCode());
    }

    Address deployExitVerifier() {
        return ethereum.deploy(deployer, exitKeys().verifier().creationCode());
    }

    Address deployVault(VaultParameters parameters) {
        return new VaultDeployment(ethereum, deployer).deploy(parameters, poseidon1, poseidon2, poseidon4);
    }

    /** Lets so much time pass. */
    void advance(long seconds) {
        node.request("evm_increaseTime", seconds);
        node.request("evm_mine");
    }

    /** The next block has this time. */
    void nextBlockAt(long timestamp) {
        node.request("evm_setNextBlockTimestamp", timestamp);
    }

    long now() {
        return ethereum.latestBlock().timestamp();
    }

    @Override
    public void close() {
        anvil.close();
    }
}

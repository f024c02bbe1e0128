package io.snark4j.credits.command;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.EthereumException;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.VaultException;
import io.snark4j.credits.vault.VaultParameters;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.credits.vault.VerifyingKeyHash;
import io.snark4j.credits.wallet.CircuitKeys;
import io.snark4j.field.Fr;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.solidity.SolidityOptions;
import io.snark4j.groth16.solidity.SolidityVerifier;
import io.snark4j.peers.Node;
import io.snark4j.peers.PeerException;
import io.snark4j.peers.Solc;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates a vault. */
@Command(
        name = "deploy",
        description =
                "Create a vault and the verifier of its exits. With keys of an insecure setup, which are all there are"
                        + " until a ceremony, the chain must be 31337. Needs Node 20 to compile the verifier, or --verifier.",
        footer = {
            "",
            "Example: snark4j credits deploy --rpc http://127.0.0.1:8545 --token 0x... --keys insecure-keys \\",
            "           --account-key-file account.key --signing-key-file signing.key --cmax 50000 --bounty 1000000"
        })
final class CreditsDeploy implements Action {
    private static final long DEVELOPMENT_CHAIN = 31_337;

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Option(names = "--token", required = true, paramLabel = "<address>", description = "ERC-20 that deposits are in.")
    private String token = "";

    @Option(names = "--keys", required = true, paramLabel = "<folder>", description = "Folder of the circuits' keys.")
    private Path keys = Path.of("");

    @Option(
            names = "--account-key-file",
            required = true,
            paramLabel = "<file>",
            description = "Private key of the account that pays, and becomes the provider.")
    private Path accountKey = Path.of("");

    @Option(
            names = "--signing-key-file",
            required = true,
            paramLabel = "<file>",
            description =
                    "Key that signs refunds; made if the file is not there. Keep it: without it no refund is given.")
    private Path signingKey = Path.of("");

    @Option(names = "--cmax", required = true, paramLabel = "<units>", description = "Price of a request at most.")
    private BigInteger cMax = BigInteger.ZERO;

    @Option(
            names = "--bounty",
            required = true,
            paramLabel = "<units>",
            description = "Deposited with each note, for whoever proves that it was used twice.")
    private BigInteger bounty = BigInteger.ZERO;

    @Option(
            names = "--stake",
            paramLabel = "<units>",
            description = "Deposited with each note, burned if it broke your policy; 0 by default.")
    private BigInteger stake = BigInteger.ZERO;

    @Option(
            names = "--window",
            paramLabel = "<time>",
            description = "To challenge an exit, such as PT72H, the default.")
    private Duration window = VaultParameters.Times.DEFAULT.window();

    @Option(names = "--note-life", paramLabel = "<time>", description = "Of a note, such as P365D, the default.")
    private Duration noteLife = VaultParameters.Times.DEFAULT.noteLife();

    @Option(
            names = "--rotation-delay",
            paramLabel = "<time>",
            description = "Between a new signing key's announcement and its use, such as P4D, the default.")
    private Duration rotationDelay = VaultParameters.Times.DEFAULT.rotationDelay();

    @Option(
            names = "--depth",
            paramLabel = "<n>",
            description = "Levels of the tree, as the keys are for; 20 by default.")
    private int depth = VaultParameters.DEFAULT_DEPTH;

    @Option(
            names = "--service",
            paramLabel = "<n>",
            description = "Number that tells your services apart; 1 by default.")
    private long service = 1;

    @Option(
            names = "--verifier",
            paramLabel = "<address>",
            description =
                    "Contract of the exit circuit's verifier, if it stands already; see zkey export solidityverifier.")
    private @Nullable String verifier;

    @Override
    public int run(Terminal terminal) throws IOException {
        Ethereum ethereum = new Ethereum(node.address());
        try {
            long chain = ethereum.chainId();
            if (chain != DEVELOPMENT_CHAIN) {
                throw new RefusedException("chain " + chain + ": keys of an insecure setup are for chain "
                        + DEVELOPMENT_CHAIN + " only, and there is no ceremony yet");
            }
            terminal.warn("the circuits' keys come from an insecure setup: for development only");
            deploy(terminal, ethereum);
            return ExitStatus.DONE;
        } catch (EthereumException | VaultException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private void deploy(Terminal terminal, Ethereum ethereum) throws IOException {
        Account account = KeyFile.account(accountKey);
        CircuitKeys circuits = CircuitKeys.read(keys, terminal.work());
        EddsaPoseidon.PrivateKey signing = KeyFile.signingKeyOrNew(signingKey);
        Address exitVerifier =
                verifier == null ? deployVerifier(ethereum, account, circuits.exit()) : Address.parse(verifier);
        long block = ethereum.latestBlock().number();
        VaultParameters parameters = new VaultParameters(
                Address.parse(token),
                account.address(),
                true,
                depth,
                new VaultParameters.Amounts(cMax, bounty, stake),
                new VaultParameters.Times(window, noteLife, rotationDelay),
                Fr.of(service),
                VerifyingKeyHash.of(circuits.request().verifyingKey()),
                new VaultParameters.Exits(exitVerifier, signing.publicKey()));
        VaultTerms terms = CreditVault.deploy(ethereum, account, parameters).terms();
        terminal.print("vault " + terms.vault());
        terminal.print("verifier " + exitVerifier);
        terminal.print("provider " + account.address());
        terminal.print("first block " + block);
        terminal.print("request key " + HexFormat.of().formatHex(terms.requestKeyHash()));
    }

    private static Address deployVerifier(Ethereum ethereum, Account account, ProvingKey exit) {
        String source = SolidityVerifier.export(exit, SolidityOptions.DEFAULT.withContractName("ExitVerifier"));
        try {
            return ethereum.deploy(
                    account, new Solc(Node.find()).compile(source).creationCode());
        } catch (PeerException e) {
            throw new RefusedException(
                    "the exit verifier cannot be compiled: " + e.getMessage()
                            + "; compile and create it yourself and give --verifier",
                    e);
        }
    }
}

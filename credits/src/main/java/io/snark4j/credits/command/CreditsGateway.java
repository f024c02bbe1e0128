package io.snark4j.credits.command;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.EthereumException;
import io.snark4j.credits.gateway.GatewayConfig;
import io.snark4j.credits.gateway.Upstream;
import io.snark4j.credits.gateway.VaultFollower;
import io.snark4j.credits.gateway.http.EchoUpstream;
import io.snark4j.credits.gateway.http.OpenAiUpstream;
import io.snark4j.credits.gateway.http.RunningGateway;
import io.snark4j.credits.gateway.store.StoreException;
import io.snark4j.credits.gateway.store.StoreWitness;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.wallet.Groth16CreditProver;
import io.snark4j.groth16.VerifyingKey;
import io.snark4j.groth16.ZkeyFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a gateway. */
@Command(
        name = "gateway",
        description =
                "Sell an OpenAI-compatible API for anonymous credits, until interrupted. TLS ends at a proxy in front.",
        footer = {
            "",
            "Example: snark4j credits gateway --rpc http://127.0.0.1:8545 --vault 0x... --keys keys --origin https://api.example \\",
            "           --signing-key-file signing.key --account-key-file account.key --store tickets.db \\",
            "           --upstream https://llm.example --upstream-key-file upstream.key --prices prices.json"
        })
final class CreditsGateway implements Action {
    private static final Duration TURN = Duration.ofSeconds(12);
    private static final Duration TURN_ON_TEST_CHAIN = Duration.ofSeconds(1);

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Option(names = "--vault", required = true, paramLabel = "<address>", description = "The vault's contract.")
    private String vault = "";

    @Option(
            names = "--first-block",
            paramLabel = "<n>",
            description = "Block of the vault's creation; by default it is looked up, where the node keeps old states.")
    private @Nullable Long firstBlock;

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "<folder>",
            description = "Folder with credit-request.zkey.")
    private Path keys = Path.of("");

    @Option(
            names = "--signing-key-file",
            required = true,
            paramLabel = "<file>",
            description = "Key that signs refunds; give the next one too while a rotation waits.")
    private List<Path> signingKeys = new ArrayList<>();

    @Option(
            names = "--account-key-file",
            required = true,
            paramLabel = "<file>",
            description = "Private key of the provider's account, which slashes and flags.")
    private Path accountKey = Path.of("");

    @Option(
            names = "--origin",
            required = true,
            paramLabel = "<url>",
            description = "Under which callers reach you: part of what their tickets pay for.")
    private String origin = "";

    @Option(names = "--listen", paramLabel = "<host:port>", description = "127.0.0.1:8402 by default.")
    private String listen = "127.0.0.1:8402";

    @Mixin
    private StoreOptions tickets = new StoreOptions();

    @Option(
            names = "--new-store",
            description =
                    "Begin with an empty store although the vault has notes. Not for a store that is missing: what it knew"
                            + " could be spent again.")
    private boolean newStore;

    @Option(
            names = "--upstream",
            paramLabel = "<url>",
            description = "OpenAI-compatible API that is sold; by default an echo in the process.")
    private @Nullable String upstream;

    @Option(names = "--upstream-key-file", paramLabel = "<file>", description = "File whose first line is its API key.")
    private @Nullable Path upstreamKey;

    @Option(names = "--prices", paramLabel = "<file>", description = "Price table, JSON; needed with --upstream.")
    private @Nullable Path prices;

    @Option(
            names = "--policy-code",
            paramLabel = "<code>",
            description =
                    "Error code of upstream by which a request broke your policy: it gets no refund, and its stake burns. As"
                            + " often as wanted; none by default.")
    private Set<String> policyCodes = new HashSet<>();

    @Override
    public int run(Terminal terminal) throws IOException {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread stop = new Thread(() -> {
            told.countDown();
            // The virtual machine ends with its hooks: not before the requests that run are settled.
            await(ended);
        });
        try (RunningGateway gateway = start(terminal)) {
            terminal.print("http://" + gateway.address().getHostString() + ":"
                    + gateway.address().getPort());
            Runtime.getRuntime().addShutdownHook(stop);
            await(told);
        } catch (EthereumException | StoreException | IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        } finally {
            ended.countDown();
        }
        return ExitStatus.DONE;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunningGateway start(Terminal terminal) throws IOException {
        List<EddsaPoseidon.PrivateKey> signing = new ArrayList<>();
        for (Path file : signingKeys) {
            signing.add(KeyFile.signingKey(file));
        }
        VerifyingKey requestKey = ZkeyFile.read(keys.resolve(Groth16CreditProver.REQUEST_KEY), terminal.work())
                .verifyingKey();
        Ethereum ethereum = new Ethereum(node.address());
        CreditVault contract = CreditVault.at(ethereum, Address.parse(vault));
        boolean test = contract.terms().insecureKeys();
        long first = firstBlock != null
                ? firstBlock
                : ethereum.creationBlock(contract.terms().vault()).orElse(0);
        RunningGateway.Chain chain = new RunningGateway.Chain(
                ethereum,
                contract,
                KeyFile.account(accountKey),
                test ? VaultFollower.Rules.ofTestChain(first) : VaultFollower.Rules.ofPublicChain(first),
                test ? TURN_ON_TEST_CHAIN : TURN);
        GatewayConfig config = new GatewayConfig(origin, Terms.Limits.DEFAULT, priceTable(), signing, operation());
        Upstream sold = sold();
        InetSocketAddress address = address();
        Path witnessFile = tickets.witnessFile();
        TicketStore store = tickets.open();
        try {
            StoreWitness witness = new StoreWitness(store, witnessFile, InstantSource.system());
            requireFamiliar(store, contract);
            witness.require();
            return RunningGateway.start(config, requestKey, chain, store, witness::beat, sold, address);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** A store that is made by mistake, where a disk is not mounted or a name is misspelt, has forgotten everything. */
    private void requireFamiliar(TicketStore store, CreditVault contract) {
        if (!newStore && !store.mark().isUsed() && contract.size() > 0) {
            throw new RefusedException("the ticket store is empty, and the vault has " + contract.size()
                    + " notes: is this the right store? --new-store begins with it all the same");
        }
    }

    private GatewayConfig.Operation operation() {
        GatewayConfig.Operation usual = GatewayConfig.Operation.DEFAULT;
        return new GatewayConfig.Operation(
                usual.lease(),
                usual.patience(),
                usual.allowedDeaths(),
                policyCodes,
                usual.verifiers(),
                usual.bodyBytes());
    }

    private List<ModelPrice> priceTable() throws IOException {
        if (prices != null) {
            return PriceFile.read(prices);
        }
        if (upstream != null) {
            throw new RefusedException("--upstream needs --prices: what its models cost");
        }
        return List.of(EchoUpstream.price());
    }

    private Upstream sold() throws IOException {
        if (upstream == null) {
            return new EchoUpstream();
        }
        Optional<String> key = upstreamKey == null ? Optional.empty() : Optional.of(KeyFile.firstLine(upstreamKey));
        return new OpenAiUpstream(URI.create(upstream), key);
    }

    private InetSocketAddress address() {
        int colon = listen.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    listen.substring(0, Math.max(colon, 0)), Integer.parseInt(listen.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--listen " + listen + ": expected host:port", e);
        }
    }
}

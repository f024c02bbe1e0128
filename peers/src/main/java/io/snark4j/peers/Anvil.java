package io.snark4j.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running anvil: a whole Ethereum node on a free loopback port, chain id {@value #CHAIN_ID}, the newest hard fork it
 * knows, mainnet's code size limit, a fixed genesis time and the ten funded accounts of its default mnemonic, so that
 * every run begins alike. A block is mined per transaction.
 *
 * <p>It ends on {@link #close}, and with the JVM. Starts in under a second. Thread-safe.
 */
public final class Anvil implements AutoCloseable {
    /** The chain id, anvil's usual one. */
    public static final long CHAIN_ID = 31337;

    private static final long BLOCK_GAS_LIMIT = 1_000_000_000L;
    private static final long GENESIS_SECONDS = 1_767_225_600L; // 2026-01-01T00:00:00Z
    private static final int START_SECONDS = 30;
    private static final int KEPT_LINES = 20;
    private static final Pattern LISTENING = Pattern.compile("Listening on (127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final Thread atExit;
    private final URI endpoint;

    private Anvil(Process process, Thread atExit, URI endpoint) {
        this.process = process;
        this.atExit = atExit;
        this.endpoint = endpoint;
    }

    /**
     * Starts a node with {@link Node#find}'s programs and waits until it answers.
     *
     * @return the running node, for the caller to close
     * @throws PeerException if it is missing or does not listen within 30 s
     */
    public static Anvil start() {
        return start(Node.find());
    }

    /**
     * Starts a node and waits until it answers.
     *
     * @param node where its program is
     * @return the running node, for the caller to close
     * @throws PeerException if it is missing or does not listen within 30 s
     */
    public static Anvil start(Node node) {
        // The package's own script would stay between us and the program, which outlives it when it is killed.
        String program = "node_modules/@foundry-rs/anvil-%s/bin/anvil".formatted(platform());
        List<String> words = List.of(
                node.installed(program).toString(),
                "--host=127.0.0.1",
                "--port=0",
                "--chain-id=" + CHAIN_ID,
                "--gas-limit=" + BLOCK_GAS_LIMIT,
                "--timestamp=" + GENESIS_SECONDS,
                "--disable-console-log");
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new PeerException(String.join(" ", words) + ": " + e.getMessage(), e);
        }
        var atExit = new Thread(process::destroyForcibly, "anvil-at-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        var anvil = new Anvil(process, atExit, listening(process, words));
        long chain = anvil.rpc().chainId();
        if (chain != CHAIN_ID) {
            anvil.close();
            throw new PeerException("anvil: chain id %d, expected %d".formatted(chain, CHAIN_ID));
        }
        return anvil;
    }

    /**
     * A client of this node; cheap to make.
     *
     * @return a JSON-RPC client
     */
    public EthereumRpc rpc() {
        return new EthereumRpc(endpoint);
    }

    /**
     * Where it listens.
     *
     * @return {@code http://127.0.0.1:port}
     */
    public URI endpoint() {
        return endpoint;
    }

    /** Kills the node and waits for its end. Closing twice is harmless. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(START_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException _) {
            // The JVM is going down already and runs the hook itself.
        }
    }

    private static URI listening(Process process, List<String> words) {
        var endpoint = new CompletableFuture<URI>();
        Thread.ofPlatform().daemon().name("anvil-output").start(() -> drain(process, words, endpoint));
        try {
            return endpoint.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new PeerException("anvil: interrupted while it started", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PeerException said ? said : new PeerException("anvil: " + e.getCause(), e);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new PeerException("%s: does not listen after %d s".formatted(words, START_SECONDS), e);
        }
    }

    /** Reads all that it writes, to the end, so that it never waits on a full pipe. */
    private static void drain(Process process, List<String> words, CompletableFuture<URI> endpoint) {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    endpoint.complete(URI.create("http://" + matcher.group(1)));
                }
                if (last.size() == KEPT_LINES) {
                    last.removeFirst();
                }
                last.addLast(line);
            }
        } catch (IOException _) {
            // Killed while it wrote.
        }
        endpoint.completeExceptionally(new PeerException(
                "%s: ended: %s".formatted(String.join(" ", words), Command.lastLines(String.join("\n", last)))));
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String name = system.contains("mac") ? "darwin" : system.contains("windows") ? "win32" : "linux";
        return name + (machine.contains("aarch64") ? "-arm64" : "-amd64");
    }
}

package io.snark4j.credits.command.demo;

import io.snark4j.cli.Quantities;
import io.snark4j.cli.ScratchFolder;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.wallet.CircuitKeys;
import io.snark4j.credits.wallet.WalletSession;
import io.snark4j.credits.wallet.http.WalletServer;
import io.snark4j.field.simd.Lanes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How long a client of the wallet's daemon waits for the first byte of a streamed answer: real proofs at the demonstration's depth, a real gateway with the echo
 * upstream, files that are durable, and all of it in this process, so that the gateway's time is in the figure.
 */
public final class FirstByteBench {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ASKED = """
            {"model":"echo","stream":true,"max_tokens":8,"messages":[{"role":"user","content":"why is the sky blue"}]}""";

    private final Terminal terminal;
    private final int calls;
    private final int warmUp;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param terminal to print on
     * @param calls of which each figure is the median
     * @param warmUp calls before them
     */
    public FirstByteBench(Terminal terminal, int calls, int warmUp) {
        this.terminal = terminal;
        this.calls = calls;
        this.warmUp = warmUp;
    }

    /**
     * Measures and prints.
     *
     * @throws IOException if a file cannot be written
     * @throws io.snark4j.peers.PeerException if Node or one of its programs is missing
     */
    public void run() throws Exception {
        try (ScratchFolder scratch = ScratchFolder.create("credits");
                DemoChain chain = new DemoChain()) {
            Path folder = scratch.path();
            CircuitKeys circuits = CircuitKeys.insecure(DemoProvider.DEPTH, terminal.work());
            try (DemoProvider provider = new DemoProvider(chain, circuits, folder.resolve("tickets.db"));
                    DemoUser user = DemoUser.begin(chain, provider, circuits, 1, folder, terminal.work())) {
                user.deposit();
                WalletSession.Running running = user.session().run();
                chain.advance(DemoProvider.EPOCH.multipliedBy(2));
                running.chain().refresh();
                running.prover().warmUp();
                measure(user.session(), running);
            }
        }
    }

    private void measure(WalletSession session, WalletSession.Running running) throws Exception {
        var wallet = new WalletServer.Wallet(
                session.ledger(), running.spender(), running.chain(), running.terms(), List::of);
        try (WalletServer server = WalletServer.start(wallet, 0, Optional.empty())) {
            URI address = URI.create("http://127.0.0.1:" + server.port() + "/v1/chat/completions");
            terminal.print("From a call at the wallet to the first byte of its answer, CreditRequest at depth "
                    + DemoProvider.DEPTH + ", " + calls + (calls == 1 ? " call, " : " calls, ")
                    + terminal.work().threads() + " thread"
                    + (terminal.work().threads() == 1 ? "" : "s") + ", kernel "
                    + Lanes.NAME);
            print("proof made at the call", times(address, () -> {}));
            running.spender().startPreparing();
            try {
                print("proof prepared ahead", times(address, () -> awaitPrepared(running)));
            } finally {
                running.spender().stopPreparing();
            }
        }
    }

    /** Nanoseconds of each call, shortest first. */
    private long[] times(URI address, Runnable before) throws IOException, InterruptedException {
        long[] times = new long[calls];
        for (int i = -warmUp; i < calls; i++) {
            before.run();
            long time = firstByte(address);
            if (i >= 0) {
                times[i] = time;
            }
        }
        Arrays.sort(times);
        return times;
    }

    private long firstByte(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ASKED))
                .build();
        long begun = System.nanoTime();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int first = body.read();
            long time = System.nanoTime() - begun;
            byte[] rest = body.readAllBytes();
            if (response.statusCode() != 200 || first < 0 || rest.length == 0) {
                throw new IllegalStateException("a call was answered with status " + response.statusCode());
            }
            return time;
        }
    }

    private static void awaitPrepared(WalletSession.Running running) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (running.spender().prepared().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no proof was prepared within " + PATIENCE);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private void print(String what, long[] ascending) {
        terminal.print("  %-24s median %9s   worst %9s"
                .formatted(what, Quantities.time((double) ascending[ascending.length / 2]), Quantities.time((double)
                        ascending[ascending.length - 1])));
    }
}

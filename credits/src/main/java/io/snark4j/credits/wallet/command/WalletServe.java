package io.snark4j.credits.wallet.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.command.KeyFile;
import io.snark4j.credits.wallet.WalletSession;
import io.snark4j.credits.wallet.http.WalletServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the daemon. */
@Command(
        name = "serve",
        description = "Serve OpenAI's and Ollama's endpoints on this machine, look after the notes, and show a page.",
        footer = {
            "",
            "Example: snark4j wallet serve",
            "Then give your client the base URL http://127.0.0.1:8787/v1, and look at http://127.0.0.1:8787/"
        })
final class WalletServe extends WalletAction {
    private static final long ROUND_MILLISECONDS = 15_000;

    @Option(names = "--port", paramLabel = "<n>", description = "Port on 127.0.0.1; 8787 by default.")
    private int port = 8787;

    @Option(
            names = "--key-file",
            paramLabel = "<file>",
            description = "File whose first line clients have to give as their API key; for machines with other users.")
    private @Nullable Path keyFile;

    @Mixin
    private ProxyOption proxy = new ProxyOption();

    @Option(
            names = "--no-prepare",
            description =
                    "Do not prove ahead of need: saves the work of tickets' proofs that are made anew when the tree"
                            + " of deposits grows, and a call waits for its proof.")
    private boolean withoutPreparing;

    @Override
    void act(Terminal terminal) throws IOException {
        Optional<String> key = keyFile == null ? Optional.empty() : Optional.of(KeyFile.firstLine(keyFile));
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(1);
        try (WalletSession session = open(terminal)) {
            proxy.applyTo(session);
            WalletSession.Running running = session.run();
            running.prover().warmUp();
            var wallet = new WalletServer.Wallet(
                    session.ledger(),
                    running.spender(),
                    running.chain(),
                    running.terms(),
                    () -> running.caretaker().warnings());
            running.caretaker().round();
            running.caretaker().warnings().forEach(terminal::warn);
            Thread caretaker = Thread.ofVirtual().name("caretaker").start(() -> rounds(running));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stopped.countDown();
                // The machine stops when this returns: calls that run have ten seconds to come to their end.
                await(finished);
            }));
            try (WalletServer server = WalletServer.start(wallet, port, key)) {
                terminal.print("http://127.0.0.1:" + server.port() + "/v1");
                terminal.say("the page is at http://127.0.0.1:" + server.port() + "/; Ctrl-C ends");
                if (!withoutPreparing) {
                    running.spender().startPreparing();
                }
                await(stopped);
                running.spender().stopPreparing();
            } finally {
                // The session's passphrase goes when it is closed, and a round may be writing a backup.
                caretaker.interrupt();
                awaitEnd(caretaker);
            }
        } finally {
            finished.countDown();
        }
    }

    private static void rounds(WalletSession.Running running) {
        List<String> known = running.caretaker().warnings();
        try {
            while (true) {
                Thread.sleep(ROUND_MILLISECONDS);
                running.caretaker().round();
                List<String> now = running.caretaker().warnings();
                for (String warning : now) {
                    if (!known.contains(warning)) {
                        System.getLogger(WalletServe.class.getName()).log(System.Logger.Level.WARNING, warning);
                    }
                }
                known = now;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(Thread caretaker) {
        try {
            caretaker.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

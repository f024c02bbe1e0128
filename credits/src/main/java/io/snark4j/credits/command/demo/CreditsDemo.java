package io.snark4j.credits.command.demo;

import io.snark4j.cli.Quantities;
import io.snark4j.cli.ScratchFolder;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.wallet.CallRecord;
import io.snark4j.credits.wallet.CircuitKeys;
import io.snark4j.credits.wallet.ExitDesk;
import io.snark4j.credits.wallet.NoteStanding;
import io.snark4j.credits.wallet.WalletSession;
import io.snark4j.credits.wallet.http.WalletServer;
import io.snark4j.peers.Node;
import io.snark4j.peers.OpenAiClient;
import io.snark4j.peers.OpenAiClient.ChatAnswer;
import io.snark4j.peers.OpenAiClient.ChatCall;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * All of it, once: a chain, a provider, an honest user with an unchanged OpenAI client, and a cheat. Everything is drawn afresh; the circuits' keys come from an insecure
 * setup, which the vault takes on chain id 31337 only.
 */
public final class CreditsDemo {
    private static final int NOTES = 4;
    private static final String WORDS = "the quick brown fox jumps over the lazy dog while seven wizards vex a jumbled"
            + " box of quartz and nobody learns who asked";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final List<ChatAnswer> answers = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private int chapters;

    /** @param terminal to tell the story on */
    public CreditsDemo(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Tells the whole story.
     *
     * @throws IOException if a file cannot be written
     * @throws io.snark4j.peers.PeerException if Node or one of its programs is missing
     */
    public void run() throws Exception {
        long start = System.nanoTime();
        try (ScratchFolder scratch = ScratchFolder.create("credits")) {
            run(scratch.path());
        }
        terminal.print("");
        terminal.print("Done in " + Quantities.time((double) (System.nanoTime() - start)) + ".");
    }

    private void run(Path folder) throws Exception {
        chapter("The provider");
        try (DemoChain chain = timed("an Ethereum node, chain id 31337, with a test dollar", DemoChain::new)) {
            CircuitKeys circuits = timed(
                    "keys of CreditRequest and CreditExit: insecure setup",
                    () -> CircuitKeys.insecure(DemoProvider.DEPTH, terminal.work()));
            try (DemoProvider provider = timed(
                    "vault and its verifier deployed, gateway listening",
                    () -> new DemoProvider(chain, circuits, folder.resolve("tickets.db")))) {
                line("vault " + provider.vault().terms().vault() + ", gateway " + provider.origin());
                line("a request costs at most " + dollars(DemoProvider.C_MAX) + "; a note takes "
                        + dollars(DemoProvider.BOUNTY) + " of bounty and " + dollars(DemoProvider.STAKE)
                        + " of stake besides");
                try (DemoUser user = DemoUser.begin(chain, provider, circuits, NOTES, folder, terminal.work())) {
                    use(chain, provider, user);
                }
            }
        }
    }

    private void use(DemoChain chain, DemoProvider provider, DemoUser user) throws Exception {
        chapter("The user deposits " + dollars(DemoUser.NOTE.multiply(BigInteger.valueOf(NOTES))));
        timed(NOTES + " notes of " + dollars(DemoUser.NOTE) + ", in one transaction", () -> {
            user.deposit();
            return true;
        });
        WalletSession session = user.session();
        WalletSession.Running running = session.run();
        Cheat cheat = new Cheat(provider, running.prover());
        cheat.deposit(chain, chain.userWith(DemoUser.ofNote()), DemoUser.NOTE);
        timed("an epoch passes, so that the notes are among others", () -> {
            chain.advance(DemoProvider.EPOCH.multipliedBy(2));
            running.chain().refresh();
            return true;
        });
        timed("the wallet's keys are read and its kernels compiled", () -> {
            running.prover().warmUp();
            return true;
        });
        call(session, running);
        slash(chain, provider, cheat);
        exit(chain, provider, user);
    }

    private void call(WalletSession session, WalletSession.Running running) {
        var wallet = new WalletServer.Wallet(
                session.ledger(),
                running.spender(),
                running.chain(),
                running.terms(),
                () -> running.caretaker().warnings());
        try (WalletServer server = WalletServer.start(wallet, 0, Optional.empty())) {
            URI baseUrl = URI.create("http://127.0.0.1:" + server.port() + "/v1");
            chapter("20 calls through the openai package, base URL " + baseUrl);
            line("balance " + dollars(balance(session)));
            OpenAiClient client = new OpenAiClient(Node.find(), baseUrl);
            make(client, "one by one", false, false, 8);
            line("balance " + dollars(balance(session)) + " after 8 calls one by one");
            make(client, "in parallel", false, true, 8);
            line("balance " + dollars(balance(session)) + " after 8 calls in parallel, on " + NOTES + " notes");
            make(client, "streaming", true, false, 4);
            line("balance " + dollars(balance(session)) + " after 4 that stream");
            table(running.spender().calls().reversed());
        }
    }

    private void make(OpenAiClient client, String mode, boolean stream, boolean parallel, int count) {
        List<ChatCall> calls = IntStream.range(0, count)
                .mapToObj(i -> new ChatCall("echo", WORDS, 1 + (3 * answers.size() + 5 * i) % 20, stream))
                .toList();
        for (ChatAnswer answer : client.chat(calls, parallel)) {
            if (answer.failure().isPresent()) {
                throw new IllegalStateException(
                        "a call failed: " + answer.failure().get());
            }
            answers.add(answer);
            modes.add(mode);
        }
    }

    private void table(List<CallRecord> calls) {
        line("");
        line("%4s  %-11s %6s %9s %9s %9s %10s %9s"
                .formatted("call", "mode", "tokens", "locked", "cost", "refund", "first byte", "total"));
        // Parallel calls end in any order; what each cost follows from its tokens.
        List<CallRecord> byCost = new ArrayList<>(calls);
        for (int i = 0; i < answers.size(); i++) {
            ChatAnswer answer = answers.get(i);
            BigInteger cost = takeCost(byCost, answer);
            line("%4d  %-11s %6d %9s %9s %9s %10s %9s"
                    .formatted(
                            i + 1,
                            modes.get(i),
                            answer.inputTokens() + answer.outputTokens(),
                            dollars(DemoProvider.C_MAX),
                            dollars(cost),
                            dollars(DemoProvider.C_MAX.subtract(cost)),
                            millis(answer.firstByte()),
                            millis(answer.total())));
        }
        line("");
        line("of each call the provider saw a nullifier, a share, a root, and "
                + calls.getFirst().sentBytes()
                + " bytes of padded body: nothing that two calls of one user have in common");
    }

    private static BigInteger takeCost(List<CallRecord> calls, ChatAnswer answer) {
        BigInteger cost = DemoProvider.cost(answer.outputTokens(), answer.inputTokens());
        for (CallRecord call : calls) {
            if (call.cost().equals(cost)) {
                calls.remove(call);
                return cost;
            }
        }
        throw new IllegalStateException("the wallet knows no call that cost " + cost);
    }

    private void slash(DemoChain chain, DemoProvider provider, Cheat cheat) throws Exception {
        chapter("A cheat spends one ticket twice");
        int first = timed("his first request", () -> cheat.spend(chain, "why is the sky blue"));
        int second = timed("his second, with the same ticket", () -> cheat.spend(chain, "why is the grass green"));
        line("the gateway answered " + first + ", then " + second);
        BigInteger before = provider.vault().balanceOf(provider.account().address());
        timed("two shares give his secret: the gateway slashes his note", () -> {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (provider.vault().note(cheat.commitment()).status() != NoteState.Status.CLOSED) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("not slashed within " + PATIENCE);
                }
                Thread.sleep(50);
            }
            return true;
        });
        BigInteger after = provider.vault().balanceOf(provider.account().address());
        line("the provider is credited with " + dollars(after.subtract(before)) + ", deposit and bounty; the stake is"
                + " burned");
    }

    private void exit(DemoChain chain, DemoProvider provider, DemoUser user) throws Exception {
        chapter("The user exits");
        WalletSession session = user.session();
        ExitDesk exits = session.exits();
        List<NoteStanding> notes = session.ledger().standings();
        BigInteger spendable = balance(session);
        timed("proofs of what is left, to the vault", () -> {
            for (NoteStanding note : notes) {
                exits.initiate(note.id(), new ExitDesk.Choice(false, false));
            }
            return true;
        });
        chain.advance(provider.window());
        timed("the challenge window passes, and the vault pays", () -> {
            for (NoteStanding note : notes) {
                if (exits.collect(note.id()) != ExitDesk.Progress.PAID) {
                    throw new IllegalStateException("note " + note.id() + " was not paid");
                }
            }
            return true;
        });
        BigInteger paid = chain.dollar().balanceOf(user.account().address());
        BigInteger income = provider.vault().balanceOf(provider.account().address());
        line("");
        line("%-44s %12s".formatted("paid in, with bounties and stakes", dollars(user.owned())));
        line("%-44s %12s".formatted("spendable before the exit", dollars(spendable)));
        line("%-44s %12s".formatted("paid out, with bounties and stakes", dollars(paid)));
        line("%-44s %12s"
                .formatted("so 20 calls cost the user", dollars(user.owned().subtract(paid))));
        line("%-44s %12s".formatted("the provider may withdraw", dollars(income)));
    }

    private static BigInteger balance(WalletSession session) {
        BigInteger cMax = session.ledger().settings().cMax();
        return session.ledger().standings().stream()
                .map(note -> note.balance(cMax))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static String dollars(BigInteger units) {
        return "$"
                + new BigDecimal(units, 6)
                        .stripTrailingZeros()
                        .setScale(units.mod(BigInteger.valueOf(10_000)).signum() == 0 ? 2 : 6)
                        .toPlainString();
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private void chapter(String name) {
        chapters++;
        terminal.print("");
        terminal.print("%2d. %s".formatted(chapters, name));
    }

    private void line(String text) {
        terminal.print("    " + text);
    }

    private <T> T timed(String what, Callable<T> work) throws Exception {
        long begun = System.nanoTime();
        T result = work.call();
        terminal.print("    %-62s %9s".formatted(what, Quantities.time((double) (System.nanoTime() - begun))));
        return result;
    }
}

package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.vault.VaultTerms;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Pays requests: takes a free note, binds its next ticket to the request, proves, sends, and takes the change. What fails on the way is tried again with the
 * same bytes and the same x, by the call itself some times and later by {@link #settleOpen}; the note pays nothing else until then. Thread-safe: as many calls run at a time as there are
 * notes, the others wait.
 */
public final class Spender {
    private static final Duration QUEUE = Duration.ofMinutes(2);
    private static final Duration TERMS_KEPT = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration SLACK = Duration.ofSeconds(30);
    /** How long a provider may have a call wait for its answer. */
    private static final Duration MOST_PATIENCE = Duration.ofHours(1);

    private static final int ATTEMPTS = 4;
    private static final int CALLS_KEPT = 200;
    /** What a fresh proof of the same x puts right. */
    private static final Set<String> MOVED = Set.of("stale_root", "wrong_keys");
    /** What no repetition puts right: the note can only exit behind this ticket. */
    private static final Set<String> LOST = Set.of("policy_violation", "double_spend", "ticket_mismatch");

    private static final AnswerSink NOBODY = (status, type) -> OutputStream.nullOutputStream();

    private final Ledger ledger;
    private final ChainView chain;
    private final CreditProver prover;
    private final GatewayLink link;
    private final VaultTerms vault;
    private final NoteQueue queue = new NoteQueue(this::usableNotes);
    private final ProofsAhead ahead;
    private final RetryRhythm rhythm;
    /** By note: its open ticket, as it was asked for last. */
    private final Map<Integer, Attempt> asked = new ConcurrentHashMap<>();

    private final Deque<CallRecord> calls = new ArrayDeque<>();
    private @Nullable Terms terms;
    private Instant termsUntil = Instant.MIN;

    /**
     * @param ledger of the wallet
     * @param chain that its deployment is on
     * @param prover with the deployment's keys
     * @param vault the deployment's fixed values, from the chain
     */
    public Spender(Ledger ledger, ChainView chain, CreditProver prover, VaultTerms vault) {
        this(ledger, chain, prover, vault, new RetryRhythm(InstantSource.system(), new SecureRandom()));
    }

    Spender(Ledger ledger, ChainView chain, CreditProver prover, VaultTerms vault, RetryRhythm rhythm) {
        this.rhythm = rhythm;
        this.ledger = ledger;
        this.chain = chain;
        this.prover = prover;
        this.vault = vault;
        this.link = new GatewayLink(ledger.settings().reach());
        this.ahead = new ProofsAhead(ledger, chain, prover, this::usableNotes);
    }

    /** Has proofs prepared ahead of need from now on, in the background: for a daemon. */
    public void startPreparing() {
        ahead.start();
    }

    /** Stops that at once. */
    public void stopPreparing() {
        ahead.stop();
    }

    /** @return the notes whose next proof is prepared */
    public Set<Integer> prepared() {
        return ahead.notes();
    }

    /** One call on its way. */
    private final class Attempt {
        private final SignedTicket ticket;
        private final PaidRequest request;
        private final OneAnswer answer;
        private @Nullable Ticket proved;
        private @Nullable MerkleProof provedPath;
        private String lastCode = "";

        Attempt(SignedTicket ticket, AnswerSink sink) {
            this.ticket = ticket;
            this.request = PaidRequest.fromBytes(ticket.request());
            this.answer = new OneAnswer(sink);
        }

        /** The ticket as it is sent; proved again only if root or keys have moved. */
        private Ticket proof() {
            MerkleProof path = chain.path(ledger.standing(ticket.note()));
            ProviderKeys keys = chain.keys();
            if (proved == null || !path.equals(provedPath) || !proved.keys().equals(keys)) {
                CreditRequestInputs inputs = ledger.requestInputs(ticket, path, keys);
                proved = Ticket.of(prover.proveRequest(inputs), inputs.publicInputs(), ticket.nonce());
                provedPath = path;
            }
            return proved;
        }

        /** Proves by what was prepared, if it rests on what the chain shows now. */
        void prove(ProofsAhead.Claim claim) {
            MerkleProof path = chain.path(ledger.standing(ticket.note()));
            Optional<Ticket> prepared = claim.prove(ticket, path, chain.keys());
            if (prepared.isPresent()) {
                proved = prepared.get();
                provedPath = path;
            } else {
                proof();
            }
            claim.proved();
        }

        Ticket sent() {
            return Objects.requireNonNull(proved, "a ticket that was not proved was not sent");
        }

        /** Sends the request once. The settlement, verified and durable, or empty if the ticket stays open. */
        Optional<SettledTicket> once() {
            return taken(() -> link.call(request.path(), request.body(), proof(), deadline(), answer));
        }

        /** Asks to settle the ticket without running its request, if that has not begun. */
        Optional<SettledTicket> cancelled() {
            return taken(() -> link.cancel(proof(), request.digest().toString(), NOBODY));
        }

        private Optional<SettledTicket> taken(Exchange exchange) {
            try {
                GatewayAnswer answer = exchange.run();
                lastCode = answer.code();
                Optional<SettledTicket> settled =
                        answer.settlement().filter(s -> ledger.settle(ticket, s.settlement(), chain.registeredKeys()));
                if (settled.isEmpty() && answer.settlement().isPresent()) {
                    lastCode = "the settlement does not verify";
                }
                if (settled.isEmpty() && MOVED.contains(answer.code())) {
                    chain.refresh();
                }
                return settled;
            } catch (IOException e) {
                lastCode = "the connection failed";
                return Optional.empty();
            }
        }
    }

    private interface Exchange {
        GatewayAnswer run() throws IOException;
    }

    private Duration deadline() {
        Duration asked = terms().limits().deadline();
        return (asked.compareTo(MOST_PATIENCE) < 0 ? asked : MOST_PATIENCE).plus(SLACK);
    }

    /** Under a lock of its own: terms may be waited for. */
    private void remember(CallRecord call) {
        synchronized (calls) {
            if (calls.size() == CALLS_KEPT) {
                calls.removeLast();
            }
            calls.addFirst(call);
        }
    }

    /** @return the calls of this session, newest first; at most 200 */
    public List<CallRecord> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /**
     * The provider's terms, verified against the chain; fetched anew every ten minutes.
     *
     * @return the terms
     * @throws WalletException if they are not signed by the vault's key or contradict the vault
     */
    public synchronized Terms terms() {
        if (terms == null || Instant.now().isAfter(termsUntil)) {
            terms = ProviderTerms.verified(link.terms(), vault, chain.keys());
            termsUntil = Instant.now().plus(TERMS_KEPT);
        }
        return terms;
    }

    /** Those whose proof is prepared first, then the richest, so that all last about as long. */
    private List<Integer> usableNotes() {
        Set<Integer> prepared = ahead.notes();
        BigInteger cMax = ledger.settings().cMax();
        return ledger.standings().stream()
                .filter(note -> note.isActive() && note.open().isEmpty())
                .filter(note ->
                        note.settled() < note.ceiling() && note.balance(cMax).compareTo(cMax) >= 0)
                .filter(note -> chain.isReady(note) && ledger.isProvable(note.id(), chain.keys()))
                .sorted(Comparator.comparing((NoteStanding note) -> !prepared.contains(note.id()))
                        .thenComparing(note -> note.balance(cMax), Comparator.reverseOrder()))
                .map(NoteStanding::id)
                .toList();
    }

    /**
     * A request that was paid.
     *
     * @param call what it was
     * @param dropped fields of the client's that were left out
     */
    public record Paid(CallRecord call, List<String> dropped) {}

    /**
     * Pays a request and passes its answer on.
     *
     * @param path such as {@code /v1/chat/completions}
     * @param asked the client's JSON object
     * @param sink takes the answer
     * @return what it was
     * @throws WalletException if it was not sent, or no settlement came; its ticket stays open then and is tried again later
     */
    public Paid call(String path, byte[] asked, AnswerSink sink) {
        long start = System.nanoTime();
        RequestShaper.Shaped shaped = new RequestShaper(terms()).shape(path, RequestShaper.parse(asked));
        int note = queue.take(QUEUE).orElseThrow(() -> new WalletException(whyNone()));
        try (ProofsAhead.Claim claim = ahead.claim(note)) {
            sink.leftOut(shaped.dropped());
            PaidRequest request = shaped.request();
            Attempt attempt = new Attempt(ledger.sign(note, request.digest(), request.toBytes()), sink);
            attempt.prove(claim);
            Optional<SettledTicket> settled = attempts(attempt);
            CallRecord call = record(attempt, settled, shaped.model(), start);
            remember(call);
            if (settled.isEmpty()) {
                throw new WalletException("no settlement came for ticket " + call.index() + " of note " + note + " ("
                        + attempt.lastCode + "); the wallet goes on trying, and this note waits");
            }
            return new Paid(call, shaped.dropped());
        } finally {
            queue.give(note);
        }
    }

    private Optional<SettledTicket> attempts(Attempt attempt) {
        Optional<SettledTicket> settled = Optional.empty();
        try {
            Duration pause = FIRST_PAUSE;
            for (int i = 0; i < ATTEMPTS && settled.isEmpty() && !LOST.contains(attempt.lastCode); i++) {
                if (i > 0) {
                    pause(pause);
                    pause = pause.multipliedBy(2);
                }
                settled = attempt.once();
            }
            return settled;
        } finally {
            attempt.answer.end(settled.isPresent());
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WalletException("interrupted while waiting to try again", e);
        }
    }

    private CallRecord record(Attempt attempt, Optional<SettledTicket> settled, String model, long start) {
        Ticket sent = attempt.sent();
        BigInteger cMax = ledger.settings().cMax();
        long elapsed = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return new CallRecord(
                Instant.now().minusMillis(elapsed).getEpochSecond(),
                attempt.ticket.note(),
                attempt.ticket.index(),
                attempt.request.path(),
                model,
                attempt.request.body().length,
                sent.nullifier(),
                sent.root(),
                settled.map(s -> cMax.subtract(s.settlement().refund())).orElse(cMax),
                settled.map(s -> s.outcome().word()).orElse("open"),
                elapsed);
    }

    /** Why no note can pay now, in one line. */
    private String whyNone() {
        List<NoteStanding> active =
                ledger.standings().stream().filter(NoteStanding::isActive).toList();
        if (active.isEmpty()) {
            return "no note can pay: none is deposited; `snark4j wallet deposit` makes one";
        }
        if (active.stream().noneMatch(chain::isReady)) {
            return "no note can pay yet: a note waits an epoch after its deposit, so that it is one of many";
        }
        if (active.stream().noneMatch(note -> ledger.isProvable(note.id(), chain.keys()))) {
            return "no note can pay: the provider has replaced its key twice since; `snark4j wallet exit` leaves them";
        }
        return "no note can pay: all are busy, used up, at their backup's ceiling, or wait for a settlement";
    }

    /**
     * Asks for the settlement of at most one ticket that is open and that no call is at work on: without running its request, where that has not begun. To be called often: it asks when a
     * ticket's time has come, which is drawn at random, seldom for what was refused, and never for two at once.
     *
     * @return whether one was settled
     */
    public boolean settleOpen() {
        List<SignedTicket> open = ledger.standings().stream()
                .filter(note -> note.isActive() && !queue.isBusy(note.id()))
                .flatMap(note -> note.open().stream())
                .toList();
        return rhythm.due(open).filter(ticket -> settle(ticket.note())).isPresent();
    }

    /**
     * Asks for the settlement of a note's open ticket now.
     *
     * @param note that pays requests
     * @return whether it was settled; not if no ticket is open, or a call is at work on it
     */
    public boolean settle(int note) {
        if (!queue.takeThis(note)) {
            return false;
        }
        try {
            NoteStanding standing = ledger.standing(note);
            return standing.isActive() && standing.open().filter(this::asked).isPresent();
        } finally {
            queue.give(note);
        }
    }

    /** What was proved is kept for the next time. */
    private boolean asked(SignedTicket ticket) {
        Attempt attempt = asked.compute(
                ticket.note(),
                (note, known) ->
                        known != null && known.ticket.index() == ticket.index() ? known : new Attempt(ticket, NOBODY));
        boolean settled = false;
        try {
            settled = attempt.cancelled().isPresent();
        } finally {
            if (settled) {
                asked.remove(ticket.note());
            } else {
                rhythm.failed(ticket, LOST.contains(attempt.lastCode));
            }
        }
        return settled;
    }
}

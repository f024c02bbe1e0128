package io.snark4j.credits.gateway;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.gateway.store.Evidence;
import io.snark4j.credits.gateway.store.Spend;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.ticket.UnpricedException;
import io.snark4j.credits.ticket.Usage;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.spec.SecretKeySpec;

/** Runs paid requests from admission to settlement, and gives retries what the first got. Thread-safe; every call blocks its thread. */
public final class CallDesk {
    /** Of a retry that waits, at first; it looks half as often each time, down to once in {@link #MAX_POLL}. */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final Duration MAX_POLL = Duration.ofSeconds(1);
    /** A sixteenth of what a server runs at a time. */
    private static final int RETRIES = 64;

    private final Means means;
    private final Rules rules;
    private final BodyCache bodies;
    private final Retries retries = new Retries(RETRIES);
    private final Metrics metrics;
    private final Checkpoint checkpoint;

    /**
     * What a request passes through.
     *
     * @param store of requests
     * @param hash Poseidon, which may wait for others to be hashed with
     * @param admission of tickets
     * @param desk that settles
     * @param leases of running requests
     * @param upstream that answers
     */
    public record Means(
            TicketStore store,
            Function<Fr[], Fr> hash,
            Admission admission,
            SettlementDesk desk,
            LeaseKeeper leases,
            Upstream upstream) {}

    /**
     * What holds for every request.
     *
     * @param scope of the deployment
     * @param cMax price cap
     * @param prices by model
     * @param deadline of upstream's answer
     * @param patience of a retry with a request that still runs
     * @param policyCodes error codes of upstream by which a request broke the policy: it is withheld
     */
    public record Rules(
            Fr scope,
            BigInteger cMax,
            Function<String, Optional<ModelPrice>> prices,
            Duration deadline,
            Duration patience,
            Set<String> policyCodes) {}

    /**
     * A request and the ticket that came with it.
     *
     * @param ticket parsed
     * @param path without a query
     * @param body as it arrived
     * @param digest of the request as it arrived
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
    public record PaidCall(Ticket ticket, String path, byte[] body, RequestDigest digest) {
        SecretKeySpec bodyKey() {
            return BodyCache.key(ticket.nonce(), digest);
        }
    }

    /** Keeps bodies in the given cache. */
    CallDesk(Means means, Rules rules, BodyCache bodies, Metrics metrics, Checkpoint checkpoint) {
        this.means = means;
        this.rules = rules;
        this.bodies = bodies;
        this.metrics = metrics;
        this.checkpoint = checkpoint;
    }

    private Fr x(Ticket ticket, RequestDigest digest) {
        return means.hash().apply(digest.preimage(ticket.nonce(), rules.scope()));
    }

    static String idempotencyKey(Fr nullifier) {
        return HexFormat.of().formatHex(nullifier.toBytesBigEndian());
    }

    /**
     * Answers a paid request.
     *
     * @param call that arrived
     * @param answer gets exactly one answer, unless this throws
     * @throws RefusedException if the ticket does not pay for it, or the request still runs elsewhere or is being asked for by another caller
     */
    public void handle(PaidCall call, Answer answer) {
        switch (means.admission().admit(call.ticket(), x(call.ticket(), call.digest()))) {
            case Admission.Admitted.Known(TicketRecord.Requested record) ->
                retries.one(record.nullifier(), () -> replay(call, await(record.nullifier()), answer));
            case Admission.Admitted.Fresh(Reservation reservation) -> {
                try {
                    run(reservation, call, answer);
                } finally {
                    // If it was not settled, its lease runs out, and recovery settles it.
                    means.leases().release(reservation);
                }
            }
        }
    }

    /**
     * Settles a request without running it, if it was not admitted before: for a wallet that signed a share for a request which it cannot send any more,
     * and which could use the note no further otherwise. Of the request the digest is enough.
     *
     * @param ticket of the request
     * @param digest of the request
     * @return the change; that of the request if it was run
     * @throws RefusedException if the ticket does not pay for it, or the request still runs
     */
    public SettledTicket cancel(Ticket ticket, RequestDigest digest) {
        return switch (means.admission().admit(ticket, x(ticket, digest))) {
            case Admission.Admitted.Known(TicketRecord.Requested record) -> ended(record.nullifier());
            case Admission.Admitted.Fresh(Reservation reservation) ->
                means.desk().settle(reservation, Outcome.CANCELLED, BigInteger.ZERO);
        };
    }

    /**
     * The change of a request that was admitted.
     *
     * @param ticket of the request
     * @param digest of the request
     * @return the change
     * @throws RefusedException if it was never admitted, or still runs, or was withheld
     */
    public SettledTicket settlement(Ticket ticket, RequestDigest digest) {
        Rln.Share share = new Rln.Share(x(ticket, digest), ticket.share());
        TicketRecord record =
                means.store().find(ticket.nullifier()).orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_TICKET));
        if (!(record instanceof TicketRecord.Requested request)
                || !request.spend().equals(new Spend(ticket.nullifier(), share, ticket.state()))) {
            throw new RefusedException(Refusal.TICKET_MISMATCH);
        }
        return ended(ticket.nullifier());
    }

    private SettledTicket ended(Fr nullifier) {
        return means.desk().answer(nullifier).orElseThrow(() -> new RefusedException(Refusal.STILL_RUNNING));
    }

    private SettledTicket await(Fr nullifier) {
        long end = System.nanoTime() + rules.patience().toNanos();
        Duration pause = POLL;
        while (true) {
            Optional<SettledTicket> answer = means.desk().answer(nullifier);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > end) {
                throw new RefusedException(Refusal.STILL_RUNNING);
            }
            try {
                Thread.sleep(pause);
                pause = pause.compareTo(MAX_POLL) < 0 ? pause.multipliedBy(2) : MAX_POLL;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RefusedException(Refusal.STILL_RUNNING);
            }
        }
    }

    private void replay(PaidCall call, SettledTicket settled, Answer answer) {
        metrics.count("retries");
        Optional<BodyCache.Body> body = bodies.find(call.ticket().nullifier(), call.bodyKey());
        if (body.isEmpty()) {
            answer.refused(Errors.statusOfRetry(settled.outcome()), Errors.ofRetry(settled.outcome()), settled);
        } else if (body.get().contentType().startsWith(Errors.EVENT_STREAM)) {
            answer.begin();
            answer.bytes(body.get().bytes(), body.get().bytes().length);
            answer.end(settled);
        } else {
            answer.whole(
                    body.get().status(), body.get().contentType(), body.get().bytes(), settled);
        }
    }

    private void run(Reservation reservation, PaidCall call, Answer answer) {
        PricedCall priced;
        try {
            priced = PricedCall.of(call.path(), call.body(), rules.prices(), rules.cMax());
        } catch (UnpricedException e) {
            SettledTicket settled = means.desk().settle(reservation, e.outcome(), BigInteger.ZERO);
            ApiError error = Errors.of(e.outcome(), String.valueOf(e.getMessage()));
            refuse(call, Errors.status(e.outcome()), error, settled, answer);
            return;
        }
        try (Delivery delivery = new Delivery(reservation, priced, answer)) {
            Upstream.Ending ending = ask(call, priced, delivery);
            if (delivery.isServed() && (ending == Upstream.Ending.COMPLETE || delivery.isStreaming())) {
                served(reservation, call, priced, delivery, answer);
            } else {
                failed(reservation, call, priced, delivery, ending, answer);
            }
        }
    }

    private Upstream.Ending ask(PaidCall call, PricedCall priced, Delivery delivery) {
        String key = idempotencyKey(call.ticket().nullifier());
        Upstream.Ending ending =
                means.upstream().call(new Upstream.Call(call.path(), priced.body(), key, rules.deadline()), delivery);
        // A server that stops interrupts what runs. It is settled all the same, and a pool of connections gives none to
        // an interrupted thread.
        boolean _ = Thread.interrupted();
        checkpoint.reached(Checkpoint.Step.AFTER_UPSTREAM);
        metrics.count("upstream_calls", "ending", ending.name().toLowerCase(java.util.Locale.ROOT), 1);
        return ending;
    }

    private void served(Reservation reservation, PaidCall call, PricedCall priced, Delivery delivery, Answer answer) {
        Usage usage = delivery.usage();
        SettledTicket settled =
                means.desk().settle(reservation, Outcome.SERVED, priced.price().cost(usage));
        if (settled.outcome() != Outcome.SERVED) {
            // Another gateway took the request over meanwhile.
            throw new RefusedException(Refusal.STILL_RUNNING);
        }
        byte[] body = delivery.body();
        String type = delivery.isStreaming() ? Errors.EVENT_STREAM : delivery.contentType();
        bodies.put(call.ticket().nullifier(), call.bodyKey(), new BodyCache.Body(delivery.status(), type, body));
        metrics.count("tokens", "kind", "input", usage.inputTokens());
        metrics.count("tokens", "kind", "output", usage.outputTokens());
        if (delivery.isStreaming()) {
            delivery.end(settled);
        } else {
            answer.whole(delivery.status(), type, body, settled);
        }
    }

    private void failed(
            Reservation reservation,
            PaidCall call,
            PricedCall priced,
            Delivery delivery,
            Upstream.Ending ending,
            Answer answer) {
        Errors.UpstreamError error = Errors.read(delivery);
        if (rules.policyCodes().contains(error.code())) {
            Evidence evidence = Evidence.of(delivery.body());
            means.store().keepEvidence(evidence);
            SettledTicket others = means.desk().withhold(reservation, evidence.hash());
            answer.refused(Errors.statusOfRetry(others.outcome()), Errors.ofRetry(others.outcome()), others);
            return;
        }
        // Cut off: upstream worked. An error, or nothing: it did not, or does not charge for it.
        BigInteger cost = ending == Upstream.Ending.CUT && (delivery.isServed() || delivery.status() == 0)
                ? priced.price().cost(delivery.usage())
                : BigInteger.ZERO;
        SettledTicket settled = means.desk().settle(reservation, Outcome.UPSTREAM_FAILED, cost);
        ApiError shown = ending == Upstream.Ending.CUT ? Errors.ofCut(delivery) : error.shown();
        refuse(call, error.shownStatus(), shown, settled, answer);
    }

    /** Answers with an error, which a retry gets as well. */
    private void refuse(PaidCall call, int status, ApiError error, SettledTicket settled, Answer answer) {
        byte[] body = error.toJson().getBytes(StandardCharsets.UTF_8);
        bodies.put(call.ticket().nullifier(), call.bodyKey(), new BodyCache.Body(status, Errors.JSON_TYPE, body));
        answer.refused(status, error, settled);
    }
}

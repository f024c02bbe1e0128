package io.snark4j.credits.gateway;

import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Ends requests. The refund and its signature are made first and stored by one compare-and-set; what lost it is thrown away unseen, so that of one
 * nullifier there is one v, however many gateways tried.
 */
public final class SettlementDesk {
    private final BigInteger cMax;
    private final TicketStore store;
    private final RefundSigner signer;
    private final LeaseKeeper leases;
    private final EpochClock epochs;
    private final Metrics metrics;
    private final Checkpoint checkpoint;

    /**
     * Numbers the epochs of refund tables.
     *
     * @param clock of all gateways on the store
     * @param length of an epoch
     */
    public record EpochClock(InstantSource clock, Duration length) {
        /** Longer than gateways' clocks differ and than a settlement takes: nothing is added to a table that was published. */
        private static final Duration GRACE = Duration.ofMinutes(2);

        /** @return number of the epoch that now is */
        public long current() {
            return clock.instant().getEpochSecond() / length.toSeconds();
        }

        /** @return the first epoch whose table may still grow: those before are published */
        public long firstUnpublished() {
            return clock.instant().minus(GRACE).getEpochSecond() / length.toSeconds();
        }
    }

    /**
     * What signing and storing takes.
     *
     * @param store of requests
     * @param signer of refunds
     * @param leases of the requests
     * @param epochs of the refund tables
     */
    public record Means(TicketStore store, RefundSigner signer, LeaseKeeper leases, EpochClock epochs) {}

    /**
     * @param cMax price cap
     * @param means to sign and store
     * @param metrics to count in
     * @param checkpoint told of steps
     */
    public SettlementDesk(BigInteger cMax, Means means, Metrics metrics, Checkpoint checkpoint) {
        this.cMax = cMax;
        this.store = means.store();
        this.signer = means.signer();
        this.leases = means.leases();
        this.epochs = means.epochs();
        this.metrics = metrics;
        this.checkpoint = checkpoint;
    }

    /** @return whether the private key of the vault's pk is here: without it nothing can be settled */
    public boolean canSign() {
        return signer.canSign();
    }

    /**
     * Ends a request; v = cMax − min(cost, cMax).
     *
     * @param reservation of the request
     * @param outcome how it ended
     * @param cost token base units, at least 0
     * @return the answer that every caller gets, this one or that of whoever ended it before
     * @throws RefusedException STILL_RUNNING if another gateway took it over and has not ended it
     */
    public SettledTicket settle(Reservation reservation, Outcome outcome, BigInteger cost) {
        try {
            return settleOrLose(reservation, outcome, cost);
        } finally {
            // Also where this threw: a lease that was renewed on would keep the request open for as long as the process
            // lives.
            leases.release(reservation);
        }
    }

    private SettledTicket settleOrLose(Reservation reservation, Outcome outcome, BigInteger cost) {
        BigInteger refund = cMax.subtract(cost.min(cMax));
        SettledTicket answer =
                new SettledTicket(outcome, signer.sign(reservation.spend().state(), refund));
        checkpoint.reached(Checkpoint.Step.BEFORE_SETTLE);
        boolean won = store.settle(reservation.spend().nullifier(), reservation.owner(), answer, epochs.current());
        checkpoint.reached(Checkpoint.Step.AFTER_SETTLE);
        if (won) {
            metrics.count("settled", "outcome", outcome.word(), 1);
            return answer;
        }
        metrics.count("settlements_lost");
        return answer(reservation.spend().nullifier()).orElseThrow(() -> new RefusedException(Refusal.STILL_RUNNING));
    }

    /**
     * Ends a request that broke the policy: without a refund.
     *
     * @param reservation of the request
     * @param evidenceHash 32 bytes, what the vault is told
     * @return the answer of whoever took the request over and settled it before
     * @throws RefusedException WITHHELD, unless another gateway took it over; STILL_RUNNING if that has not ended it
     */
    public SettledTicket withhold(Reservation reservation, byte[] evidenceHash) {
        checkpoint.reached(Checkpoint.Step.BEFORE_SETTLE);
        boolean won;
        try {
            won = store.withhold(reservation.spend().nullifier(), reservation.owner(), evidenceHash);
        } finally {
            leases.release(reservation);
        }
        checkpoint.reached(Checkpoint.Step.AFTER_SETTLE);
        if (won) {
            metrics.count("withheld");
            throw new RefusedException(Refusal.WITHHELD);
        }
        metrics.count("settlements_lost");
        return answer(reservation.spend().nullifier()).orElseThrow(() -> new RefusedException(Refusal.STILL_RUNNING));
    }

    /**
     * The answer to a request that was admitted.
     *
     * @param nullifier of the request
     * @return empty while it runs
     * @throws RefusedException WITHHELD if there will be none
     */
    public Optional<SettledTicket> answer(Fr nullifier) {
        return switch (store.find(nullifier).orElse(null)) {
            case TicketRecord.Settled settled -> Optional.of(settled.answer());
            case TicketRecord.Withheld withheld -> throw new RefusedException(Refusal.WITHHELD);
            case null, default -> Optional.empty();
        };
    }
}

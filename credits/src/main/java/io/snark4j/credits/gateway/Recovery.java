package io.snark4j.credits.gateway;

import io.snark4j.credits.gateway.store.Lease;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Outcome;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Settles what a gateway that died left reserved. It is never run again: it costs what upstream says that it cost, and nothing if upstream does not say.
 * Whoever could make gateways die would be served for nothing, so that after a number of deaths nothing new is admitted until the operator has looked.
 */
public final class Recovery {
    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
    private static final int BATCH = 100;

    private final TicketStore store;
    private final LeaseKeeper leases;
    private final SettlementDesk desk;
    private final Upstream upstream;
    private final Function<String, Optional<ModelPrice>> prices;
    private final InstantSource clock;
    private final Checkpoint checkpoint;
    private final int allowedDeaths;
    private volatile int deaths;

    /**
     * What recovery works with.
     *
     * @param store of requests
     * @param leases of this gateway
     * @param desk that settles
     * @param upstream that is asked
     * @param prices by model
     */
    public record Means(
            TicketStore store,
            LeaseKeeper leases,
            SettlementDesk desk,
            Upstream upstream,
            Function<String, Optional<ModelPrice>> prices) {}

    /**
     * @param means to work with
     * @param clock of all gateways on the store
     * @param allowedDeaths of gateways, up to which new requests are admitted
     * @param checkpoint told of steps
     */
    public Recovery(Means means, InstantSource clock, int allowedDeaths, Checkpoint checkpoint) {
        this.store = means.store();
        this.leases = means.leases();
        this.desk = means.desk();
        this.upstream = means.upstream();
        this.prices = means.prices();
        this.clock = clock;
        this.allowedDeaths = allowedDeaths;
        this.checkpoint = checkpoint;
        this.deaths = store.deadOwners();
    }

    /** @return whether so few gateways died that new requests may be admitted */
    public boolean isCalm() {
        return deaths <= allowedDeaths;
    }

    /** @return gateways that died with requests open, since the operator last forgave */
    public int deaths() {
        return deaths;
    }

    /**
     * Settles every request whose lease is over. To be called every few seconds. While the private key of the vault's pk is not here, none is taken over: another gateway on the
     * store may have it.
     *
     * @return how many it settled
     */
    public int sweep() {
        if (!desk.canSign()) {
            return 0;
        }
        int settled = 0;
        List<TicketRecord.Reserved> expired;
        do {
            expired = store.expired(clock.instant(), BATCH);
            for (TicketRecord.Reserved request : expired) {
                settled += recover(request) ? 1 : 0;
            }
        } while (expired.size() == BATCH);
        deaths = store.deadOwners();
        return settled;
    }

    private boolean recover(TicketRecord.Reserved request) {
        checkpoint.reached(Checkpoint.Step.BEFORE_TAKE_OVER);
        Lease lease = leases.lease();
        if (!store.takeOver(request, lease)) {
            return false;
        }
        Reservation reservation = leases.hold(request.spend(), lease);
        try {
            checkpoint.reached(Checkpoint.Step.AFTER_TAKE_OVER);
            Optional<BigInteger> cost = upstream.report(CallDesk.idempotencyKey(request.nullifier()))
                    .flatMap(report -> prices.apply(report.model()).map(price -> price.cost(report.usage())));
            desk.settle(reservation, Outcome.INTERRUPTED, cost.orElse(BigInteger.ZERO));
            LOG.log(System.Logger.Level.WARNING, "event=recovered known={0}", cost.isPresent());
            return true;
        } finally {
            // If upstream could not be asked, the lease runs out, and a later sweep asks again.
            leases.release(reservation);
        }
    }
}

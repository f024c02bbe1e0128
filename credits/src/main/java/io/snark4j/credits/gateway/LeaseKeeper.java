package io.snark4j.credits.gateway;

import io.snark4j.credits.gateway.store.Lease;
import io.snark4j.credits.gateway.store.Spend;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.field.Fr;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Holds the leases of the requests that run here, and renews all of them, in one transaction, three times a term. The owner is drawn at each start: what a former run left
 * is nobody's, and is recovered, not resumed.
 */
public final class LeaseKeeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LeaseKeeper.class.getName());
    private static final int RENEWALS_PER_TERM = 3;

    private final TicketStore store;
    private final InstantSource clock;
    private final Duration term;
    private final String owner = UUID.randomUUID().toString();
    private final Set<Reservation> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("snark4j-leases").factory());

    /**
     * @param store that has the leases
     * @param clock of all gateways on the store
     * @param term how long a lease lasts
     */
    public LeaseKeeper(TicketStore store, InstantSource clock, Duration term) {
        this.store = store;
        this.clock = clock;
        this.term = term;
        long period = term.toMillis() / RENEWALS_PER_TERM;
        var _ = timer.scheduleAtFixedRate(this::renewAll, period, period, TimeUnit.MILLISECONDS);
    }

    /** A lease from now on. */
    Lease lease() {
        return new Lease(owner, clock.instant().plus(term));
    }

    /** Renews from now on what the store has reserved under that lease. */
    Reservation hold(Spend spend, Lease lease) {
        Reservation reservation = new Reservation(spend, lease, clock);
        held.add(reservation);
        return reservation;
    }

    /** To be called once the request is settled, or lost. */
    void release(Reservation reservation) {
        held.remove(reservation);
    }

    /** @return how many requests run here */
    public int running() {
        return held.size();
    }

    private void renewAll() {
        try {
            List<Reservation> running = List.copyOf(held);
            if (running.isEmpty()) {
                return;
            }
            Lease longer = lease();
            Set<Fr> lost = store.renew(
                    running.stream()
                            .map(reservation -> reservation.spend().nullifier())
                            .toList(),
                    longer);
            for (Reservation reservation : running) {
                if (!lost.contains(reservation.spend().nullifier())) {
                    reservation.renewed(longer);
                } else if (held.contains(reservation)) {
                    reservation.lose();
                }
            }
        } catch (Throwable e) {
            // The leases run on to their end; the next turn tries again. What is thrown out of here would be the last
            // turn.
            LOG.log(System.Logger.Level.WARNING, "event=renewal_failed cause=\"{0}\"", e.toString());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

package io.snark4j.credits.gateway;

import io.snark4j.credits.gateway.store.Lease;
import io.snark4j.credits.gateway.store.Spend;
import java.time.InstantSource;

/** A request that this gateway may run and is to settle, as long as it holds the lease. */
public final class Reservation {
    private final Spend spend;
    private final InstantSource clock;
    private volatile Lease lease;
    private volatile boolean lost;

    Reservation(Spend spend, Lease lease, InstantSource clock) {
        this.spend = spend;
        this.lease = lease;
        this.clock = clock;
    }

    /** @return the request */
    public Spend spend() {
        return spend;
    }

    /** @return whether nobody else can have taken it; only then may a byte of the answer be sent */
    public boolean isHeld() {
        return !lost && clock.instant().isBefore(lease.until());
    }

    String owner() {
        return lease.owner();
    }

    void renewed(Lease longer) {
        lease = longer;
    }

    void lose() {
        lost = true;
    }
}

package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.RefundGenerators;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.gateway.store.FaultyStore;
import io.snark4j.credits.gateway.store.Lease;
import io.snark4j.credits.gateway.store.Spend;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.field.Fr;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LeaseKeeperContractTest {
    private static final Spend SPEND = new Spend(Fr.ONE, new Rln.Share(Fr.of(2), Fr.of(3)), RefundGenerators.G);

    private final TestGateway.Clock clock = new TestGateway.Clock();

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(10);
        }
    }

    private static Instant until(TicketStore store) {
        return ((TicketRecord.Reserved) store.find(Fr.ONE).orElseThrow())
                .lease()
                .until();
    }

    @Test
    void aLeaseIsRenewedWhileItsRequestRuns() throws InterruptedException {
        Duration term = Duration.ofMillis(150);
        try (TicketStore store = new TestDatabase(TestDatabase.Kind.SQLITE).open();
                LeaseKeeper keeper = new LeaseKeeper(store, clock, term)) {
            Lease lease = keeper.lease();
            store.reserve(SPEND, lease);
            Reservation reservation = keeper.hold(SPEND, lease);
            clock.advance(Duration.ofMillis(100));
            await(() -> until(store).equals(clock.instant().plus(term)));
            await(reservation::isHeld);
            // Another owner's now: no renewal touches it, and nothing more is sent.
            TicketRecord.Reserved mine =
                    (TicketRecord.Reserved) store.find(Fr.ONE).orElseThrow();
            Lease others = new Lease("other", clock.instant().plusSeconds(60));
            assertThat(store.takeOver(mine, others)).isTrue();
            await(() -> !reservation.isHeld());
            assertThat(until(store)).isEqualTo(others.until());
            keeper.release(reservation);
            assertThat(keeper.running()).isZero();
        }
    }

    /** A timer gives up what throws: leases would lapse one after the other, and be settled as those of a dead gateway. */
    @Test
    void aRenewalThatRunsOutOfMemoryIsTriedAgain() throws InterruptedException {
        AtomicReference<Throwable> fault = new AtomicReference<>(new OutOfMemoryError("told to"));
        Duration term = Duration.ofMillis(90);
        try (TicketStore store = new TestDatabase(TestDatabase.Kind.SQLITE).open();
                LeaseKeeper keeper =
                        new LeaseKeeper(FaultyStore.of(store, "renew", () -> fault.getAndSet(null)), clock, term)) {
            Lease lease = keeper.lease();
            store.reserve(SPEND, lease);
            keeper.hold(SPEND, lease);
            clock.advance(Duration.ofMillis(50));
            await(() -> fault.get() == null);
            await(() -> until(store).equals(clock.instant().plus(term)));
        }
    }
}

package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.RefundGenerators;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.gateway.store.Spend;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.RefundRow;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.field.Fr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefundTablesContractTest {
    private static final int PAGE = 2;
    private static final int AT_ONCE = 2;

    private final TestGateway.Clock clock = new TestGateway.Clock();
    private final SettlementDesk.EpochClock epochs = new SettlementDesk.EpochClock(clock, Duration.ofMinutes(30));
    private final TicketStore store = new TestDatabase(TestDatabase.Kind.SQLITE).open();
    private final RefundTables tables = new RefundTables(store, epochs, PAGE, AT_ONCE);

    @AfterEach
    void close() {
        tables.close();
        store.close();
    }

    private RefundRow settle(long nullifier) {
        Spend spend = new Spend(Fr.of(nullifier), new Rln.Share(Fr.of(2), Fr.of(3)), RefundGenerators.G);
        var lease = new io.snark4j.credits.gateway.store.Lease("a", clock.instant());
        Settlement settlement = Settlement.sign(TestGateway.KEY, Fr.ONE, spend.state(), BigInteger.valueOf(nullifier));
        store.reserve(spend, lease);
        store.settle(spend.nullifier(), "a", new SettledTicket(Outcome.SERVED, settlement), epochs.current());
        return new RefundRow(spend.nullifier(), settlement);
    }

    private byte[] download(long epoch) throws IOException {
        try (RefundTables.Download download = tables.open(epoch).orElseThrow()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            download.writeTo(out);
            assertThat(out.size()).isEqualTo(download.length());
            return out.toByteArray();
        }
    }

    @Test
    void aTableOfSeveralPagesIsWhole() throws IOException {
        var rows = java.util.stream.LongStream.of(5, 300, 7, 6, 70_000)
                .mapToObj(this::settle)
                .sorted(java.util.Comparator.comparing(RefundRow::nullifier))
                .toList();
        long epoch = epochs.current();
        assertThat(tables.epochs()).isEmpty();
        assertThat(tables.open(epoch)).isEmpty();
        clock.advance(Duration.ofMinutes(33));
        settle(8);
        assertThat(tables.epochs()).containsExactly(epoch);
        assertThat(RefundTable.fromBytes(download(epoch))).isEqualTo(new RefundTable(epoch, rows));
        clock.advance(Duration.ofMinutes(30));
        assertThat(tables.epochs()).containsExactly(epoch, epoch + 1);
        assertThat(download(epoch)).isEqualTo(new RefundTable(epoch, rows).toBytes());
        assertThat(RefundTable.fromBytes(download(epoch + 1)).rows()).hasSize(1);
        assertThat(RefundTable.fromBytes(download(0)).rows()).isEmpty();
        assertThat(tables.open(-1)).isEmpty();
    }

    @Test
    void fewAreOnTheirWayAtOnce() {
        try (RefundTables.Download first = tables.open(0).orElseThrow();
                RefundTables.Download second = tables.open(1).orElseThrow()) {
            assertThat(first.length()).isEqualTo(second.length());
            assertThatThrownBy(() -> tables.open(0))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.OVERLOADED));
        }
        tables.open(0).orElseThrow().close();
    }

    /** However many ask, the reader rests three times as long as it works. */
    @Test
    void theReaderRests() throws IOException {
        for (int i = 1; i <= 20; i++) {
            settle(i);
        }
        clock.advance(Duration.ofHours(1));
        long epoch = tables.epochs().getFirst();
        tables.close();
        long[] worked = new long[1];
        TicketStore slow = (TicketStore) java.lang.reflect.Proxy.newProxyInstance(
                TicketStore.class.getClassLoader(), new Class<?>[] {TicketStore.class}, (proxy, method, arguments) -> {
                    long start = System.nanoTime();
                    Thread.sleep(10);
                    Object result = method.invoke(store, arguments);
                    worked[0] += System.nanoTime() - start;
                    return result;
                });
        long start = System.nanoTime();
        try (RefundTables rested = new RefundTables(slow, epochs, PAGE, AT_ONCE);
                RefundTables.Download download = rested.open(epoch).orElseThrow()) {
            download.writeTo(new ByteArrayOutputStream());
        }
        // Eleven looks, and ten rests between them.
        assertThat(System.nanoTime() - start).isGreaterThan(3 * worked[0]);
    }
}

package io.snark4j.credits.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.RefundGenerators;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.RefundRow;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store promises, of every store. */
@ParameterizedClass
@EnumSource(TestDatabase.Kind.class)
class TicketStoreContractTest {
    private static final Instant NOON = Instant.ofEpochSecond(1_800_000_000);
    private static final EddsaPoseidon.PrivateKey KEY = EddsaPoseidon.PrivateKey.of(new byte[32]);

    @Parameter
    TestDatabase.Kind kind;

    private TestDatabase database;
    private TicketStore store;

    @BeforeEach
    void open() {
        database = new TestDatabase(kind);
        store = database.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Spend spend(long nullifier, long x) {
        return new Spend(Fr.of(nullifier), new Rln.Share(Fr.of(x), Fr.of(7 * x)), RefundGenerators.G);
    }

    private static Lease lease(String owner, long seconds) {
        return new Lease(owner, NOON.plusSeconds(seconds));
    }

    private static SettledTicket answer(long refund) {
        return new SettledTicket(
                Outcome.SERVED, Settlement.sign(KEY, Fr.ONE, RefundGenerators.G, BigInteger.valueOf(refund)));
    }

    /** What is there after the process ended. */
    private void reopen() {
        store.close();
        store = database.open();
    }

    @Test
    void aNullifierIsReservedOnce() {
        assertThat(store.find(Fr.of(1))).isEmpty();
        assertThat(store.reserve(spend(1, 10), lease("a", 30))).isEmpty();
        reopen();
        var reserved = new TicketRecord.Reserved(spend(1, 10), lease("a", 30));
        assertThat(store.reserve(spend(1, 11), lease("b", 60))).contains(reserved);
        assertThat(store.find(Fr.of(1))).contains(reserved);
        assertThat(store.reserve(spend(2, 11), lease("b", 60))).isEmpty();
    }

    @Test
    void aRequestIsSettledOnceAndByItsOwner() {
        store.reserve(spend(1, 10), lease("a", 30));
        assertThat(store.settle(Fr.of(1), "b", answer(5), 3)).isFalse();
        assertThat(store.settle(Fr.of(2), "a", answer(5), 3)).isFalse();
        assertThat(store.settle(Fr.of(1), "a", answer(5), 3)).isTrue();
        assertThat(store.settle(Fr.of(1), "a", answer(6), 3)).isFalse();
        assertThat(store.withhold(Fr.of(1), "a", new byte[32])).isFalse();
        assertThat(store.renew(List.of(Fr.of(1)), lease("a", 60))).containsExactly(Fr.of(1));
        reopen();
        assertThat(store.find(Fr.of(1))).contains(new TicketRecord.Settled(spend(1, 10), answer(5)));
    }

    @Test
    void aWithheldRequestIsNeverSettled() {
        store.reserve(spend(1, 10), lease("a", 30));
        byte[] evidence = new byte[32];
        evidence[3] = 9;
        assertThat(store.withhold(Fr.of(1), "a", evidence)).isTrue();
        assertThat(store.settle(Fr.of(1), "a", answer(5), 3)).isFalse();
        reopen();
        assertThat(store.find(Fr.of(1))).contains(new TicketRecord.Withheld(spend(1, 10)));
        assertThat(store.openFlags()).singleElement().satisfies(flag -> {
            assertThat(flag.nullifier()).isEqualTo(Fr.of(1));
            assertThat(flag.evidenceHash()).isEqualTo(evidence);
        });
        store.closeFlag(Fr.of(1));
        assertThat(store.openFlags()).isEmpty();
        assertThat(store.find(Fr.of(1))).contains(new TicketRecord.Withheld(spend(1, 10)));
    }

    @Test
    void evidenceIsKeptForGoodAndOnce() {
        byte[] body = "{\"error\":1}".getBytes(StandardCharsets.UTF_8);
        Evidence kept = Evidence.of(body);
        store.keepEvidence(kept);
        store.keepEvidence(Evidence.of(body));
        store.reserve(spend(1, 10), lease("a", 30));
        store.withhold(Fr.of(1), "a", kept.hash());
        store.closeFlag(Fr.of(1));
        reopen();
        assertThat(store.evidence()).singleElement().satisfies(found -> {
            assertThat(found.body()).isEqualTo(body);
            assertThat(found.hash()).isEqualTo(kept.hash());
        });
        assertThat(Evidence.of(new byte[100_000])).satisfies(cut -> {
            assertThat(cut.body()).hasSize(1 << 16);
            assertThat(cut.hash()).isEqualTo(Evidence.of(cut.body()).hash());
        });
    }

    @Test
    void anExpiredLeaseIsTakenOverOnce() {
        store.reserve(spend(1, 10), lease("a", 30));
        store.reserve(spend(2, 10), lease("a", 90));
        store.reserve(spend(3, 10), lease("a", 30));
        assertThat(store.renew(List.of(Fr.of(3)), lease("b", 90))).containsExactly(Fr.of(3));
        assertThat(store.renew(List.of(Fr.of(3)), lease("a", 90))).isEmpty();
        assertThat(store.expired(NOON.plusSeconds(30), 10)).isEmpty();
        List<TicketRecord.Reserved> expired = store.expired(NOON.plusSeconds(31), 10);
        assertThat(expired).containsExactly(new TicketRecord.Reserved(spend(1, 10), lease("a", 30)));
        assertThat(store.deadOwners()).isZero();
        assertThat(store.takeOver(expired.getFirst(), lease("b", 120))).isTrue();
        assertThat(store.takeOver(expired.getFirst(), lease("c", 120))).isFalse();
        assertThat(store.settle(Fr.of(1), "a", answer(5), 3)).isFalse();
        assertThat(store.settle(Fr.of(1), "b", answer(5), 3)).isTrue();
        reopen();
        assertThat(store.expired(NOON.plusSeconds(1_000), 10)).hasSize(2);
        assertThat(store.expired(NOON.plusSeconds(1_000), 1)).hasSize(1);
        assertThat(store.deadOwners()).isOne();
        store.forgiveDeadOwners();
        assertThat(store.deadOwners()).isZero();
    }

    @Test
    void leasesAreRenewedTogetherAndThoseThatAreLostAreTold() {
        for (long nullifier = 1; nullifier <= 5; nullifier++) {
            store.reserve(spend(nullifier, 10), lease(nullifier == 2 ? "b" : "a", 30));
        }
        store.settle(Fr.of(4), "a", answer(5), 3);
        List<Fr> all = List.of(Fr.of(5), Fr.of(4), Fr.of(3), Fr.of(2), Fr.of(1), Fr.of(9));
        assertThat(store.renew(all, lease("a", 90))).containsExactlyInAnyOrder(Fr.of(2), Fr.of(4), Fr.of(9));
        assertThat(store.renew(List.of(), lease("a", 900))).isEmpty();
        reopen();
        assertThat(store.expired(NOON.plusSeconds(31), 10))
                .containsExactly(new TicketRecord.Reserved(spend(2, 10), lease("b", 30)));
        assertThat(store.expired(NOON.plusSeconds(91), 10)).hasSize(4);
    }

    @Test
    void anExitUsesItsNullifierForGood() {
        Rln.Share share = new Rln.Share(Fr.of(4), Fr.of(5));
        assertThat(store.insertExit(Fr.of(1), share)).isEmpty();
        var exited = new TicketRecord.Exited(Fr.of(1), share);
        assertThat(store.insertExit(Fr.of(1), share)).contains(exited);
        assertThat(store.reserve(spend(1, 10), lease("a", 30))).contains(exited);
        store.reserve(spend(2, 10), lease("a", 30));
        assertThat(store.insertExit(Fr.of(2), share)).contains(new TicketRecord.Reserved(spend(2, 10), lease("a", 30)));
    }

    @Test
    void refundsAreListedByEpochAndSorted() {
        for (long nullifier : new long[] {300, 2, 70_000, 1}) {
            store.reserve(spend(nullifier, 10), lease("a", 30));
            store.settle(Fr.of(nullifier), "a", answer(nullifier), nullifier == 2 ? 8 : 9);
        }
        store.reserve(spend(5, 10), lease("a", 30));
        store.insertExit(Fr.of(6), new Rln.Share(Fr.of(4), Fr.of(5)));
        assertThat(store.epochs(0, 9)).containsExactly(8L);
        assertThat(store.epochs(0, 10)).containsExactly(8L, 9L);
        assertThat(store.epochs(9, 10)).containsExactly(9L);
        assertThat(refunds(9).rows())
                .extracting(RefundRow::nullifier)
                .containsExactly(Fr.of(1), Fr.of(300), Fr.of(70_000));
        assertThat(refunds(8).rows())
                .containsExactly(new RefundRow(Fr.of(2), answer(2).settlement()));
        assertThat(store.refundCount(7)).isZero();
        assertThat(store.refundRows(7, new byte[1], 10)).isEmpty();
        byte[] two = store.refundRows(9, new byte[1], 2);
        assertThat(two).hasSize(2 * RefundTable.ROW_BYTES);
        assertThat(store.refundRows(9, Fr.of(300).toBytesBigEndian(), 2))
                .hasSize(RefundTable.ROW_BYTES)
                .startsWith(Fr.of(70_000).toBytesBigEndian());
    }

    private RefundTable refunds(long epoch) {
        byte[] header = RefundTable.header(epoch, store.refundCount(epoch));
        byte[] rows = store.refundRows(epoch, new byte[1], 1_000);
        return RefundTable.fromBytes(ByteBuffer.allocate(header.length + rows.length)
                .put(header)
                .put(rows)
                .array());
    }

    /** A table is nobody's who pays: whoever writes holds no reader up, and the other way round. */
    @Test
    void refundsAreReadWhileAWriterWaits() throws Exception {
        store.reserve(spend(1, 10), lease("a", 30));
        store.settle(Fr.of(1), "a", answer(5), 3);
        Thread writer;
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute(
                    kind == TestDatabase.Kind.SQLITE
                            ? "BEGIN IMMEDIATE"
                            : "BEGIN; LOCK TABLE ticket IN EXCLUSIVE MODE");
            writer = Thread.ofVirtual().start(() -> store.reserve(spend(2, 10), lease("a", 30)));
            assertThat(writer.join(Duration.ofMillis(200))).isFalse();
            assertThat(refunds(3).rows()).hasSize(1);
            assertThat(store.epochs(0, 9)).containsExactly(3L);
            assertThat(writer.isAlive()).isTrue();
        }
        writer.join();
        assertThat(store.find(Fr.of(2))).isPresent();
    }

    @Test
    void aSlashIsOpenUntilItIsClosedAndNotAgain() {
        RecoveredSecret secret = new RecoveredSecret(Fr.of(1), Fr.of(2));
        store.openSlash(secret);
        store.openSlash(secret);
        reopen();
        assertThat(store.openSlashes()).containsExactly(secret);
        assertThat(secret.toString()).doesNotContain("2");
        store.closeSlash(Fr.of(1));
        store.openSlash(secret);
        assertThat(store.openSlashes()).isEmpty();
    }

    @Test
    void aBeatIsLaterThanAnyBefore() {
        assertThat(store.mark()).isEqualTo(new StoreMark(StoreMark.Origin.LIVE, Instant.EPOCH));
        assertThat(store.beat(NOON).beat()).isEqualTo(NOON);
        assertThat(store.beat(NOON).beat()).isEqualTo(NOON.plusMillis(1));
        assertThat(store.beat(NOON.minusSeconds(9)).beat()).isEqualTo(NOON.plusMillis(2));
        store.declare(StoreMark.Origin.RESTORED);
        reopen();
        assertThat(store.mark()).isEqualTo(new StoreMark(StoreMark.Origin.RESTORED, NOON.plusMillis(2)));
        assertThat(store.beat(NOON.plusSeconds(1)))
                .isEqualTo(new StoreMark(StoreMark.Origin.RESTORED, NOON.plusSeconds(1)));
    }

    @Test
    void aStoreThatIsClosedSaysSo() {
        TicketStore other = database.open();
        other.close();
        assertThatThrownBy(() -> other.find(Fr.of(1))).isInstanceOfAny(StoreException.class);
    }

    /** 64 threads want the same 20 nullifiers: of each, one gets it; of those, one settles. */
    @Test
    void eachNullifierIsAcceptedOnceAmong64Threads() throws Exception {
        int nullifiers = 20;
        AtomicIntegerArray accepted = new AtomicIntegerArray(nullifiers);
        AtomicIntegerArray settled = new AtomicIntegerArray(nullifiers);
        ConcurrentLinkedQueue<TicketRecord> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch start = new CountDownLatch(1);
        SettledTicket answer = answer(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 64; t++) {
                int thread = t;
                done.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < nullifiers; i++) {
                        int nullifier = (i + thread) % nullifiers;
                        var before = store.reserve(spend(nullifier, thread + 1), lease("t" + thread, 30));
                        before.ifPresentOrElse(seen::add, () -> accepted.incrementAndGet(nullifier));
                        if (store.settle(Fr.of(nullifier), "t" + thread, answer, 1)) {
                            settled.incrementAndGet(nullifier);
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> future : done) {
                future.get();
            }
        }
        for (int i = 0; i < nullifiers; i++) {
            assertThat(accepted.get(i)).as("nullifier %d", i).isOne();
            assertThat(settled.get(i)).as("nullifier %d", i).isOne();
        }
        assertThat(seen).hasSize(63 * nullifiers);
        assertThat(refunds(1).rows()).hasSize(nullifiers);
    }
}

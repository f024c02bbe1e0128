package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Ticket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two gateways on one store under 64 callers, each ticket sent to both at once: it is run once and both answers are one. {@code -Dsnark4j.gateway.load=10000} for
 * more; the rate is printed.
 */
class GatewayLoadTest {
    private static final int TICKETS = Integer.getInteger("snark4j.gateway.load", 150);
    private static final int CALLERS = 64;

    @ParameterizedTest
    @EnumSource(TestDatabase.Kind.class)
    void eachTicketIsRunOnce(TestDatabase.Kind kind) throws Exception {
        TestGateway test = new TestGateway(kind);
        AtomicInteger runs = new AtomicInteger();
        test.upstream = new Upstream() {
            @Override
            public Ending call(Call call, Listener listener) {
                runs.incrementAndGet();
                return test.echo.call(call, listener);
            }

            @Override
            public java.util.Optional<Report> report(String idempotencyKey) {
                return test.echo.report(idempotencyKey);
            }
        };
        test.start();
        TicketStore shared = kind == TestDatabase.Kind.POSTGRESQL ? test.database.open() : test.store;
        CreditGateway second = test.another(shared);
        List<TestWallet.Request> requests = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            requests.add(test.wallet(i).chat("one two"));
        }
        List<TestWallet.Request> shuffled = new ArrayList<>(requests);
        Collections.shuffle(shuffled, new Random(1));
        List<Future<SettledTicket>> first = new ArrayList<>();
        List<Future<SettledTicket>> again = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService callers =
                Executors.newFixedThreadPool(CALLERS, Thread.ofVirtual().factory())) {
            for (int i = 0; i < TICKETS; i++) {
                TestWallet.Request one = requests.get(i);
                TestWallet.Request other = shuffled.get(i);
                first.add(callers.submit(() -> send(test.gateway, one)));
                again.add(callers.submit(() -> send(second, other)));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %d tickets, each sent twice, in %.2f s%n", kind, TICKETS, seconds);
        assertThat(runs).hasValue(TICKETS);
        for (int i = 0; i < TICKETS; i++) {
            SettledTicket settled = first.get(i).get();
            assertThat(again.get(shuffled.indexOf(requests.get(i))).get()).isEqualTo(settled);
            requests.get(i).settled(settled);
        }
        second.close();
        if (shared != test.store) {
            shared.close();
        }
        test.close();
    }

    private static SettledTicket send(CreditGateway gateway, TestWallet.Request request) {
        TestGateway.Received received = new TestGateway.Received();
        gateway.handle(request.call(), received);
        return received.settled;
    }

    /** What one gateway takes from bytes to the durable reservation; false proofs among them hurt nobody else. */
    @ParameterizedTest
    @EnumSource(TestDatabase.Kind.class)
    void proofsAreVerifiedInBatches(TestDatabase.Kind kind) throws Exception {
        TestGateway test = new TestGateway(kind);
        test.start();
        Metrics metrics = new Metrics();
        VerificationQueue proofs =
                new VerificationQueue(io.snark4j.credits.command.bench.SimulatedProofs.key(), 1, metrics);
        LeaseKeeper leases = new LeaseKeeper(test.store, test.clock, java.time.Duration.ofSeconds(30));
        Admission admission = new Admission(
                Admission.Terms.of(TestGateway.VAULT.scope(), TestGateway.C_MAX, () -> true),
                test.store,
                test.chain,
                proofs,
                test.gateway.doubleSpends(),
                leases,
                Checkpoint.NONE);
        List<TestWallet.Request> requests = new ArrayList<>();
        List<byte[]> tickets = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            TestWallet.Request request = test.wallet(i).chat("one");
            requests.add(request);
            tickets.add(request.ticket.toBytes());
        }
        // One in fifty carries the proof of another.
        List<Integer> forged = new ArrayList<>();
        for (int i = 50; i < TICKETS; i += 50) {
            byte[] proof = java.util.Arrays.copyOfRange(tickets.get(i - 1), 1, 257);
            System.arraycopy(proof, 0, tickets.get(i), 1, proof.length);
            forged.add(i);
        }
        List<Integer> refused = Collections.synchronizedList(new ArrayList<>());
        long start = System.nanoTime();
        try (ExecutorService callers =
                Executors.newFixedThreadPool(256, Thread.ofVirtual().factory())) {
            for (int i = 0; i < TICKETS; i++) {
                int index = i;
                callers.submit(() -> {
                    TestWallet.Request request = requests.get(index);
                    Ticket ticket = Ticket.fromBytes(tickets.get(index));
                    try {
                        admission.admit(ticket, request.digest.point(ticket.nonce(), TestGateway.VAULT.scope()));
                    } catch (RefusedException e) {
                        assertThat(e.refusal()).isEqualTo(Refusal.INVALID_PROOF);
                        refused.add(index);
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s: %d tickets admitted in %.2f s: %.0f a second%n", kind, TICKETS, seconds, TICKETS / seconds);
        assertThat(refused).containsExactlyInAnyOrderElementsOf(forged);
        for (int i = 0; i < TICKETS; i++) {
            assertThat(test.store.find(requests.get(i).ticket.nullifier()).isPresent())
                    .isEqualTo(!forged.contains(i));
        }
        assertThat(test.store.find(requests.getFirst().ticket.nullifier()))
                .get()
                .isInstanceOf(TicketRecord.Reserved.class);
        String text = metrics.toText();
        assertThat(text).contains("snark4j_gateway_proofs_total{verdict=\"invalid\"} " + forged.size() + "\n");
        long batches = Long.parseLong(text.lines()
                .filter(line -> line.startsWith("snark4j_gateway_verification_batches_total "))
                .findFirst()
                .orElseThrow()
                .split(" ")[1]);
        assertThat(batches).isLessThan(TICKETS / 2);
        leases.close();
        proofs.close();
        test.close();
    }
}

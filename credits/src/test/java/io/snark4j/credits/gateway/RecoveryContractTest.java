package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.RefundGenerators;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.gateway.store.FaultyStore;
import io.snark4j.credits.gateway.store.Lease;
import io.snark4j.credits.gateway.store.Spend;
import io.snark4j.credits.gateway.store.StoreException;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.field.Fr;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What could not be settled is settled later, by the gateway itself too: nothing stays reserved for as long as a process lives. */
class RecoveryContractTest {
    private static final Spend SPEND = new Spend(Fr.ONE, new Rln.Share(Fr.of(2), Fr.of(3)), RefundGenerators.G);

    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final TestGateway test = new TestGateway(TestDatabase.Kind.SQLITE);

    @AfterEach
    void stop() {
        test.close();
    }

    private static String running(CreditGateway gateway) {
        return gateway.metrics()
                .toText()
                .lines()
                .filter(line -> line.startsWith("snark4j_gateway_running "))
                .findFirst()
                .orElseThrow();
    }

    private Upstream unreachable() {
        return new Upstream() {
            @Override
            public Ending call(Call call, Listener listener) {
                return test.echo.call(call, listener);
            }

            @Override
            public Optional<Report> report(String idempotencyKey) {
                if (fault.get() instanceof RuntimeException e) {
                    throw e;
                }
                return Optional.empty();
            }
        };
    }

    private void leaveReserved() {
        test.store.reserve(SPEND, new Lease("dead", test.clock.instant().plusSeconds(30)));
        test.clock.advance(Duration.ofSeconds(31));
    }

    @Test
    void aSettlingThatThrowsLeavesTheRequestToASweep() {
        test.start();
        CreditGateway gateway = test.another(FaultyStore.of(test.store, "settle", fault::get));
        TestWallet.Request request = test.wallet(1).chat("one");
        fault.set(FaultyStore.failure());
        assertThatThrownBy(() -> gateway.cancel(request.ticket, request.digest)).isInstanceOf(StoreException.class);
        assertThat(running(gateway)).endsWith(" 0");
        fault.set(null);
        test.clock.advance(Duration.ofSeconds(31));
        assertThat(gateway.recover()).isOne();
        assertThat(gateway.settlement(request.ticket, request.digest).outcome()).isEqualTo(Outcome.INTERRUPTED);
        gateway.close();
    }

    @Test
    void anUpstreamThatCannotBeAskedIsAskedAgain() {
        test.upstream = unreachable();
        test.start();
        leaveReserved();
        fault.set(new IllegalStateException("told to"));
        assertThatThrownBy(() -> test.gateway.recover()).isSameAs(fault.get());
        assertThat(running(test.gateway)).endsWith(" 0");
        fault.set(null);
        test.clock.advance(Duration.ofSeconds(31));
        assertThat(test.gateway.recover()).isOne();
        assertThat(test.store.find(Fr.ONE)).get().isInstanceOf(TicketRecord.Settled.class);
    }

    /** A gateway that has the next key alone leaves what it cannot sign to those that have the current one. */
    @Test
    void withoutASigningKeyNothingIsTakenOver() {
        test.start();
        leaveReserved();
        test.chain.keys = ProviderKeys.of(TestGateway.key(9).publicKey());
        assertThat(test.gateway.recover()).isZero();
        assertThat(test.store.expired(test.clock.instant(), 10))
                .singleElement()
                .extracting(row -> row.lease().owner())
                .isEqualTo("dead");
        test.chain.keys = ProviderKeys.of(TestGateway.KEY.publicKey());
        assertThat(test.gateway.recover()).isOne();
    }

    /** The answer broke the policy, but it came so late that another gateway had settled the request: that refund is the answer. */
    @Test
    void aWithholdingThatComesTooLateGivesWhatIsStored() {
        CreditGateway[] second = new CreditGateway[1];
        test.upstream = new Upstream() {
            @Override
            public Ending call(Call call, Listener listener) {
                listener.begin(400, "application/json");
                byte[] body = "{\"error\":{\"code\":\"policy\",\"message\":\"no\"}}".getBytes();
                listener.bytes(body, body.length);
                test.clock.advance(Duration.ofSeconds(31));
                second[0].recover();
                return Ending.COMPLETE;
            }

            @Override
            public Optional<Report> report(String idempotencyKey) {
                return Optional.empty();
            }
        };
        test.start();
        second[0] = test.another(test.store);
        TestWallet.Request request = test.wallet(1).chat("one");
        TestGateway.Received received = test.send(request);
        assertThat(received.settled.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(received.refund()).isEqualTo(TestGateway.C_MAX);
        assertThat(received.error.code()).isEqualTo(Outcome.INTERRUPTED.word());
        assertThat(test.store.openFlags()).isEmpty();
        assertThat(test.send(request).settled).isEqualTo(received.settled);
        second[0].close();
    }
}

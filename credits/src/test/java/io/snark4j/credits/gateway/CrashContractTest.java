package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway dies at every step, and starts again: of one nullifier there is one v, nothing runs twice, nobody loses a refund. */
class CrashContractTest {
    private static final int SCHEDULES = Integer.getInteger("snark4j.schedules", 100);

    /** Not an exception that a server would catch: what is thrown by a dead process is nothing. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("dead", null, false, false);
        }
    }

    /** Dies when a step is reached for the n-th time. */
    private static final class Fate implements Checkpoint {
        private Step step;
        private int times;

        void at(Step fatal, int after) {
            step = fatal;
            times = after;
        }

        @Override
        public void reached(Step reached) {
            if (reached == step && --times == 0) {
                step = null;
                throw new Death();
            }
        }
    }

    /** Counts what upstream ran. */
    private static final class Counted implements Upstream {
        private final Upstream inner;
        private final Map<String, Integer> runs = new HashMap<>();
        private boolean forgetful;

        Counted(Upstream inner) {
            this.inner = inner;
        }

        @Override
        public Ending call(Call call, Listener listener) {
            runs.merge(call.idempotencyKey(), 1, Integer::sum);
            return inner.call(call, listener);
        }

        @Override
        public Optional<Report> report(String idempotencyKey) {
            return forgetful ? Optional.empty() : inner.report(idempotencyKey);
        }
    }

    private final Fate fate = new Fate();

    private TestGateway gateway(Counted upstream) {
        TestGateway test = new TestGateway(TestDatabase.Kind.SQLITE);
        test.checkpoint = fate;
        test.upstream = upstream == null ? test.echo : upstream;
        return test;
    }

    private static void restart(TestGateway test) {
        test.stop();
        test.clock.advance(Duration.ofSeconds(31));
        test.start();
        test.gateway.recover();
    }

    @ParameterizedTest
    @EnumSource(
            value = Checkpoint.Step.class,
            names = {"BEFORE_RESERVE", "AFTER_RESERVE", "AFTER_UPSTREAM", "BEFORE_SETTLE", "AFTER_SETTLE"})
    void deathWhileARequestRuns(Checkpoint.Step step) {
        TestGateway test = gateway(null);
        Counted upstream = new Counted(test.echo);
        test.upstream = upstream;
        test.start();
        TestWallet wallet = test.wallet(5);
        TestWallet.Request request = wallet.chat("one two");
        fate.at(step, 1);
        assertThatThrownBy(() -> test.send(request)).isInstanceOf(Death.class);
        restart(test);
        TestGateway.Received received = test.send(request);
        boolean ran = step.compareTo(Checkpoint.Step.AFTER_RESERVE) > 0;
        boolean fresh = step == Checkpoint.Step.BEFORE_RESERVE;
        assertThat(upstream.runs.getOrDefault(CallDesk.idempotencyKey(request.ticket.nullifier()), 0))
                .isEqualTo(ran || fresh ? 1 : 0);
        // What upstream reports of it, or nothing if it never got there.
        assertThat(received.refund()).isEqualTo(ran || fresh ? 1_000 - 13 : 1_000);
        Outcome outcome = fresh || step == Checkpoint.Step.AFTER_SETTLE ? Outcome.SERVED : Outcome.INTERRUPTED;
        assertThat(received.settled.outcome()).isEqualTo(outcome);
        request.settled(received.settled);
        assertThat(test.send(request).settled).isEqualTo(received.settled);
        test.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Checkpoint.Step.class,
            names = {"BEFORE_TAKE_OVER", "AFTER_TAKE_OVER", "BEFORE_SETTLE", "AFTER_SETTLE"})
    void deathWhileItRecovers(Checkpoint.Step step) {
        TestGateway test = gateway(null);
        test.start();
        TestWallet.Request request = test.wallet(5).chat("one two");
        fate.at(Checkpoint.Step.AFTER_UPSTREAM, 1);
        assertThatThrownBy(() -> test.send(request)).isInstanceOf(Death.class);
        test.stop();
        test.clock.advance(Duration.ofSeconds(31));
        test.start();
        fate.at(step, 1);
        assertThatThrownBy(() -> test.gateway.recover()).isInstanceOf(Death.class);
        restart(test);
        TestGateway.Received received = test.send(request);
        assertThat(received.refund()).isEqualTo(1_000 - 13);
        request.settled(received.settled);
        test.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Checkpoint.Step.class,
            names = {"BEFORE_OPEN_SLASH", "AFTER_OPEN_SLASH"})
    void deathAtADoubleSpend(Checkpoint.Step step) {
        TestGateway test = gateway(null);
        test.start();
        TestWallet wallet = test.wallet(5);
        TestWallet.Request first = wallet.chat("one");
        TestWallet.Request second = wallet.chat("two");
        test.send(first);
        fate.at(step, 1);
        assertThatThrownBy(() -> test.send(second)).isInstanceOf(Death.class);
        restart(test);
        // Before the secret was stored the second share is nowhere: sent again, it gives the secret again.
        assertThat(test.store.openSlashes()).hasSize(step == Checkpoint.Step.AFTER_OPEN_SLASH ? 1 : 0);
        assertThatThrownBy(() -> test.send(second)).isInstanceOf(RefusedException.class);
        assertThat(test.store.openSlashes())
                .singleElement()
                .satisfies(open -> assertThat(open.secret()).isEqualTo(wallet.secret()));
        test.close();
    }

    @Test
    void whatUpstreamForgotIsAFullRefundAndRepeatedDeathsEndTheService() {
        TestGateway test = gateway(null);
        Counted upstream = new Counted(test.echo);
        upstream.forgetful = true;
        test.upstream = upstream;
        test.start();
        TestWallet wallet = test.wallet(5);
        for (int death = 1; death <= 4; death++) {
            assertThat(test.gateway.inService()).isTrue();
            TestWallet.Request request = wallet.chat("one two");
            fate.at(Checkpoint.Step.AFTER_UPSTREAM, 1);
            assertThatThrownBy(() -> test.send(request)).isInstanceOf(Death.class);
            restart(test);
            TestGateway.Received received = test.send(request);
            assertThat(received.refund()).isEqualTo(1_000);
            request.settled(received.settled);
        }
        assertThat(test.gateway.inService()).isFalse();
        TestWallet.Request request = wallet.chat("one");
        assertThatThrownBy(() -> test.send(request))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.OUT_OF_SERVICE));
        restart(test);
        assertThat(test.gateway.inService()).isFalse();
        test.store.forgiveDeadOwners();
        test.gateway.recover();
        assertThat(test.send(request).status).isEqualTo(200);
        test.close();
    }

    /** Its lease is over while it runs: another gateway settles, and the first sends no byte more and signs nothing else. */
    @Test
    void aGatewayThatLostItsLeaseIsSilent() {
        TestGateway test = gateway(null);
        AtomicInteger told = new AtomicInteger();
        CreditGateway[] second = new CreditGateway[1];
        test.upstream = new Upstream() {
            @Override
            public Ending call(Call call, Listener listener) {
                listener.begin(200, "text/event-stream");
                byte[] event = "data: {}\n\n".getBytes();
                listener.bytes(event, event.length);
                test.clock.advance(Duration.ofSeconds(31));
                second[0].recover();
                told.set(listener.bytes(event, event.length) ? 1 : 2);
                return Ending.CUT;
            }

            @Override
            public Optional<Report> report(String idempotencyKey) {
                return Optional.empty();
            }
        };
        test.start();
        second[0] = test.another(test.store);
        TestWallet wallet = test.wallet(5);
        TestWallet.Request request = wallet.request("/v1/chat/completions", TestWallet.chatBody("one", true));
        TestGateway.Received received = new TestGateway.Received();
        assertThatThrownBy(() -> test.gateway.handle(request.call(), received)).isInstanceOf(RefusedException.class);
        assertThat(told).hasValue(2);
        assertThat(received.body.toString()).isEqualTo("data: {}\n\n");
        assertThat(received.broken).isTrue();
        assertThat(received.settled).isNull();
        TestGateway.Received again = test.send(request);
        assertThat(again.settled.outcome()).isEqualTo(Outcome.INTERRUPTED);
        second[0].close();
        test.close();
    }

    /** A request, which dies and starts again at random steps until it is answered, for each schedule. A sample; {@code -Dsnark4j.schedules=1000} runs more. */
    @Test
    void randomSchedules() {
        Random random = new Random(20_261_123);
        Checkpoint.Step[] steps = Checkpoint.Step.values();
        TestGateway test = gateway(null);
        Counted upstream = new Counted(test.echo);
        test.upstream = upstream;
        test.operation = new GatewayConfig.Operation(
                Duration.ofSeconds(30), Duration.ofSeconds(5), 1_000_000, java.util.Set.of(), 1, 1 << 20);
        test.start();
        TestWallet wallet = test.wallet(5);
        Map<Fr, BigInteger> refunds = new HashMap<>();
        for (int i = 0; i < SCHEDULES; i++) {
            TestWallet.Request request =
                    wallet.chat("word ".repeat(random.nextInt(6)).strip());
            upstream.forgetful = random.nextBoolean();
            TestGateway.Received received = null;
            while (received == null) {
                fate.at(steps[random.nextInt(steps.length)], 1 + random.nextInt(2));
                try {
                    received = test.send(request);
                } catch (Death e) {
                    received = null;
                    survive(test);
                }
            }
            request.settled(received.settled);
            assertThat(refunds.put(request.ticket.nullifier(), received.refund()))
                    .isNull();
            assertThat(upstream.runs.getOrDefault(CallDesk.idempotencyKey(request.ticket.nullifier()), 0))
                    .isLessThanOrEqualTo(1);
        }
        fate.at(steps[0], Integer.MAX_VALUE);
        assertThat(wallet.state().ticketIndex()).isEqualTo(SCHEDULES);
        assertThat(wallet.state().refunded())
                .isEqualTo(refunds.values().stream().reduce(BigInteger.ZERO, BigInteger::add));
        refunds.forEach((nullifier, refund) -> {
            TicketRecord.Settled settled =
                    (TicketRecord.Settled) test.store.find(nullifier).orElseThrow();
            assertThat(settled.answer().settlement().refund()).isEqualTo(refund);
        });
        test.close();
    }

    private static void survive(TestGateway test) {
        boolean alive = false;
        while (!alive) {
            try {
                restart(test);
                alive = true;
            } catch (Death e) {
                alive = false;
            }
        }
    }
}

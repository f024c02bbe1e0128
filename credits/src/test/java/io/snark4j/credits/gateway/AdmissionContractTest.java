package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.CreditRequestPublic;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.gateway.store.RecoveredSecret;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every check on the way in, each by a request that only this check turns away, and the way to the settlement. */
class AdmissionContractTest {
    private TestGateway test;
    private TestWallet wallet;

    @BeforeEach
    void start() {
        test = TestGateway.started();
        wallet = test.wallet(1);
    }

    @AfterEach
    void stop() {
        test.close();
    }

    private void refused(Refusal expected, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(expected));
    }

    private void refusedUnstored(Refusal expected, TestWallet.Request request) {
        refused(expected, () -> test.send(request));
        assertThat(test.store.find(request.ticket.nullifier())).isEmpty();
    }

    @Test
    void requestsAreServedAndTheChangeIsTheNextState() {
        for (int i = 0; i < 3; i++) {
            TestWallet.Request request = wallet.chat("one two three");
            TestGateway.Received received = test.send(request);
            assertThat(received.status).isEqualTo(200);
            assertThat(received.body.toString()).contains("one two three");
            // 5 a request, 3 words in at 1, 3 out at 3.
            assertThat(received.refund()).isEqualTo(1_000 - 17);
            request.settled(received.settled);
        }
        assertThat(wallet.state().ticketIndex()).isEqualTo(3);
    }

    @Test
    void foreignScope() {
        TestWallet.Deployment here = test.deployment();
        var there = new TestWallet.Deployment(here.origin(), Fr.of(5), here.cMax(), here.root(), here.keys());
        TestWallet.Request foreign = wallet.request("/v1/chat/completions", "{}", there);
        // x is made with our scope by the gateway: the proof alone would refuse it too, so give it one that holds.
        Fr x = foreign.digest.point(foreign.ticket.nonce(), here.scope());
        Ticket ticket = foreign.proved(foreign.ticket.publicInputs(x));
        refused(
                Refusal.FOREIGN_SCOPE,
                () -> test.gateway.handle(
                        new CallDesk.PaidCall(ticket, foreign.path, foreign.body, foreign.digest),
                        new TestGateway.Received()));
        assertThat(test.store.find(ticket.nullifier())).isEmpty();
    }

    @Test
    void wrongPriceCap() {
        TestWallet.Deployment here = test.deployment();
        var cheap = new TestWallet.Deployment(here.origin(), here.scope(), BigInteger.ONE, here.root(), here.keys());
        refusedUnstored(Refusal.WRONG_PRICE_CAP, wallet.request("/v1/chat/completions", "{}", cheap));
    }

    @Test
    void wrongKeys() {
        TestWallet.Deployment here = test.deployment();
        var other = ProviderKeys.of(TestGateway.key(9).publicKey());
        var forged = new TestWallet.Deployment(here.origin(), here.scope(), here.cMax(), here.root(), other);
        refusedUnstored(Refusal.WRONG_KEYS, wallet.request("/v1/chat/completions", "{}", forged));
        var half = new ProviderKeys(here.keys().current(), other.current());
        var old = new TestWallet.Deployment(here.origin(), here.scope(), here.cMax(), here.root(), half);
        refusedUnstored(Refusal.WRONG_KEYS, wallet.request("/v1/chat/completions", "{}", old));
    }

    @Test
    void staleRoot() {
        TestWallet.Request request = wallet.chat("a");
        test.chain.roots.clear();
        refusedUnstored(Refusal.STALE_ROOT, request);
        test.chain.roots.add(TestGateway.ROOT);
        assertThat(test.send(request).status).isEqualTo(200);
    }

    @Test
    void outOfService() {
        TestWallet.Request request = wallet.chat("a");
        test.chain.current = false;
        refusedUnstored(Refusal.OUT_OF_SERVICE, request);
        test.chain.current = true;
        test.chain.keys = ProviderKeys.of(TestGateway.key(9).publicKey());
        refusedUnstored(Refusal.OUT_OF_SERVICE, request);
        test.chain.keys = ProviderKeys.of(TestGateway.KEY.publicKey());
        assertThat(test.send(request).status).isEqualTo(200);
        // What is known is answered all the same.
        test.chain.current = false;
        test.chain.roots.clear();
        assertThat(test.send(request).status).isEqualTo(200);
    }

    @Test
    void proofOfOtherBytes() {
        TestWallet.Request request = wallet.chat("a");
        TestWallet.Request other = wallet.chat("b");
        var swapped = new CallDesk.PaidCall(request.ticket, other.path, other.body, other.digest);
        refused(Refusal.INVALID_PROOF, () -> test.gateway.handle(swapped, new TestGateway.Received()));
        assertThat(test.store.find(request.ticket.nullifier())).isEmpty();
        assertThat(test.send(request).status).isEqualTo(200);
    }

    /** With x = 0 the share is the secret. No digest gives it: the way in is asked directly. */
    @Test
    void zeroPoint() {
        TestWallet.Request request = wallet.chat("a");
        CreditRequestPublic inputs = request.ticket.publicInputs(Fr.ZERO);
        Admission admission = new Admission(
                Admission.Terms.of(TestGateway.VAULT.scope(), TestGateway.C_MAX, () -> true),
                test.store,
                test.chain,
                new VerificationQueue(io.snark4j.credits.command.bench.SimulatedProofs.key(), 1, new Metrics()),
                test.gateway.doubleSpends(),
                new LeaseKeeper(test.store, test.clock, java.time.Duration.ofSeconds(30)),
                Checkpoint.NONE);
        refused(Refusal.ZERO_POINT, () -> admission.admit(request.proved(inputs), Fr.ZERO));
        assertThat(test.store.find(request.ticket.nullifier())).isEmpty();
    }

    @Test
    void aRetryGetsTheSameAnswerWhateverProofAndRoot() {
        TestWallet.Request request = wallet.chat("one two");
        TestGateway.Received first = test.send(request);
        CreditRequestPublic inputs = request.ticket.publicInputs(request.x);
        var moved = new CreditRequestPublic(
                inputs.nullifier(),
                inputs.share(),
                inputs.state(),
                Fr.of(888),
                inputs.cMax(),
                inputs.x(),
                inputs.scope(),
                inputs.keys());
        TestGateway.Received again = new TestGateway.Received();
        test.gateway.handle(
                new CallDesk.PaidCall(request.proved(moved), request.path, request.body, request.digest), again);
        assertThat(again.settled).isEqualTo(first.settled);
        assertThat(again.body.toString()).isEqualTo(first.body.toString());
        // Ten minutes later the body is gone; the change is not.
        test.clock.advance(java.time.Duration.ofMinutes(11));
        TestGateway.Received late = test.send(request);
        assertThat(late.status).isEqualTo(410);
        assertThat(late.settled).isEqualTo(first.settled);
        assertThat(test.gateway.settlement(request.ticket, request.digest)).isEqualTo(first.settled);
    }

    @Test
    void aRetryWithAnotherStateIsRefused() {
        TestWallet.Request request = wallet.chat("one");
        test.send(request);
        CreditRequestPublic inputs = request.ticket.publicInputs(request.x);
        var richer = new CreditRequestPublic(
                inputs.nullifier(),
                inputs.share(),
                inputs.state().add(io.snark4j.circuit.credit.RefundGenerators.G),
                inputs.root(),
                inputs.cMax(),
                inputs.x(),
                inputs.scope(),
                inputs.keys());
        refused(
                Refusal.TICKET_MISMATCH,
                () -> test.gateway.handle(
                        new CallDesk.PaidCall(request.proved(richer), request.path, request.body, request.digest),
                        new TestGateway.Received()));
        refused(Refusal.TICKET_MISMATCH, () -> test.gateway.settlement(request.proved(richer), request.digest));
    }

    @Test
    void aSecondRequestWithOneTicketGivesTheSecretAway() {
        TestWallet.Request first = wallet.chat("one");
        TestWallet.Request second = wallet.chat("two");
        test.send(first);
        refused(Refusal.DOUBLE_SPEND, () -> test.send(second));
        assertThat(test.store.openSlashes()).containsExactly(new RecoveredSecret(wallet.commitment(), wallet.secret()));
        assertThat(test.store.find(first.ticket.nullifier()))
                .get()
                .extracting(TicketRecord::share)
                .isEqualTo(new Rln.Share(first.x, first.ticket.share()));
    }

    /** Anybody can write another y beside a nullifier that is in the refund table. */
    @Test
    void aSecondShareWithoutAProofSlashesNobody() {
        TestWallet.Request first = wallet.chat("one");
        TestWallet.Request second = wallet.chat("two");
        test.send(first);
        Ticket made = second.ticket;
        Ticket forged = new Ticket(
                made.proof(),
                made.nullifier(),
                made.share().add(Fr.ONE),
                made.state(),
                made.root(),
                made.cMax(),
                made.scope(),
                made.keys(),
                made.nonce());
        refused(
                Refusal.INVALID_PROOF,
                () -> test.gateway.handle(
                        new CallDesk.PaidCall(forged, second.path, second.body, second.digest),
                        new TestGateway.Received()));
        assertThat(test.store.openSlashes()).isEmpty();
    }

    @Test
    void aRequestAfterItsExitGivesTheSecretAway() {
        TestWallet.Request request = wallet.chat("one");
        Fr slope = Rln.slope(wallet.secret(), TestGateway.VAULT.scope(), 0);
        test.store.insertExit(Rln.nullifier(slope), Rln.share(wallet.secret(), slope, Fr.of(99)));
        refused(Refusal.DOUBLE_SPEND, () -> test.send(request));
        assertThat(test.store.openSlashes()).containsExactly(new RecoveredSecret(wallet.commitment(), wallet.secret()));
    }

    @Test
    void refusalsAfterAdmissionGiveAllBack() {
        for (String[] c : new String[][] {
            {"{\"model\":\"none\",\"messages\":[]}", "UNKNOWN_MODEL"},
            {"{\"model\":\"echo\",\"max_tokens\":400,\"messages\":[]}", "PRICE_ABOVE_CAP"},
            {"{\"model\":\"echo\",\"n\":100,\"max_tokens\":20,\"messages\":[]}", "PRICE_ABOVE_CAP"},
            {"no json", "MALFORMED_BODY"},
            {"[1]", "MALFORMED_BODY"},
            {"{\"model\":\"echo\",\"max_tokens\":0,\"messages\":[]}", "MALFORMED_BODY"},
            {"{\"model\":\"echo\",\"user\":\"me\",\"messages\":[]}", "UNSUPPORTED_FIELD"},
            {
                "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}",
                "UNSUPPORTED_FIELD"
            },
            {"{\"model\":\"echo\",\"tools\":[{\"type\":\"web_search\"}],\"messages\":[]}", "UNSUPPORTED_FIELD"}
        }) {
            TestWallet.Request request = wallet.request("/v1/chat/completions", c[0]);
            TestGateway.Received received = test.send(request);
            assertThat(received.settled.outcome()).as(c[0]).isEqualTo(Outcome.valueOf(c[1]));
            assertThat(received.refund()).isEqualTo(TestGateway.C_MAX);
            assertThat(received.error.code()).isEqualTo(Outcome.valueOf(c[1]).word());
            request.settled(received.settled);
            assertThat(test.send(request).settled).isEqualTo(received.settled);
        }
    }

    /** An upstream that answers every call with that error. */
    private void sell(int status, String error) {
        test.upstream = new Upstream() {
            @Override
            public Ending call(Call call, Listener listener) {
                listener.begin(status, "application/json");
                byte[] body = ("{\"error\":" + error + "}").getBytes(StandardCharsets.UTF_8);
                listener.bytes(body, body.length);
                return Ending.COMPLETE;
            }

            @Override
            public Optional<Report> report(String idempotencyKey) {
                return Optional.empty();
            }
        };
        test.stop();
        test.start();
    }

    @Test
    void upstreamThatFailsCostsNothing() {
        sell(500, "{\"message\":\"down\"}");
        TestWallet.Request request = wallet.chat("one");
        TestGateway.Received received = test.send(request);
        assertThat(received.status).isEqualTo(502);
        assertThat(received.refund()).isEqualTo(TestGateway.C_MAX);
        sell(400, "{\"message\":\"told to fail\"}");
        request.settled(received.settled);
        TestWallet.Request refused = wallet.chat("one");
        received = test.send(refused);
        assertThat(received.status).isEqualTo(400);
        assertThat(received.error.message()).isEqualTo("told to fail");
        assertThat(received.refund()).isEqualTo(TestGateway.C_MAX);
        TestGateway.Received again = test.send(refused);
        assertThat(again.status).isEqualTo(400);
        assertThat(again.body.toString()).isEqualTo(received.error.toJson());
        assertThat(again.settled).isEqualTo(received.settled);
    }

    @Test
    void aPolicyViolationIsWithheldAndFlagged() {
        sell(400, "{\"code\":\"policy\",\"message\":\"no\"}");
        TestWallet.Request request = wallet.chat("one");
        refused(Refusal.WITHHELD, () -> test.send(request));
        refused(Refusal.WITHHELD, () -> test.send(request));
        refused(Refusal.WITHHELD, () -> test.gateway.settlement(request.ticket, request.digest));
        assertThat(test.store.openFlags()).singleElement().satisfies(flag -> {
            assertThat(flag.nullifier()).isEqualTo(request.ticket.nullifier());
            // What its hash says is there to be shown.
            assertThat(test.store.evidence()).singleElement().satisfies(evidence -> {
                assertThat(evidence.hash()).isEqualTo(flag.evidenceHash());
                assertThat(new String(evidence.body())).contains("\"message\":\"no\"");
            });
        });
    }

    @Test
    void cancelSettlesWhatWasNeverSent() {
        TestWallet.Request request = wallet.chat("too long to send");
        refused(Refusal.UNKNOWN_TICKET, () -> test.gateway.settlement(request.ticket, request.digest));
        SettledTicket settled = test.gateway.cancel(request.ticket, request.digest);
        assertThat(settled.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(settled.settlement().refund()).isEqualTo(TestGateway.C_MAX);
        assertThat(test.gateway.cancel(request.ticket, request.digest)).isEqualTo(settled);
        TestGateway.Received received = test.send(request);
        assertThat(received.status).isEqualTo(409);
        assertThat(received.settled).isEqualTo(settled);
        request.settled(settled);
        // What was served is not cancelled.
        TestWallet.Request served = wallet.chat("one");
        TestGateway.Received answer = test.send(served);
        assertThat(test.gateway.cancel(served.ticket, served.digest)).isEqualTo(answer.settled);
    }

    /** Cancelling is for what was never sent: who is being served and cancels pays all the same. */
    @Test
    void whatRunsIsNotCancelled() {
        TestWallet.Request request = wallet.chat("one two three");
        test.stop();
        test.upstream = new Upstream() {
            @Override
            public Ending call(Call call, Listener listener) {
                refused(Refusal.STILL_RUNNING, () -> test.gateway.cancel(request.ticket, request.digest));
                return test.echo.call(call, listener);
            }

            @Override
            public Optional<Report> report(String idempotencyKey) {
                return Optional.empty();
            }
        };
        test.start();
        TestGateway.Received received = test.send(request);
        assertThat(received.settled.outcome()).isEqualTo(Outcome.SERVED);
        assertThat(received.refund()).isEqualTo(1_000 - 17);
        assertThat(test.gateway.cancel(request.ticket, request.digest)).isEqualTo(received.settled);
    }

    /**
     * Signed again by the new key, a state that the thief of the old one had forged and then used for a request would be clean: the store's A' is made of whatever
     * A_pub came with a proof.
     */
    @Test
    void afterARotationARetryGetsTheOldSignatureAndNoNewOne() {
        TestWallet.Request request = wallet.chat("one");
        TestGateway.Received first = test.send(request);
        test.chain.keys = new ProviderKeys(TestGateway.key(2).publicKey(), TestGateway.KEY.publicKey());
        assertThat(test.gateway.settlement(request.ticket, request.digest)).isEqualTo(first.settled);
        test.chain.keys = ProviderKeys.of(TestGateway.key(2).publicKey());
        assertThat(test.gateway.settlement(request.ticket, request.digest)).isEqualTo(first.settled);
        assertThat(test.send(request).settled).isEqualTo(first.settled);
        // What is new is signed by the new key.
        TestWallet other = test.wallet(2);
        TestWallet.Request fresh = other.chat("one");
        fresh.settled(test.send(fresh).settled);
    }
}

package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.credits.wallet.StubGateway.Mood;
import io.snark4j.credits.wallet.TestSpender.Collected;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A prepared proof is used once, for what it was prepared for, at the x that the journal holds; and a call never waits for one. */
final class ProofsAheadContractTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountingProver prover = new CountingProver();
    private TestSpender test;

    @BeforeEach
    void start() throws IOException {
        test = new TestSpender(2, prover);
    }

    /** Whatever happened: each preparation made one proof at most, of one x. */
    @AfterEach
    void stop() {
        test.spender.stopPreparing();
        assertThat(test.spender.prepared()).isEmpty();
        assertThat(prover.prepared).allSatisfy(proof -> {
            assertThat(proof.points).hasSizeLessThanOrEqualTo(1);
            assertThat(proof.closed).isTrue();
        });
        assertThat(test.gateway.violations).isEmpty();
        test.close();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void awaitPrepared(Integer... notes) {
        await(() -> test.spender.prepared().equals(Set.of(notes)));
    }

    private Spender.Paid call() {
        return test.call(TestSpender.chat("hi"), new Collected());
    }

    @Test
    void nothingIsPreparedUnlessItIsAskedFor() {
        call();
        assertThat(prover.begun.get()).isZero();
        assertThat(prover.made.get()).isEqualTo(1);
    }

    @Test
    void aCallTakesThePreparedProofOnceItsTicketIsInTheJournal() {
        test.spender.startPreparing();
        awaitPrepared(0, 1);
        prover.whenUsed = proof -> {
            SignedTicket open = test.ledger.standings().stream()
                    .flatMap(note -> note.open().stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(proof.points).containsExactly(open.x());
            assertThat(proof.line.atOne().nullifier()).isEqualTo(TestWallets.nullifier(test.ledger, open));
        };
        assertThat(call().call().outcome()).isEqualTo("served");
        assertThat(prover.made.get()).isZero();
        awaitPrepared(0, 1);
        assertThat(call().call().outcome()).isEqualTo("served");
        assertThat(prover.made.get()).isZero();
        assertThat(prover.prepared.stream()
                        .map(proof -> proof.line.atOne().nullifier())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(3);
    }

    /** The public inputs that were sent are those of a proof made at once. */
    @Test
    void theTicketIsTheOneThatWouldHaveBeenProvedAtOnce() {
        test.spender.startPreparing();
        awaitPrepared(0, 1);
        prover.whenUsed = proof -> {
            SignedTicket open = test.ledger.standing(0).open().orElseThrow();
            var atOnce = test.ledger.requestInputs(open, test.chain.path(test.ledger.standing(0)), test.chain.keys());
            assertThat(proof.line.publicInputs(open.x())).isEqualTo(atOnce.publicInputs());
        };
        call();
        assertThat(prover.made.get()).isZero();
    }

    @Test
    void whatRestsOnAnOldRootIsNeitherUsedNorKept() {
        test.spender.startPreparing();
        awaitPrepared(0, 1);
        CountingProver.Prepared old = prover.prepared.getFirst();
        test.chain.refresh();
        call();
        assertThat(old.points).isEmpty();
        assertThat(old.closed).isTrue();
        assertThat(prover.made.get()).isEqualTo(1);
        await(() -> prover.prepared.size() >= 4);
        awaitPrepared(0, 1);
        Fr root = prover.prepared.getLast().line.atOne().root();
        assertThat(root).isNotEqualTo(old.line.atOne().root());
    }

    /** Without a call: the thread looks for itself. */
    @Test
    void whatRestsOnAnOldRootIsMadeAnew() {
        test.spender.startPreparing();
        awaitPrepared(0, 1);
        test.chain.refresh();
        await(() -> prover.prepared.size() == 4);
        assertThat(prover.prepared.subList(0, 2)).allMatch(proof -> proof.closed && proof.points.isEmpty());
    }

    @Test
    void aTicketsSecondProofIsMadeAfresh() {
        test.spender.startPreparing();
        awaitPrepared(0, 1);
        test.gateway.moods.add(Mood.STALE_ROOT);
        call();
        assertThat(prover.prepared.stream().filter(proof -> !proof.points.isEmpty()))
                .hasSize(1);
        assertThat(prover.made.get()).isEqualTo(1);
        assertThat(test.gateway.points).hasSize(1);
    }

    @Test
    void aNoteWithAnOpenTicketIsNotPrepared() {
        test.gateway.moods.add(Mood.WITHHOLD);
        assertThatThrownBy(this::call).isInstanceOf(WalletException.class);
        test.spender.startPreparing();
        awaitPrepared(1);
        SignedTicket open = test.ledger.standing(0).open().orElseThrow();
        assertThat(prover.prepared)
                .noneMatch(proof -> proof.line.atOne().nullifier().equals(TestWallets.nullifier(test.ledger, open)));
    }

    /** The ledger itself gives no inputs for an index that is signed, used up or not to be signed. */
    @Test
    void theLedgerGivesInputsForANextTicketOnly() {
        PaidRequest request =
                new PaidRequest(test.gateway.origin(), "/v1/chat/completions", TestWallets.body("{\"a\":1}"));
        test.ledger.sign(0, request.digest(), request.toBytes());
        test.ledger.signExit(1, true);
        for (int note : List.of(0, 1)) {
            assertThatThrownBy(() -> test.ledger.requestLine(note, TestWallets.PATH, TestWallets.keys()))
                    .isInstanceOf(WalletException.class)
                    .hasMessage("note " + note + " has no next ticket to prepare");
        }
    }

    @Test
    void aNoteThatLeavesIsDropped() {
        test.spender.startPreparing();
        awaitPrepared(0, 1);
        test.ledger.signExit(1, true);
        awaitPrepared(0);
    }

    @Test
    void aNoteWhoseProofIsPreparedPaysFirst() {
        // Note 0 is the richer one: by its balance alone it would pay.
        call();
        NoteStanding first = test.ledger.standing(0);
        assertThat(first.settled()).isEqualTo(1);
        assertThat(test.ledger.standing(1).balance(TestWallets.C_MAX)).isGreaterThan(first.balance(TestWallets.C_MAX));
        test.spender.startPreparing();
        awaitPrepared(0, 1);
        CountDownLatch never = new CountDownLatch(1);
        prover.endless.set(never);
        assertThat(call().call().note()).isEqualTo(1);
        assertThat(test.spender.prepared()).containsExactly(0);
        // Twice settled and never prepared again, note 1 would be the richer once more only behind note 0.
        assertThat(call().call().note()).isZero();
        never.countDown();
    }

    @Test
    void aCallDoesNotWaitForThePreparationOfItsNote() {
        prover.endless.set(new CountDownLatch(1));
        test.spender.startPreparing();
        await(() -> prover.begun.get() == 1);
        assertThat(call().call().note()).isZero();
        assertThat(prover.made.get()).isEqualTo(1);
        await(() -> prover.cancelled.get() >= 1);
    }

    /** It has the processor to itself until its proof is made. */
    @Test
    void preparationsStandAsideWhileACallProves() throws Exception {
        CountDownLatch preparing = new CountDownLatch(1);
        prover.endless.set(preparing);
        prover.proving = new CountDownLatch(1);
        test.spender.startPreparing();
        await(() -> prover.begun.get() == 1);
        try (ExecutorService caller = Executors.newSingleThreadExecutor()) {
            Future<Spender.Paid> call = caller.submit(this::call);
            try {
                await(() -> prover.cancelled.get() == 1 && prover.asking.get() == 2);
                preparing.countDown();
                Thread.sleep(100);
                // That of note 1 has begun and asked, and has no answer yet.
                assertThat(prover.prepared).isEmpty();
            } finally {
                prover.proving.countDown();
            }
            call.get();
        }
        awaitPrepared(0, 1);
    }

    @Test
    void stoppingCallsOffWhatIsBeingPrepared() {
        prover.endless.set(new CountDownLatch(1));
        test.spender.startPreparing();
        await(() -> prover.begun.get() == 1);
        test.spender.stopPreparing();
        await(() -> prover.cancelled.get() == 1);
        assertThat(prover.prepared).isEmpty();
        prover.endless.set(null);
        test.spender.startPreparing();
        assertThatThrownBy(test.spender::startPreparing).isInstanceOf(IllegalStateException.class);
        awaitPrepared(0, 1);
    }

    /** Calls on both notes at a time, and what is prepared comes and goes among them. */
    @Test
    void manyCallsAndPreparationsAtATime() throws Exception {
        test.spender.startPreparing();
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Future<Spender.Paid>> calls = new java.util.ArrayList<>();
            for (int i = 0; i < 30; i++) {
                calls.add(callers.submit(this::call));
            }
            for (Future<Spender.Paid> call : calls) {
                assertThat(call.get().call().outcome()).isEqualTo("served");
            }
        }
        assertThat(test.gateway.points).hasSize(30);
        long used = prover.prepared.stream()
                .filter(proof -> !proof.points.isEmpty())
                .count();
        assertThat(used + prover.made.get()).isEqualTo(30);
    }
}

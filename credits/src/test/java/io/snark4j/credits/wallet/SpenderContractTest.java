package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.wallet.StubGateway.Mood;
import io.snark4j.credits.wallet.TestSpender.Collected;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SpenderContractTest {
    private TestSpender test;

    @BeforeEach
    void start() throws IOException {
        test = new TestSpender(1);
    }

    @AfterEach
    void stop() {
        assertThat(test.gateway.violations).isEmpty();
        test.close();
    }

    private NoteStanding note() {
        return test.ledger.standing(0);
    }

    @Test
    void paysARequestAndTakesTheChange() {
        Collected answer = new Collected();
        Spender.Paid paid = test.call(TestSpender.chat("hi"), answer);
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(test.gateway.answer);
        assertThat(paid.call().cost()).isEqualTo(40);
        assertThat(note().refunded()).isEqualTo(StubGateway.REFUND);
        assertThat(note().settled()).isEqualTo(1);
        assertThat(note().balance(TestWallets.C_MAX)).isEqualTo(1_050 + 60 - 100);
        assertThat(test.spender.calls()).containsExactly(paid.call());
    }

    @Test
    void passesAStreamOnWithoutTheSettlement() {
        Collected answer = new Collected();
        test.call(TestSpender.chat("hi").replace("{\"model\"", "{\"stream\":true,\"model\""), answer);
        assertThat(answer.type).startsWith("text/event-stream");
        assertThat(answer.text()).endsWith("data: [DONE]\n\n").doesNotContain("settlement");
        assertThat(note().settled()).isEqualTo(1);
    }

    /** The same bytes each time, until the answer comes. */
    @Test
    void repeatsTheSameRequestUntilItIsSettled() {
        test.gateway.moods.addAll(List.of(Mood.HANG_UP, Mood.HANG_UP_AFTER_SETTLING, Mood.FORGE));
        Collected answer = new Collected();
        test.call(TestSpender.chat("hi"), answer);
        assertThat(test.gateway.paid()).hasSize(4);
        assertThat(test.gateway.paid().stream()
                        .map(seen -> new String(seen.body()))
                        .distinct())
                .hasSize(1);
        assertThat(test.gateway.ran.get()).isEqualTo(1);
        assertThat(note().refunded()).isEqualTo(StubGateway.REFUND);
    }

    @Test
    void provesTheSamePointAgainWhenTheRootHasMoved() {
        test.gateway.moods.add(Mood.STALE_ROOT);
        test.call(TestSpender.chat("hi"), new Collected());
        List<String> tickets = test.gateway.paid().stream()
                .map(seen -> seen.headers().get("Authorization").getFirst())
                .toList();
        assertThat(new HashSet<>(tickets)).hasSize(2);
        assertThat(test.gateway.points).hasSize(1);
    }

    private static final String CUT_OFF = "data: {\"error\":{";

    private static String streaming() {
        return TestSpender.chat("hi").replace("{\"model\"", "{\"stream\":true,\"model\"");
    }

    @Test
    void aStreamThatWasCutGoesOnWhereItWasCut() {
        test.gateway.moods.addAll(List.of(Mood.CUT, Mood.HANG_UP, Mood.CUT));
        Collected answer = new Collected();
        test.call(streaming(), answer);
        assertThat(answer.text()).isEqualTo(test.gateway.events);
        assertThat(note().settled()).isEqualTo(1);
        assertThat(test.gateway.ran.get()).isEqualTo(1);
    }

    /** Half of an answer is not to be taken for the whole. */
    @Test
    void aStreamWhoseRestIsLostSaysSo() {
        test.gateway.moods.addAll(List.of(Mood.CUT, Mood.FORGET));
        Collected paid = new Collected();
        test.call(streaming(), paid);
        assertThat(note().settled()).isEqualTo(1);
        test.gateway.moods.addAll(List.of(Mood.CUT, Mood.CUT, Mood.CUT, Mood.CUT));
        Collected unpaid = new Collected();
        assertThatThrownBy(() -> test.call(streaming(), unpaid)).isInstanceOf(WalletException.class);
        for (Collected answer : List.of(paid, unpaid)) {
            assertThat(answer.text())
                    .startsWith(test.gateway.events.substring(0, 20))
                    .contains(CUT_OFF)
                    .doesNotContain("[DONE]");
        }
    }

    /** The provider may have run it: the note is charged and goes on. */
    @Test
    void takesTheSettlementWhenTheClientIsGone() {
        AnswerSink gone = (status, type) -> new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };
        test.call(TestSpender.chat("hi"), gone);
        assertThat(note().settled()).isEqualTo(1);
    }

    /** The share is with the provider: nothing else is signed with this index, the exit goes behind it. */
    @Test
    void aRefusalWithoutASettlementLeavesTheTicketOpen() {
        test.gateway.moods.add(Mood.WITHHOLD);
        assertThatThrownBy(() -> test.call(TestSpender.chat("bad"), new Collected()))
                .isInstanceOf(WalletException.class)
                .hasMessageContaining("policy_violation");
        assertThat(note().open()).isPresent();
        assertThatThrownBy(() -> test.call(TestSpender.chat("other"), new Collected()))
                .isInstanceOf(WalletException.class)
                .hasMessageContaining("no note can pay");
        assertThat(test.gateway.paid()).hasSize(1);
        NoteStanding.Exit exit = test.ledger.signExit(0, true);
        assertThat(exit.index()).isEqualTo(1);
        assertThat(exit.payout()).isEqualTo(900);
    }

    @Test
    void settlesOpenTicketsLaterWithoutRunningThem() {
        test.gateway.moods.addAll(List.of(Mood.KEEP_SETTLEMENT, Mood.HANG_UP, Mood.FORGE, Mood.KEEP_SETTLEMENT));
        Collected answer = new Collected();
        assertThatThrownBy(() -> test.call(TestSpender.chat("hi"), answer)).isInstanceOf(WalletException.class);
        assertThat(note().open()).isPresent();
        assertThat(test.spender.settleOpen()).isTrue();
        assertThat(note().open()).isEmpty();
        assertThat(note().refunded()).isEqualTo(TestWallets.C_MAX);
        assertThat(test.gateway.ran.get()).isZero();
    }

    private static void open(TestSpender several, int note) {
        PaidRequest request = new PaidRequest(
                several.gateway.origin(), "/v1/chat/completions", TestWallets.body("{\"a\":" + note + "}"));
        several.ledger.sign(note, request.digest(), request.toBytes());
    }

    /** How often each nullifier came while rounds went on every 15 seconds. */
    private static Map<Fr, Long> asked(TestSpender several, Duration time) {
        for (Instant end = several.now.get().plus(time); several.now.get().isBefore(end); ) {
            several.spender.settleOpen();
            several.now.updateAndGet(now -> now.plusSeconds(15));
        }
        return several.gateway.paid().stream()
                .map(seen ->
                        Ticket.fromHeader(seen.headers().get("Authorization").getFirst()))
                .collect(Collectors.groupingBy(Ticket::nullifier, Collectors.counting()));
    }

    /** A burst of the same nullifiers every 15 seconds would tell that they are one wallet's. */
    @Test
    void openTicketsAreAskedForOneByOneAndEverMoreSeldom() throws IOException {
        CountingProver prover = new CountingProver();
        try (TestSpender several = new TestSpender(3, prover)) {
            several.gateway.moods.addAll(Collections.nCopies(1_000, Mood.HANG_UP));
            for (int note = 0; note < 3; note++) {
                open(several, note);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(several.spender.settleOpen()).isFalse();
            }
            assertThat(several.gateway.paid()).hasSize(1);
            assertThat(asked(several, Duration.ofDays(1)).values())
                    .hasSize(3)
                    .allSatisfy(times -> assertThat(times).isBetween(8L, 20L));
            assertThat(prover.made).hasValue(3);
            several.gateway.moods.clear();
            asked(several, Duration.ofHours(9));
            assertThat(several.ledger.standings()).allMatch(note -> note.open().isEmpty() && note.settled() == 1);
        }
    }

    @Test
    void whatTheProviderRefusesForGoodIsAskedForDaily() {
        test.gateway.moods.addAll(Collections.nCopies(1_000, Mood.WITHHOLD));
        open(test, 0);
        assertThat(asked(test, Duration.ofDays(6)).values())
                .singleElement()
                .satisfies(times -> assertThat(times).isBetween(4L, 13L));
        assertThat(test.spender.settle(0)).isFalse();
        test.gateway.moods.clear();
        assertThat(test.spender.settle(0)).isTrue();
        assertThat(note().refunded()).isEqualTo(TestWallets.C_MAX);
    }

    /** As after a kill between journal and network: the ticket is found open, and its own request is what is settled. */
    @Test
    void settlesAfterARestartWhatWasSignedBefore() {
        PaidRequest request =
                new PaidRequest(test.gateway.origin(), "/v1/chat/completions", TestWallets.body("{\"a\":1}"));
        test.ledger.sign(0, request.digest(), request.toBytes());
        Ledger reopened = TestWallets.open(test.disk, "wallet");
        Spender spender = new Spender(reopened, test.chain, TestSpender.UNPROVED, TestSpender.VAULT);
        assertThat(spender.settleOpen()).isTrue();
        assertThat(reopened.standing(0).settled()).isEqualTo(1);
    }

    @Test
    void refusesBeforeItSignsWhatTheTermsDoNotAllow() {
        Map<String, String> refused = Map.of(
                TestSpender.chat("hi").replace("small", "large"), "offers no model",
                TestSpender.chat("hi").replace("\"max_tokens\":5", "\"max_tokens\":1000000"), "may cost",
                TestSpender.chat("x".repeat(1 << 20)), "the provider takes 1048576");
        refused.forEach((json, message) -> assertThatThrownBy(() -> test.call(json, new Collected()))
                .isInstanceOf(WalletException.class)
                .hasMessageContaining(message));
        assertThat(test.gateway.paid()).isEmpty();
        assertThat(note().open()).isEmpty();
    }

    @Test
    void refusesTermsOfAnotherKey() {
        test.gateway.termsKey = TestWallets.providerKey(3);
        assertThatThrownBy(() -> test.call(TestSpender.chat("hi"), new Collected()))
                .isInstanceOf(WalletException.class)
                .hasMessageContaining("not signed by the key of its vault");
    }

    /** Where the client names no limit, the longest answer that a ticket pays. */
    @Test
    void boundsAnAnswerWhoseLengthNobodyNamed() {
        test.gateway.outputPrice = BigInteger.valueOf(1_000_000);
        test.call(TestSpender.chat("hi").replace("\"max_tokens\":5,", ""), new Collected());
        String body = new String(test.gateway.paid().getFirst().body());
        assertThat(body).contains("\"max_completion_tokens\":98");
    }

    @Test
    void paysUntilTheBalanceIsUsedUp() {
        int paid = 0;
        try {
            while (paid < 100) {
                test.call(TestSpender.chat("call " + paid), new Collected());
                paid++;
            }
        } catch (WalletException e) {
            assertThat(e).hasMessageContaining("used up");
        }
        // 1050 and 60 back from each of 100: the next is covered while 1050 - 40·paid is at least 100.
        assertThat(paid).isEqualTo(24);
    }

    /** Ten calls at a time over four notes, each nullifier once. */
    @Test
    void runsAsManyCallsAtATimeAsThereAreNotes() throws Exception {
        try (TestSpender several = new TestSpender(4);
                ExecutorService callers = Executors.newFixedThreadPool(10)) {
            List<Future<Spender.Paid>> calls = new java.util.ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String json = TestSpender.chat("call " + i);
                calls.add(callers.submit(() -> several.call(json, new Collected())));
            }
            Set<Integer> notes = new TreeSet<>();
            for (Future<Spender.Paid> call : calls) {
                notes.add(call.get().call().note());
            }
            assertThat(notes).containsExactly(0, 1, 2, 3);
            assertThat(several.gateway.points).hasSize(40);
            assertThat(several.gateway.violations).isEmpty();
            long settled = several.ledger.standings().stream()
                    .mapToLong(NoteStanding::settled)
                    .sum();
            assertThat(settled).isEqualTo(40);
        }
    }

    /** Two requests of one wallet share nothing that two of different wallets would not: neither connection, header nor length. */
    @Test
    void sendsNothingThatLinksTwoRequests() {
        String telling = TestSpender.chat("one")
                .replace(
                        "{\"model\"",
                        "{\"user\":\"alice\",\"metadata\":{\"a\":1},\"store\":true,\"prompt_cache_key\":\"k\","
                                + "\"safety_identifier\":\"s\",\"previous_response_id\":\"p\",\"novelty\":1,\"model\"");
        Spender.Paid first = test.call(telling, new Collected());
        test.call(TestSpender.chat("another, longer one"), new Collected());
        assertThat(first.dropped())
                .containsExactlyInAnyOrder(
                        "user",
                        "metadata",
                        "store",
                        "prompt_cache_key",
                        "safety_identifier",
                        "previous_response_id",
                        "novelty");
        List<StubGateway.Seen> seen = test.gateway.paid();
        assertThat(seen.get(0).port()).isNotEqualTo(seen.get(1).port());
        for (StubGateway.Seen call : seen) {
            assertThat(call.headers().keySet())
                    .containsExactlyInAnyOrder("Authorization", "Content-type", "Content-length", "Host", "User-agent");
            assertThat(call.headers().get("User-agent")).containsExactly("snark4j");
            assertThat(call.body()).hasSize(1024);
            assertThat(new String(call.body()))
                    .doesNotContain("alice")
                    .doesNotContain("novelty")
                    .endsWith(" }");
        }
    }
}

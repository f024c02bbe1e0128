package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.wallet.StubGateway.Mood;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gateways that take their time, or say too much. */
@Timeout(20)
final class GatewayLinkContractTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private TestSpender test;
    private GatewayLink link;

    @BeforeEach
    void start() throws IOException {
        test = new TestSpender(1);
        link = new GatewayLink(test.ledger.settings().reach(), PATIENCE);
    }

    @AfterEach
    void stop() {
        test.close();
    }

    private Ticket ticket() {
        PaidRequest request =
                new PaidRequest(test.gateway.origin(), "/v1/chat/completions", TestWallets.body("{\"a\":1}"));
        SignedTicket signed = test.ledger.sign(0, request.digest(), request.toBytes());
        CreditRequestInputs inputs = test.ledger.requestInputs(signed, TestWallets.PATH, TestWallets.keys());
        return Ticket.of(TestSpender.UNPROVED.proveRequest(inputs), inputs.publicInputs(), signed.nonce());
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "STALL_MIDWAY"})
    void nobodyWaitsForEverForAnAnswer(Mood mood) {
        Ticket ticket = ticket();
        test.gateway.moods.addAll(List.of(mood, mood));
        assertThatThrownBy(() -> link.call(
                        "/v1/chat/completions",
                        TestWallets.body("{\"a\":1}"),
                        ticket,
                        PATIENCE,
                        new TestSpender.Collected()))
                .isInstanceOf(IOException.class)
                .hasMessage("no whole answer within 1 s");
        assertThatThrownBy(link::terms)
                .isInstanceOf(WalletException.class)
                .hasMessageContaining("127.0.0.1 cannot be reached: no whole answer within 1 s");
    }

    @Test
    void termsHaveALength() {
        test.gateway.afterTerms = " ".repeat(4 << 20);
        assertThatThrownBy(new GatewayLink(test.ledger.settings().reach())::terms)
                .isInstanceOf(WalletException.class)
                .hasMessage("the gateway answers /credits/v1/terms with more than 4194304 bytes");
    }

    @Test
    void aProviderCannotHaveAWalletWaitForAges() {
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
        test.gateway.limits =
                new Terms.Limits(1 << 20, Duration.ofMinutes(30), Duration.ofHours(1), ages, Duration.ofMinutes(10));
        test.call(TestSpender.chat("hi"), new TestSpender.Collected());
        assertThat(test.ledger.standing(0).settled()).isEqualTo(1);
    }
}

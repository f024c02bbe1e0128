package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.credits.gateway.http.EchoUpstream;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.UnpricedException;
import io.snark4j.credits.ticket.Usage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a request can cost at most, and what it did cost. */
class PricedCallContractTest {
    private static final String CHAT = "/v1/chat/completions";

    private static Optional<ModelPrice> price(String model) {
        return model.equals(EchoUpstream.MODEL) ? Optional.of(EchoUpstream.price()) : Optional.empty();
    }

    private static PricedCall priced(String path, String body) throws UnpricedException {
        return PricedCall.of(path, text(body), PricedCallContractTest::price, BigInteger.valueOf(100_000));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void upstreamIsToldTheLimitAndAskedForTheUsage() throws Exception {
        String body = new String(
                priced(CHAT, "{\"model\":\"echo\",\"messages\":[],\"stream\":true}")
                        .body(),
                StandardCharsets.UTF_8);
        assertThat(body).contains("\"max_completion_tokens\":256", "\"include_usage\":true");
        assertThat(new String(
                        priced("/v1/responses", "{\"model\":\"echo\",\"input\":\"a\",\"store\":true}")
                                .body(),
                        StandardCharsets.UTF_8))
                .contains("\"store\":false", "\"max_output_tokens\":256");
    }

    @Test
    void theCapItselfIsAllowed() throws Exception {
        String body = "{\"model\":\"echo\",\"messages\":[],\"max_tokens\":1}";
        BigInteger cost = BigInteger.valueOf(5 + body.length() + 3);
        assertThat(PricedCall.of(CHAT, text(body), PricedCallContractTest::price, cost)
                        .price()
                        .cost(new Usage(body.length(), 1)))
                .isEqualTo(cost);
        assertThatThrownBy(() ->
                        PricedCall.of(CHAT, text(body), PricedCallContractTest::price, cost.subtract(BigInteger.ONE)))
                .isInstanceOf(UnpricedException.class);
    }

    /** Each such byte would be three upstream, and a token each. */
    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        byte[] body = text("{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"????\"}]}");
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '?' ? (byte) 0xff : body[i];
        }
        assertThatThrownBy(() -> PricedCall.of(CHAT, body, PricedCallContractTest::price, BigInteger.valueOf(100_000)))
                .isInstanceOfSatisfying(
                        UnpricedException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.MALFORMED_BODY));
    }

    private static Usage metered(boolean events, String... parts) {
        return metered(new Usage(100, 100), events, parts);
    }

    private static Usage metered(Usage most, boolean events, String... parts) {
        Meter meter = new Meter(40, most);
        if (!events) {
            return meter.ofBody(text(String.join("", parts)));
        }
        for (String part : parts) {
            meter.add(text(part), text(part).length);
        }
        return meter.ofStream();
    }

    @Test
    void usageIsWhatUpstreamReports() {
        assertThat(metered(false, "{\"usage\":{\"prompt_tokens\":3,", "\"completion_tokens\":4}}"))
                .isEqualTo(new Usage(3, 4));
        assertThat(metered(
                        true,
                        "data: {\"a\":1}\n\nda",
                        "ta: {\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n"))
                .isEqualTo(new Usage(3, 4));
        assertThat(
                        metered(
                                true,
                                "event: response.completed\r\ndata: {\"response\":{\"usage\":{\"input_tokens\":5,\"output_tokens\":6}}}\r\n\r\n"))
                .isEqualTo(new Usage(5, 6));
    }

    @Test
    void whatIsNotReportedIsCounted() {
        assertThat(metered(true, "data: {\"a\":1}\n\ndata: {\"a\":2}\n\ndata: {\"usa"))
                .isEqualTo(new Usage(10, 2));
        assertThat(metered(false, "{\"cut")).isEqualTo(new Usage(10, 2));
        // A model that writes about usage does not report it.
        assertThat(metered(true, "data: {\"delta\":\"{\\\"usage\\\":{\\\"prompt_tokens\\\":0}}\"}\n\n"))
                .isEqualTo(new Usage(10, 1));
        assertThat(metered(false, "{\"usage\":{\"prompt_tokens\":-3,\"completion_tokens\":-4}}"))
                .isEqualTo(new Usage(0, 0));
    }

    /** Upstream may send more events than tokens, and a body more bytes. */
    @Test
    void whatIsCountedIsNeverMoreThanWasAdmitted() {
        Usage most = new Usage(9, 3);
        assertThat(metered(most, true, "data: {}\n\n".repeat(5))).isEqualTo(most);
        assertThat(metered(most, false, "{".repeat(50))).isEqualTo(most);
        assertThat(metered(most, true, "data: {}\n\n".repeat(2))).isEqualTo(new Usage(9, 2));
    }
}

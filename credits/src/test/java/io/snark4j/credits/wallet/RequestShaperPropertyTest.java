package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.gateway.Pricing;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.PaidEndpoint;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.ticket.UnpricedException;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the wallet makes of any request, the gateway runs: it sends nothing that would be refused as unpriced. */
final class RequestShaperPropertyTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final BigInteger C_MAX = BigInteger.valueOf(20_000);
    private static final ModelPrice PRICE = new ModelPrice(
            "small", BigInteger.valueOf(1_000_000), BigInteger.valueOf(3_000_000), BigInteger.TEN, 4 << 20);
    private static final RequestShaper SHAPER = new RequestShaper(new Terms(
            "https://gateway.example",
            31337,
            TestWallets.SETTINGS.vault(),
            Fr.of(7),
            C_MAX,
            TestWallets.keys(),
            "00".repeat(32),
            Terms.Limits.DEFAULT,
            List.of(PRICE)));

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(PaidEndpoint.values()).map(PaidEndpoint::path);
    }

    /** Fields of all paths, good and bad values; what clients send, and what they should not. */
    @Provide
    Arbitrary<Map<String, JsonNode>> fields() {
        Arbitrary<String> names = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        6,
                        Arbitraries.of(
                                "messages",
                                "input",
                                "prompt",
                                "max_tokens",
                                "max_completion_tokens",
                                "max_output_tokens",
                                "n",
                                "best_of",
                                "stream",
                                "tools")),
                net.jqwik.api.Tuple.of(
                        3, Arbitraries.of("temperature", "stop", "seed", "text", "reasoning", "stream_options")),
                net.jqwik.api.Tuple.of(
                        1, Arbitraries.of("user", "store", "metadata", "previous_response_id", "include")));
        Arbitrary<JsonNode> values = Arbitraries.of(
                        "1",
                        "7",
                        "0",
                        "-3",
                        "1.5",
                        "1048577",
                        "9223372036854775807",
                        "null",
                        "true",
                        "\"hello\"",
                        "[]",
                        "[\"a\",\"b\"]",
                        "[{\"role\":\"user\",\"content\":\"hi\"}]",
                        "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}]",
                        "[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"x\"}]}]",
                        "[{\"type\":\"item_reference\",\"id\":\"x\"}]",
                        "[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
                        "[{\"type\":\"web_search\"}]",
                        "\"" + "long ".repeat(3_000) + "\"")
                .map(JSON::readTree);
        return Arbitraries.maps(names, values).ofMaxSize(6);
    }

    @Property(tries = 3_000)
    void whatIsSentIsPriced(@ForAll("paths") String path, @ForAll("fields") Map<String, JsonNode> fields)
            throws UnpricedException {
        ObjectNode asked = JSON.createObjectNode();
        fields.forEach(asked::set);
        asked.put("model", "small");
        RequestShaper.Shaped shaped;
        try {
            shaped = SHAPER.shape(path, asked);
        } catch (WalletException e) {
            Statistics.collect("refused");
            return;
        }
        Statistics.collect("sent");
        Statistics.coverage(coverage -> coverage.check("sent").percentage(share -> share > 20));
        byte[] body = shaped.request().body();
        Pricing.require(path, body, PRICE, C_MAX);
        assertThat(JSON.readTree(body).propertyNames())
                .isSubsetOf(PaidEndpoint.of(path).orElseThrow().fields());
        assertThat(shaped.dropped())
                .allMatch(field -> !PaidEndpoint.of(path).orElseThrow().fields().contains(field));
    }
}

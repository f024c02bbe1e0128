package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.PaidEndpoint;
import io.snark4j.credits.ticket.UnpricedException;
import io.snark4j.credits.ticket.Usage;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request whose highest price is known before it is run, see {@link PaidEndpoint}. Headers of the caller are not looked at and not passed on.
 *
 * @param price of the model
 * @param most tokens that it can cost
 * @param stream whether the answer is events
 * @param body for upstream: the caller's, with the limit and the report of usage written out
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
public record PricedCall(ModelPrice price, Usage most, boolean stream, byte[] body) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Prices a request; throws UnpricedException where a price has no bound, or one above the cap. */
    static PricedCall of(String path, byte[] body, Function<String, Optional<ModelPrice>> prices, BigInteger cMax)
            throws UnpricedException {
        PaidEndpoint endpoint = PaidEndpoint.of(path)
                .orElseThrow(() -> new UnpricedException(Outcome.UNSUPPORTED_FIELD, "the path takes no tickets"));
        ObjectNode json = parse(body);
        endpoint.requireBounded(json);
        String model = json.path("model").asString("");
        ModelPrice price = prices.apply(model)
                .orElseThrow(() -> new UnpricedException(Outcome.UNKNOWN_MODEL, "the model is not in the price table"));
        boolean stream = json.path("stream").asBoolean(false);
        Usage most = endpoint.most(json, body.length, price);
        BigInteger cost = price.cost(most);
        if (cost.compareTo(cMax) > 0) {
            throw new UnpricedException(
                    Outcome.PRICE_ABOVE_CAP,
                    "the request may cost " + cost + ", the cap is " + cMax + ": shorten it or lower its token limit");
        }
        writeOut(endpoint, json, price, stream);
        return new PricedCall(price, most, stream, JSON.writeValueAsBytes(json));
    }

    /** What the request leaves open: the limit that was priced, the report of usage, and that upstream keeps nothing for a caller whom nobody knows. */
    private static void writeOut(PaidEndpoint endpoint, ObjectNode json, ModelPrice price, boolean stream)
            throws UnpricedException {
        if (endpoint.limit(json).isEmpty()) {
            endpoint.limitField().ifPresent(field -> json.put(field, price.maxOutputTokens()));
        }
        switch (endpoint) {
            case CHAT, COMPLETIONS -> {
                json.remove("stream_options");
                if (stream) {
                    json.putObject("stream_options").put("include_usage", true);
                }
            }
            case RESPONSES -> json.put("store", false);
            case EMBEDDINGS -> {}
        }
    }

    private static ObjectNode parse(byte[] body) throws UnpricedException {
        try {
            // A byte that is no UTF-8 would go upstream as the three of U+FFFD, beyond what the body's length prices.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (CharacterCodingException e) {
            throw new UnpricedException(Outcome.MALFORMED_BODY, "the body is not UTF-8");
        } catch (JacksonException e) {
            throw new UnpricedException(Outcome.MALFORMED_BODY, "the body is not JSON");
        }
        throw new UnpricedException(Outcome.MALFORMED_BODY, "the body is not a JSON object");
    }
}

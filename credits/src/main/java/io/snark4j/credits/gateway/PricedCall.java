package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.Usage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request whose highest price is known before it is run. Input is at most a token a byte of the body; output at most the limit that the
 * request names, times its choices. Only fields are let through of which that is true: what upstream has stored ({@code previous_response_id}), fetches
 * (images by address) or runs (its own tools) costs what no body shows. Headers of the caller are not looked at and not passed on.
 *
 * @param price of the model
 * @param most tokens that it can cost
 * @param stream whether the answer is events
 * @param body for upstream: the caller's, with the limit and the report of usage written out
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
public record PricedCall(ModelPrice price, Usage most, boolean stream, byte[] body) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What a path takes. */
    private record Endpoint(Set<String> fields, List<String> limits, List<String> choices, boolean streams) {}

    private static final Map<String, Endpoint> ENDPOINTS = Map.of(
            "/v1/chat/completions",
            new Endpoint(
                    Set.of(
                            "model",
                            "messages",
                            "max_tokens",
                            "max_completion_tokens",
                            "n",
                            "stream",
                            "stream_options",
                            "temperature",
                            "top_p",
                            "stop",
                            "seed",
                            "presence_penalty",
                            "frequency_penalty",
                            "logit_bias",
                            "logprobs",
                            "top_logprobs",
                            "response_format",
                            "tools",
                            "tool_choice",
                            "parallel_tool_calls",
                            "reasoning_effort"),
                    List.of("max_completion_tokens", "max_tokens"),
                    List.of("n"),
                    true),
            "/v1/completions",
            new Endpoint(
                    Set.of(
                            "model",
                            "prompt",
                            "suffix",
                            "max_tokens",
                            "n",
                            "best_of",
                            "stream",
                            "stream_options",
                            "temperature",
                            "top_p",
                            "stop",
                            "seed",
                            "presence_penalty",
                            "frequency_penalty",
                            "logit_bias",
                            "logprobs"),
                    List.of("max_tokens"),
                    List.of("n", "best_of"),
                    true),
            "/v1/responses",
            new Endpoint(
                    Set.of(
                            "model",
                            "input",
                            "instructions",
                            "max_output_tokens",
                            "stream",
                            "temperature",
                            "top_p",
                            "text",
                            "tools",
                            "tool_choice",
                            "parallel_tool_calls",
                            "reasoning",
                            "truncation",
                            "store"),
                    List.of("max_output_tokens"),
                    List.of(),
                    true),
            "/v1/embeddings",
            new Endpoint(Set.of("model", "input", "encoding_format", "dimensions"), List.of(), List.of(), false));

    /** Types of what a message holds, all of them text or calls of the caller's functions. */
    private static final Set<String> TEXT_TYPES = Set.of(
            "text",
            "input_text",
            "output_text",
            "refusal",
            "message",
            "function",
            "function_call",
            "function_call_output",
            "reasoning",
            "reasoning_text",
            "summary_text");

    /** Members that name what is not in the body, or is not text. */
    private static final Set<String> NOT_TEXT =
            Set.of("image_url", "input_audio", "audio", "file", "file_id", "file_data", "file_url");

    /** Why a request is settled without being run. */
    static final class Unpriced extends Exception {
        private static final long serialVersionUID = 1L;

        private final Outcome outcome;

        Unpriced(Outcome outcome, String message) {
            super(message, null, false, false);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /**
     * @param path of a request
     * @return whether requests to it are paid by tickets
     */
    public static boolean isPriced(String path) {
        return ENDPOINTS.containsKey(path);
    }

    /** Prices a request; throws Unpriced where a price has no bound, or one above the cap. */
    static PricedCall of(String path, byte[] body, Function<String, Optional<ModelPrice>> prices, BigInteger cMax)
            throws Unpriced {
        Endpoint endpoint = ENDPOINTS.get(path);
        if (endpoint == null) {
            throw new Unpriced(Outcome.UNSUPPORTED_FIELD, "the path takes no tickets");
        }
        ObjectNode json = parse(body);
        requireFields(endpoint, json);
        String model = json.path("model").asString("");
        ModelPrice price = prices.apply(model)
                .orElseThrow(() -> new Unpriced(Outcome.UNKNOWN_MODEL, "the model is not in the price table"));
        boolean stream = json.path("stream").asBoolean(false);
        Usage most = new Usage(body.length, outputBound(endpoint, json, price));
        BigInteger cost = price.cost(most);
        if (cost.compareTo(cMax) > 0) {
            throw new Unpriced(
                    Outcome.PRICE_ABOVE_CAP,
                    "the request may cost " + cost + ", the cap is " + cMax + ": shorten it or lower its token limit");
        }
        if (stream && endpoint.limits().contains("max_tokens")) {
            json.putObject("stream_options").put("include_usage", true);
        }
        if (path.equals("/v1/responses")) {
            // Upstream keeps nothing for a caller whom nobody knows.
            json.put("store", false);
        }
        return new PricedCall(price, most, stream, JSON.writeValueAsBytes(json));
    }

    private static ObjectNode parse(byte[] body) throws Unpriced {
        try {
            if (JSON.readTree(new String(body, StandardCharsets.UTF_8)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new Unpriced(Outcome.MALFORMED_BODY, "the body is not JSON");
        }
        throw new Unpriced(Outcome.MALFORMED_BODY, "the body is not a JSON object");
    }

    private static void requireFields(Endpoint endpoint, ObjectNode json) throws Unpriced {
        for (String field : json.propertyNames()) {
            if (!endpoint.fields().contains(field)) {
                throw new Unpriced(
                        Outcome.UNSUPPORTED_FIELD,
                        "a field is not taken; taken are "
                                + endpoint.fields().stream().sorted().toList());
            }
        }
        for (JsonNode tool : json.path("tools")) {
            if (!tool.path("type").asString("").equals("function")) {
                throw new Unpriced(Outcome.UNSUPPORTED_FIELD, "tools: only functions are taken");
            }
        }
        for (String field : List.of("messages", "input")) {
            requireText(json.path(field));
        }
        if (!json.path("stream").isMissingNode() && !json.path("stream").isBoolean()) {
            throw new Unpriced(Outcome.MALFORMED_BODY, "stream: expected true or false");
        }
    }

    private static void requireText(JsonNode node) throws Unpriced {
        boolean text = node.path("type").isMissingNode()
                || TEXT_TYPES.contains(node.path("type").asString(""));
        if (node.isObject() && (!text || node.propertyNames().stream().anyMatch(NOT_TEXT::contains))) {
            throw new Unpriced(Outcome.UNSUPPORTED_FIELD, "only text, and calls of functions, are taken");
        }
        for (JsonNode part : node) {
            requireText(part);
        }
    }

    /** The limit that the request names; written into it if it names none. */
    private static long outputBound(Endpoint endpoint, ObjectNode json, ModelPrice price) throws Unpriced {
        if (endpoint.limits().isEmpty()) {
            return 0;
        }
        long limit = -1;
        for (String field : endpoint.limits()) {
            Long named = count(json, field);
            limit = named == null ? limit : Math.max(limit, named);
        }
        if (limit < 0) {
            limit = price.maxOutputTokens();
            json.put(endpoint.limits().getFirst(), limit);
        }
        long choices = 1;
        for (String field : endpoint.choices()) {
            Long named = count(json, field);
            choices = named == null ? choices : Math.max(choices, named);
        }
        long prompts =
                json.path("prompt").isArray() ? Math.max(1, json.path("prompt").size()) : 1;
        return limit * choices * prompts;
    }

    /** In [1, 2^20], so that products of three do not overflow. */
    private static @Nullable Long count(ObjectNode json, String field) throws Unpriced {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > 1 << 20) {
            throw new Unpriced(Outcome.MALFORMED_BODY, field + ": expected an integer in [1, 2^20]");
        }
        return value.longValue();
    }
}

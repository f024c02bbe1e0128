package io.snark4j.credits.ticket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A path that tickets pay for, and what a request to it may carry: only what says what is asked, and of which the request's own bytes bound the price. What upstream has stored
 * ({@code previous_response_id}), fetches (images by address) or runs (its own tools) costs what no body shows. A gateway refuses the rest as unpriced; a
 * wallet leaves it out, so that it sends nothing that is refused and nothing that links requests.
 */
@SuppressWarnings("ImmutableEnumChecker") // all of its collections are
public enum PaidEndpoint {
    /** {@code /v1/chat/completions}. */
    CHAT(
            "/v1/chat/completions",
            List.of(
                    "model",
                    "messages",
                    "max_completion_tokens",
                    "max_tokens",
                    "n",
                    "stream",
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
            Set.of("stream_options"),
            List.of("max_completion_tokens", "max_tokens"),
            List.of("n")),
    /** {@code /v1/completions}. */
    COMPLETIONS(
            "/v1/completions",
            List.of(
                    "model",
                    "prompt",
                    "suffix",
                    "max_tokens",
                    "n",
                    "best_of",
                    "stream",
                    "temperature",
                    "top_p",
                    "stop",
                    "seed",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "logprobs"),
            Set.of("stream_options"),
            List.of("max_tokens"),
            List.of("n", "best_of")),
    /** {@code /v1/responses}. */
    RESPONSES(
            "/v1/responses",
            List.of(
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
                    "truncation"),
            Set.of("store"),
            List.of("max_output_tokens"),
            List.of()),
    /** {@code /v1/embeddings}. */
    EMBEDDINGS(
            "/v1/embeddings",
            List.of("model", "input", "encoding_format", "dimensions"),
            Set.of(),
            List.of(),
            List.of());

    /** Most tokens, choices or prompts that a request may name, so that products of three do not overflow. */
    public static final int MOST_COUNT = 1 << 20;

    private static final Map<String, PaidEndpoint> BY_PATH =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(PaidEndpoint::path, Function.identity()));

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

    private final String path;
    private final List<String> fields;
    private final Set<String> overwritten;
    private final List<String> limits;
    private final List<String> choices;

    PaidEndpoint(String path, List<String> fields, Set<String> overwritten, List<String> limits, List<String> choices) {
        this.path = path;
        this.fields = fields;
        this.overwritten = overwritten;
        this.limits = limits;
        this.choices = choices;
    }

    /**
     * @param path of a request
     * @return what it may carry; empty if tickets do not pay for it
     */
    public static Optional<PaidEndpoint> of(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    /** @return such as {@code /v1/chat/completions} */
    public String path() {
        return path;
    }

    /** @return the fields that wallets send, in the order in which all of them write them */
    public List<String> fields() {
        return fields;
    }

    /** @return the field that limits the answer, if a request names none: empty where answers have no tokens */
    public Optional<String> limitField() {
        return limits.stream().findFirst();
    }

    /**
     * Refuses what the bytes of a request do not bound.
     *
     * @param request the body
     * @throws UnpricedException if it has such a part, or a field of the wrong kind
     */
    public void requireBounded(ObjectNode request) throws UnpricedException {
        for (String field : request.propertyNames()) {
            if (!fields.contains(field) && !overwritten.contains(field)) {
                throw new UnpricedException(
                        Outcome.UNSUPPORTED_FIELD,
                        "a field is not taken; taken are "
                                + fields.stream().sorted().toList());
            }
        }
        for (JsonNode tool : request.path("tools")) {
            if (!tool.path("type").asString("").equals("function")) {
                throw new UnpricedException(Outcome.UNSUPPORTED_FIELD, "tools: only functions are taken");
            }
        }
        for (String field : List.of("messages", "input")) {
            requireText(request.path(field));
        }
        for (JsonNode item : request.path("input")) {
            // By its id alone an item stands for one that upstream has stored.
            if (item.isObject() && item.path("type").isMissingNode() && isEmpty(item.path("content"))) {
                throw new UnpricedException(
                        Outcome.UNSUPPORTED_FIELD,
                        "input: an item without a type needs content; references are not taken");
            }
        }
        JsonNode stream = request.path("stream");
        if (!stream.isMissingNode() && !stream.isBoolean()) {
            throw new UnpricedException(Outcome.MALFORMED_BODY, "stream: expected true or false");
        }
    }

    /**
     * @param member of an object in a message
     * @return whether it makes the message one that is refused: it names what is not in the body, or is not text
     */
    public static boolean isNotText(String member) {
        return NOT_TEXT.contains(member);
    }

    private static boolean isEmpty(JsonNode content) {
        return content.isMissingNode() || content.isNull();
    }

    private static void requireText(JsonNode node) throws UnpricedException {
        boolean text = node.path("type").isMissingNode()
                || TEXT_TYPES.contains(node.path("type").asString(""));
        if (node.isObject() && (!text || node.propertyNames().stream().anyMatch(NOT_TEXT::contains))) {
            throw new UnpricedException(Outcome.UNSUPPORTED_FIELD, "only text, and calls of functions, are taken");
        }
        for (JsonNode part : node) {
            requireText(part);
        }
    }

    /**
     * @param request the body
     * @return the longest answer that it allows, in tokens of one choice; empty if it does not say
     * @throws UnpricedException if a limit is no integer in [1, {@link #MOST_COUNT}]
     */
    public OptionalLong limit(ObjectNode request) throws UnpricedException {
        OptionalLong limit = OptionalLong.empty();
        for (String field : limits) {
            OptionalLong named = count(request, field);
            if (named.isPresent()) {
                limit = OptionalLong.of(Math.max(limit.orElse(0), named.getAsLong()));
            }
        }
        return limit;
    }

    /**
     * @param request the body
     * @return how many answers it asks for, of all its prompts together; at least 1
     * @throws UnpricedException if a number is no integer in [1, {@link #MOST_COUNT}]
     */
    public long answers(ObjectNode request) throws UnpricedException {
        long answers = 1;
        for (String field : choices) {
            answers = Math.max(answers, count(request, field).orElse(1));
        }
        JsonNode prompt = request.path("prompt");
        return prompt.isArray() ? answers * Math.max(1, prompt.size()) : answers;
    }

    private static OptionalLong count(ObjectNode request, String field) throws UnpricedException {
        JsonNode value = request.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > MOST_COUNT) {
            throw new UnpricedException(Outcome.MALFORMED_BODY, field + ": expected an integer in [1, 2^20]");
        }
        return OptionalLong.of(value.longValue());
    }

    /**
     * What a request can use at most: a token for each byte of its body, which no tokenizer exceeds, and all the output that it allows.
     *
     * @param request the body
     * @param length of the body in bytes
     * @param model its price, whose longest answer counts where the request names no limit
     * @return tokens
     * @throws UnpricedException if a number in it is out of range
     */
    public Usage most(ObjectNode request, int length, ModelPrice model) throws UnpricedException {
        long longest = limits.isEmpty() ? 0 : limit(request).orElse(model.maxOutputTokens());
        return new Usage(length, longest * answers(request));
    }
}

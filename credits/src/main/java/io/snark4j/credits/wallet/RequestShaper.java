package io.snark4j.credits.wallet;

import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.ticket.Usage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes of what a client sent the request that is paid for: the fields that say what is asked, in one order, and no others; padded to a step of length; not
 * dearer than a ticket. A field that is not known here might link requests, so it is left out and named to the caller, whatever it is.
 *
 * <p>Padding is spaces before the last brace, which no JSON reader notices: lengths are 1, 2, 4, 8, ... KiB. The provider prices a byte as a token at most, so
 * padding counts where a request is nearly as dear as a ticket allows.
 */
final class RequestShaper {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SMALLEST_STEP = 1024;

    /** What of a path's fields is passed on, in the order in which it is written, and which of them limits the answer. */
    private record Path(List<String> fields, List<String> limits) {}

    private static final Map<String, Path> PATHS = Map.of(
            "/v1/chat/completions",
            new Path(
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
                    List.of("max_completion_tokens", "max_tokens")),
            "/v1/completions",
            new Path(
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
                    List.of("max_tokens")),
            "/v1/responses",
            new Path(
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
                    List.of("max_output_tokens")),
            "/v1/embeddings",
            new Path(List.of("model", "input", "encoding_format", "dimensions"), List.of()));

    /**
     * A request, ready to be paid.
     *
     * @param request to send
     * @param model that it asks
     * @param dropped fields that were left out
     */
    record Shaped(PaidRequest request, String model, List<String> dropped) {}

    private final Terms terms;

    RequestShaper(Terms terms) {
        this.terms = terms;
    }

    static boolean knows(String path) {
        return PATHS.containsKey(path);
    }

    /** Throws WalletException for a model that is not offered, a body that is too long, or a price above the cap. */
    Shaped shape(String path, ObjectNode asked) {
        Path known = PATHS.get(path);
        if (known == null) {
            throw new WalletException("no such endpoint: " + path);
        }
        List<String> dropped = new ArrayList<>();
        ObjectNode kept = kept(known, asked, dropped);
        String model = kept.path("model").asString("");
        ModelPrice price = terms.model(model)
                .orElseThrow(() -> new WalletException("the provider offers no model \"" + model + "\"; it offers "
                        + terms.models().stream().map(ModelPrice::model).toList()));
        byte[] plain = JSON.writeValueAsBytes(kept);
        if (!known.limits().isEmpty() && limit(known, kept) == null) {
            // Named, the limit is part of the price; unnamed, the model's longest answer would be.
            kept.put(known.limits().getFirst(), affordable(price, paddedLength(plain.length + 64), kept));
            plain = JSON.writeValueAsBytes(kept);
        }
        byte[] body = padded(plain);
        requireFits(body.length);
        requireAffordable(price, body.length, known, kept);
        return new Shaped(new PaidRequest(terms.origin(), path, body), model, dropped);
    }

    private static ObjectNode kept(Path known, ObjectNode asked, List<String> dropped) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String field : known.fields()) {
            JsonNode value = asked.get(field);
            if (value != null && !value.isNull()) {
                kept.set(field, value);
            }
        }
        for (String field : asked.propertyNames()) {
            if (!known.fields().contains(field)) {
                dropped.add(field);
            }
        }
        return kept;
    }

    private static @Nullable Long limit(Path known, ObjectNode body) {
        Long limit = null;
        for (String field : known.limits()) {
            JsonNode value = body.path(field);
            if (value.canConvertToLong()) {
                limit = Math.max(limit == null ? 0 : limit, value.longValue());
            }
        }
        return limit;
    }

    private static long choices(ObjectNode body) {
        long prompts =
                body.path("prompt").isArray() ? Math.max(1, body.path("prompt").size()) : 1;
        return prompts
                * Math.max(
                        1,
                        Math.max(body.path("n").asLong(1), body.path("best_of").asLong(1)));
    }

    /** The longest answer that a ticket surely pays, at most the model's. */
    private long affordable(ModelPrice price, int length, ObjectNode body) {
        long low = 0;
        long high = price.maxOutputTokens();
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            boolean fits = price.cost(new Usage(length, middle * choices(body))).compareTo(terms.cMax()) <= 0;
            low = fits ? middle : low;
            high = fits ? high : middle - 1;
        }
        return Math.max(1, low);
    }

    private void requireFits(int length) {
        if (length > terms.limits().maxBodyBytes()) {
            throw new WalletException("the request is " + length + " bytes long when padded, the provider takes "
                    + terms.limits().maxBodyBytes());
        }
    }

    private void requireAffordable(ModelPrice price, int length, Path known, ObjectNode body) {
        Long limit = limit(known, body);
        long output = limit == null ? 0 : limit * choices(body);
        BigInteger most = price.cost(new Usage(length, output));
        if (most.compareTo(terms.cMax()) > 0) {
            throw new WalletException("the request may cost " + most + " token units, a ticket pays " + terms.cMax()
                    + ": shorten it or lower its limit of output tokens");
        }
    }

    private byte[] padded(byte[] plain) {
        int length = paddedLength(plain.length);
        byte[] body = Arrays.copyOf(plain, length);
        Arrays.fill(body, plain.length - 1, length - 1, (byte) ' ');
        body[length - 1] = '}';
        return body;
    }

    /** Above the longest step that the provider takes: that length itself. */
    private int paddedLength(int length) {
        int step = Math.max(SMALLEST_STEP, Integer.highestOneBit(Math.max(1, length - 1)) << 1);
        return Math.max(length, (int) Math.min(step, terms.limits().maxBodyBytes()));
    }

    /** Throws WalletException if this is no JSON object. */
    static ObjectNode parse(byte[] body) {
        try {
            if (JSON.readTree(new String(body, StandardCharsets.UTF_8)) instanceof ObjectNode object) {
                return object;
            }
        } catch (tools.jackson.core.JacksonException e) {
            throw new WalletException("the body is not JSON", e);
        }
        throw new WalletException("the body is not a JSON object");
    }
}

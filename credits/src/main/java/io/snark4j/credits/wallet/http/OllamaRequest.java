package io.snark4j.credits.wallet.http;

import io.snark4j.credits.wallet.WalletException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ollama's {@code /api/chat} and {@code /api/generate} as {@code /v1/chat/completions}. */
final class OllamaRequest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LATEST = ":latest";
    private static final Map<String, String> OPTIONS = Map.of(
            "temperature", "temperature",
            "top_p", "top_p",
            "num_predict", "max_tokens",
            "stop", "stop",
            "seed", "seed",
            "presence_penalty", "presence_penalty",
            "frequency_penalty", "frequency_penalty");

    private OllamaRequest() {}

    /** Ollama's clients put a tag behind a model's name, which the provider's models do not have. */
    static String model(ObjectNode asked) {
        String name = asked.path("model").asString(asked.path("name").asString(""));
        return name.endsWith(LATEST) ? name.substring(0, name.length() - LATEST.length()) : name;
    }

    /** Whether nothing is asked: so clients have a model loaded or dropped, of which a provider knows nothing. */
    static boolean isLoad(ObjectNode asked) {
        return asked.path("messages").isEmpty()
                && asked.path("prompt").asString("").isEmpty();
    }

    /** OpenAI's request for Ollama's, which streams unless told not to. Throws WalletException for images. */
    static ObjectNode translated(ObjectNode asked) {
        ObjectNode request = JSON.createObjectNode();
        request.put("model", model(asked));
        ArrayNode messages = request.putArray("messages");
        if (asked.has("messages")) {
            translate(asked.path("messages"), messages);
        } else {
            requireNoImages(asked);
            String system = asked.path("system").asString("");
            if (!system.isEmpty()) {
                messages.addObject().put("role", "system").put("content", system);
            }
            messages.addObject()
                    .put("role", "user")
                    .put("content", asked.path("prompt").asString(""));
        }
        request.put("stream", asked.path("stream").asBoolean(true));
        if (asked.path("tools").isArray() && !asked.path("tools").isEmpty()) {
            request.set("tools", asked.path("tools"));
        }
        putFormat(asked.path("format"), request);
        OPTIONS.forEach((ollama, openAi) -> {
            JsonNode value = asked.path("options").get(ollama);
            if (value != null && !(ollama.equals("num_predict") && value.asLong(0) <= 0)) {
                request.set(openAi, value);
            }
        });
        return request;
    }

    private static void putFormat(JsonNode format, ObjectNode request) {
        if (format.asString("").equals("json")) {
            request.putObject("response_format").put("type", "json_object");
        } else if (format.isObject()) {
            request.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "answer")
                    .set("schema", format);
        }
    }

    private static void requireNoImages(JsonNode message) {
        if (!message.path("images").isEmpty()) {
            throw new WalletException("images: only text, and calls of functions, are taken");
        }
    }

    /** Ollama's calls have no ids: a tool's answers come in the order in which it was called. */
    private static void translate(JsonNode asked, ArrayNode messages) {
        int calls = 0;
        Deque<String> unanswered = new ArrayDeque<>();
        for (JsonNode message : asked) {
            requireNoImages(message);
            ObjectNode translated = messages.addObject();
            translated.put("role", message.path("role").asString("user"));
            translated.put("content", message.path("content").asString(""));
            for (JsonNode call : message.path("tool_calls")) {
                String id = "call_" + calls++;
                unanswered.add(id);
                JsonNode function = call.path("function");
                translated
                        .withArray("tool_calls")
                        .addObject()
                        .put("id", id)
                        .put("type", "function")
                        .putObject("function")
                        .put("name", function.path("name").asString(""))
                        .put(
                                "arguments",
                                function.path("arguments").isObject()
                                        ? JSON.writeValueAsString(function.path("arguments"))
                                        : "{}");
            }
            if (translated.path("role").asString("").equals("tool")) {
                translated.put("tool_call_id", unanswered.isEmpty() ? "call_0" : unanswered.remove());
            }
        }
    }
}

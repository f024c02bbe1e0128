package io.snark4j.credits.wallet.http;

import io.snark4j.credits.wallet.AnswerSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ollama's {@code /api/chat} as {@code /v1/chat/completions}, and its answers back: one JSON object, or a line for each piece of a stream. */
final class OllamaChat {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> OPTIONS = Map.of(
            "temperature", "temperature",
            "top_p", "top_p",
            "num_predict", "max_tokens",
            "stop", "stop",
            "seed", "seed",
            "presence_penalty", "presence_penalty",
            "frequency_penalty", "frequency_penalty");

    private OllamaChat() {}

    /** OpenAI's request for Ollama's. Streams unless told not to, as Ollama does. */
    static ObjectNode request(ObjectNode asked) {
        ObjectNode request = JSON.createObjectNode();
        request.put("model", asked.path("model").asString(""));
        ArrayNode messages = request.putArray("messages");
        for (JsonNode message : asked.path("messages")) {
            messages.add(message(message));
        }
        request.put("stream", asked.path("stream").asBoolean(true));
        if (asked.path("tools").isArray()) {
            request.set("tools", asked.path("tools"));
        }
        if (asked.path("format").isString()) {
            request.putObject("response_format").put("type", "json_object");
        } else if (asked.path("format").isObject()) {
            request.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "answer")
                    .set("schema", asked.path("format"));
        }
        OPTIONS.forEach((ollama, openAi) -> {
            JsonNode value = asked.path("options").get(ollama);
            if (value != null && !(ollama.equals("num_predict") && value.asLong(0) <= 0)) {
                request.set(openAi, value);
            }
        });
        return request;
    }

    private static ObjectNode message(JsonNode message) {
        ObjectNode translated = JSON.createObjectNode();
        translated.put("role", message.path("role").asString("user"));
        translated.put("content", message.path("content").asString(""));
        int index = 0;
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            ArrayNode calls = translated.withArray("tool_calls");
            calls.addObject()
                    .put("id", "call_" + index++)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", function.path("name").asString(""))
                    .put("arguments", JSON.writeValueAsString(function.path("arguments")));
        }
        if (translated.path("role").asString("").equals("tool")) {
            translated.put("tool_call_id", "call_0");
        }
        return translated;
    }

    /** A sink for OpenAI's answer that passes Ollama's on. */
    static AnswerSink answer(String model, AnswerSink client) {
        return new AnswerSink() {
            @Override
            public void leftOut(List<String> fields) {
                client.leftOut(fields);
            }

            @Override
            public OutputStream begin(int status, String contentType) throws IOException {
                boolean stream = contentType.startsWith("text/event-stream");
                OutputStream out = client.begin(status, stream ? "application/x-ndjson" : "application/json");
                return status >= 400 ? out : stream ? new Lines(model, out) : new Whole(model, out);
            }
        };
    }

    private static ObjectNode answer(String model, JsonNode message, boolean done) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("model", model);
        answer.put("created_at", Instant.now().toString());
        ObjectNode said = answer.putObject("message").put("role", "assistant");
        said.put("content", message.path("content").asString(""));
        for (JsonNode call : message.path("tool_calls")) {
            said.withArray("tool_calls")
                    .addObject()
                    .putObject("function")
                    .put("name", call.path("function").path("name").asString(""))
                    .set(
                            "arguments",
                            arguments(call.path("function").path("arguments").asString("{}")));
        }
        answer.put("done", done);
        return answer;
    }

    private static JsonNode arguments(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    private static ObjectNode ended(ObjectNode answer, String reason, JsonNode usage) {
        answer.put("done_reason", reason);
        answer.put("prompt_eval_count", usage.path("prompt_tokens").asLong(0));
        answer.put("eval_count", usage.path("completion_tokens").asLong(0));
        return answer;
    }

    /** Collects one answer and passes it on when it is whole. */
    private static final class Whole extends ByteArrayOutputStream {
        private final String model;
        private final OutputStream out;

        Whole(String model, OutputStream out) {
            this.model = model;
            this.out = out;
        }

        @Override
        public void close() throws IOException {
            JsonNode answer = arguments(toString(StandardCharsets.UTF_8));
            JsonNode choice = answer.path("choices").path(0);
            ObjectNode translated = ended(
                    answer(model, choice.path("message"), true),
                    choice.path("finish_reason").asString("stop"),
                    answer.path("usage"));
            try (out) {
                out.write(JSON.writeValueAsBytes(translated));
            }
        }
    }

    /** Makes a line of each event. */
    private static final class Lines extends OutputStream {
        private final String model;
        private final OutputStream out;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private String reason = "stop";
        private JsonNode usage = JSON.createObjectNode();

        Lines(String model, OutputStream out) {
            this.model = model;
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            if (b != '\n') {
                line.write(b);
                return;
            }
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (text.equals("data: [DONE]")) {
                send(ended(answer(model, JSON.createObjectNode(), true), reason, usage));
            } else if (text.startsWith("data: {")) {
                event(arguments(text.substring("data: ".length())));
            }
        }

        private void event(JsonNode event) throws IOException {
            JsonNode choice = event.path("choices").path(0);
            reason = choice.path("finish_reason").asString(reason);
            usage = event.path("usage").isObject() ? event.path("usage") : usage;
            JsonNode delta = choice.path("delta");
            if (!delta.path("content").asString("").isEmpty()
                    || delta.path("tool_calls").isArray()) {
                send(answer(model, delta, false));
            }
        }

        private void send(ObjectNode answer) throws IOException {
            out.write((JSON.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}

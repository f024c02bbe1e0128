package io.snark4j.credits.wallet.http;

import io.snark4j.credits.wallet.AnswerSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers of {@code /v1/chat/completions} as Ollama's: one JSON object, or a line for each piece of a stream. */
final class OllamaAnswer {
    private static final JsonMapper JSON = new JsonMapper();

    /** Where an answer's text stands. */
    enum Form {
        /** {@code /api/chat}: {@code message.content}. */
        CHAT,
        /** {@code /api/generate}: {@code response}. */
        GENERATE
    }

    /** A function's name, and its arguments as they come in pieces. */
    private static final class ToolCall {
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
    }

    private final Form form;
    private final String model;

    OllamaAnswer(Form form, String model) {
        this.form = form;
        this.model = model;
    }

    /** What a client gets that had a model loaded. */
    String loaded() {
        return JSON.writeValueAsString(said("", true).put("done_reason", "load"));
    }

    /** A sink for OpenAI's answer that passes Ollama's on. */
    AnswerSink into(AnswerSink client) {
        return new AnswerSink() {
            @Override
            public void leftOut(List<String> fields) {
                client.leftOut(fields);
            }

            @Override
            public OutputStream begin(int status, String contentType) throws IOException {
                boolean stream = contentType.startsWith("text/event-stream");
                OutputStream out = client.begin(status, stream ? "application/x-ndjson" : "application/json");
                return stream ? new Lines(out) : new Whole(status, out);
            }
        };
    }

    private ObjectNode said(String text, boolean done) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("model", model);
        answer.put("created_at", Instant.now().toString());
        switch (form) {
            case CHAT -> answer.putObject("message").put("role", "assistant").put("content", text);
            case GENERATE -> answer.put("response", text);
        }
        return answer.put("done", done);
    }

    private static ObjectNode withCall(ObjectNode answer, String name, String arguments) {
        if (answer.path("message") instanceof ObjectNode message) {
            message.withArray("tool_calls")
                    .addObject()
                    .putObject("function")
                    .put("name", name)
                    .set("arguments", parsed(arguments));
        }
        return answer;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    private static ObjectNode ended(ObjectNode answer, String reason, JsonNode usage) {
        // Ollama has no word of its own for an answer that ends with calls.
        answer.put("done_reason", reason.equals("length") ? reason : "stop");
        answer.put("prompt_eval_count", usage.path("prompt_tokens").asLong(0));
        answer.put("eval_count", usage.path("completion_tokens").asLong(0));
        return answer;
    }

    /** Collects one answer, or an error, and passes it on when it is whole. */
    private final class Whole extends ByteArrayOutputStream {
        private final int status;
        private final OutputStream out;

        Whole(int status, OutputStream out) {
            this.status = status;
            this.out = out;
        }

        @Override
        public void close() throws IOException {
            JsonNode answer = parsed(toString(StandardCharsets.UTF_8));
            try (out) {
                out.write(JSON.writeValueAsBytes(status < 400 ? translated(answer) : error(answer)));
            }
        }

        private ObjectNode translated(JsonNode answer) {
            JsonNode choice = answer.path("choices").path(0);
            JsonNode message = choice.path("message");
            ObjectNode said = said(message.path("content").asString(""), true);
            for (JsonNode call : message.path("tool_calls")) {
                JsonNode function = call.path("function");
                withCall(
                        said,
                        function.path("name").asString(""),
                        function.path("arguments").asString("{}"));
            }
            return ended(said, choice.path("finish_reason").asString("stop"), answer.path("usage"));
        }

        private ObjectNode error(JsonNode answer) {
            return JSON.createObjectNode()
                    .put("error", answer.path("error").path("message").asString("the provider answers " + status));
        }
    }

    /** Makes a line of each event. Calls come in pieces, and Ollama's clients want them whole: they go before the last line. */
    private final class Lines extends OutputStream {
        private final OutputStream out;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final Map<Integer, ToolCall> calls = new TreeMap<>();
        private String reason = "stop";
        private JsonNode usage = JSON.createObjectNode();

        Lines(OutputStream out) {
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
                for (ToolCall call : calls.values()) {
                    send(withCall(said("", false), call.name, call.arguments.toString()));
                }
                send(ended(said("", true), reason, usage));
            } else if (text.startsWith("data: {")) {
                event(parsed(text.substring("data: ".length())));
            }
        }

        private void event(JsonNode event) throws IOException {
            JsonNode choice = event.path("choices").path(0);
            reason = choice.path("finish_reason").asString(reason);
            usage = event.path("usage").isObject() ? event.path("usage") : usage;
            JsonNode delta = choice.path("delta");
            for (JsonNode piece : delta.path("tool_calls")) {
                ToolCall call = calls.computeIfAbsent(piece.path("index").asInt(0), index -> new ToolCall());
                call.name += piece.path("function").path("name").asString("");
                call.arguments.append(piece.path("function").path("arguments").asString(""));
            }
            String text = delta.path("content").asString("");
            if (!text.isEmpty()) {
                send(said(text, false));
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

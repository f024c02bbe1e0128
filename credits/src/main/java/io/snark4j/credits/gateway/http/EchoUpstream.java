package io.snark4j.credits.gateway.http;

import io.snark4j.credits.gateway.Upstream;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Usage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An upstream in the process, without key and network: it answers with the words of the last message, up to the limit of tokens. A word is a token, in and
 * out; a stream has one event a word. The same request always gets the same answer.
 */
public final class EchoUpstream implements Upstream {
    /** The only model. */
    public static final String MODEL = "echo";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int REMEMBERED = 10_000;

    private final Map<String, Report> reports = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Report> eldest) {
            return size() > REMEMBERED;
        }
    });

    private volatile Duration delay = Duration.ZERO;

    /** Answers at once. */
    public EchoUpstream() {}

    /**
     * @param pause before the answer, and before each event of a stream
     */
    public void delay(Duration pause) {
        delay = pause;
    }

    /**
     * @return a price for its model: 1 unit of the token for an input word, 3 for an output word, 5 for a request
     */
    public static ModelPrice price() {
        return new ModelPrice(
                MODEL, BigInteger.valueOf(1_000_000), BigInteger.valueOf(3_000_000), BigInteger.valueOf(5), 256);
    }

    @Override
    public Ending call(Call call, Listener listener) {
        long end = System.nanoTime() + call.deadline().toNanos();
        JsonNode request;
        try {
            request = JSON.readTree(new String(call.body(), StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return Ending.NONE;
        }
        List<String> input = words(request);
        int limit = limit(request);
        List<String> output = input.subList(0, Math.min(limit, input.size()));
        Usage usage = new Usage(input.size(), call.path().endsWith("/embeddings") ? 0 : output.size());
        reports.put(call.idempotencyKey(), new Report(MODEL, usage));
        if (!pause(end)) {
            return Ending.CUT;
        }
        if (request.path("stream").asBoolean(false)) {
            return stream(call, output, usage, end, listener);
        }
        listener.begin(200, "application/json");
        byte[] body = text(body(call.path(), String.join(" ", output), usage));
        return listener.bytes(body, body.length) ? Ending.COMPLETE : Ending.CUT;
    }

    private Ending stream(Call call, List<String> output, Usage usage, long end, Listener listener) {
        listener.begin(200, "text/event-stream");
        for (String word : output) {
            byte[] event = text("data: " + event(call.path(), word + " ") + "\n\n");
            if (!pause(end) || !listener.bytes(event, event.length)) {
                return Ending.CUT;
            }
        }
        byte[] last = text("data: " + lastEvent(call.path(), usage) + "\n\ndata: [DONE]\n\n");
        return listener.bytes(last, last.length) ? Ending.COMPLETE : Ending.CUT;
    }

    @Override
    public Optional<Report> report(String idempotencyKey) {
        return Optional.ofNullable(reports.get(idempotencyKey));
    }

    /** Whether the deadline leaves time for another event. */
    private boolean pause(long end) {
        Duration pause = delay;
        long left = end - System.nanoTime();
        try {
            Thread.sleep(Duration.ofNanos(Math.clamp(left, 0, pause.toNanos())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return left > pause.toNanos();
    }

    private static List<String> words(JsonNode request) {
        JsonNode messages = request.has("messages") ? request.path("messages") : request.path("input");
        JsonNode last = messages.isArray() && !messages.isEmpty() ? messages.get(messages.size() - 1) : messages;
        JsonNode content = last.has("content") ? last.path("content") : last;
        String text = content.isArray()
                ? content.valueStream()
                        .map(part -> part.path("text").asString(""))
                        .collect(Collectors.joining(" "))
                : content.asString(request.path("prompt").asString(""));
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }

    private static int limit(JsonNode request) {
        return List.of("max_completion_tokens", "max_tokens", "max_output_tokens").stream()
                .mapToInt(field -> request.path(field).asInt(Integer.MAX_VALUE))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static String body(String path, String text, Usage usage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", MODEL);
        switch (path) {
            case "/v1/embeddings" -> {
                json.put("object", "list");
                json.put(
                        "data",
                        List.of(Map.of("object", "embedding", "index", 0, "embedding", List.of(text.length()))));
            }
            case "/v1/completions" -> {
                json.put("object", "text_completion");
                json.put("choices", List.of(Map.of("index", 0, "text", text, "finish_reason", "stop")));
            }
            case "/v1/responses" -> {
                json.put("object", "response");
                json.put("status", "completed");
                json.put(
                        "output",
                        List.of(Map.of(
                                "type",
                                "message",
                                "role",
                                "assistant",
                                "content",
                                List.of(Map.of("type", "output_text", "text", text)))));
            }
            default -> {
                json.put("object", "chat.completion");
                json.put(
                        "choices",
                        List.of(Map.of(
                                "index",
                                0,
                                "message",
                                Map.of("role", "assistant", "content", text),
                                "finish_reason",
                                "stop")));
            }
        }
        json.put("usage", usage(path, usage));
        return JSON.writeValueAsString(json);
    }

    private static Map<String, Long> usage(String path, Usage usage) {
        return path.equals("/v1/responses")
                ? Map.of("input_tokens", usage.inputTokens(), "output_tokens", usage.outputTokens())
                : Map.of(
                        "prompt_tokens",
                        usage.inputTokens(),
                        "completion_tokens",
                        usage.outputTokens(),
                        "total_tokens",
                        usage.inputTokens() + usage.outputTokens());
    }

    private static String event(String path, String text) {
        return JSON.writeValueAsString(
                switch (path) {
                    case "/v1/responses" -> Map.of("type", "response.output_text.delta", "delta", text);
                    case "/v1/completions" ->
                        Map.of(
                                "object",
                                "text_completion",
                                "model",
                                MODEL,
                                "choices",
                                List.of(Map.of("index", 0, "text", text)));
                    default ->
                        Map.of(
                                "object",
                                "chat.completion.chunk",
                                "model",
                                MODEL,
                                "choices",
                                List.of(Map.of("index", 0, "delta", Map.of("content", text))));
                });
    }

    private static String lastEvent(String path, Usage usage) {
        return JSON.writeValueAsString(
                path.equals("/v1/responses")
                        ? Map.of("type", "response.completed", "response", Map.of("usage", usage(path, usage)))
                        : Map.of(
                                "object",
                                "chat.completion.chunk",
                                "model",
                                MODEL,
                                "choices",
                                List.of(),
                                "usage",
                                usage(path, usage)));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

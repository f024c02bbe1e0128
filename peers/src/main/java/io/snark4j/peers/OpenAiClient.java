package io.snark4j.peers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The npm package {@code openai} as it is published, against a server of ours: what a user has who changes his base URL. Thread-safe. */
public final class OpenAiClient {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();

    private final Node node;
    private final URI baseUrl;

    /**
     * @param node Node with the npm programs
     * @param baseUrl such as {@code http://127.0.0.1:8402/v1}
     */
    public OpenAiClient(Node node, URI baseUrl) {
        this.node = node;
        this.baseUrl = baseUrl;
    }

    /**
     * One call of chat completions.
     *
     * @param model name
     * @param prompt the user's message
     * @param maxTokens most tokens of the answer
     * @param stream whether to ask for server-sent events, the usage at their end
     */
    public record ChatCall(String model, String prompt, int maxTokens, boolean stream) {
        private Map<String, Object> toRequest() {
            return Map.of(
                    "model",
                    model,
                    "messages",
                    List.of(Map.of("role", "user", "content", prompt)),
                    "max_tokens",
                    maxTokens,
                    "stream",
                    stream);
        }
    }

    /**
     * What a call gave.
     *
     * @param text of the answer, empty if it failed
     * @param inputTokens as the answer says, 0 if it does not
     * @param outputTokens as the answer says, 0 if it does not
     * @param pieces that a stream came in, 1 for a whole answer, 0 if it failed
     * @param firstByte time to the first event of a stream, or to the whole answer
     * @param total time to the end
     * @param failure HTTP status and message, as the client reports them
     */
    public record ChatAnswer(
            String text,
            int inputTokens,
            int outputTokens,
            int pieces,
            Duration firstByte,
            Duration total,
            Optional<String> failure) {}

    /**
     * Makes calls, without retries.
     *
     * @param calls in order
     * @param parallel whether all at once
     * @return an answer for each, in the same order
     * @throws PeerException if Node fails, or the package does otherwise than by an API error
     */
    public List<ChatAnswer> chat(List<ChatCall> calls, boolean parallel) {
        String input = JSON.writeValueAsString(Map.of(
                "baseUrl",
                baseUrl.toString(),
                "parallel",
                parallel,
                "calls",
                calls.stream().map(ChatCall::toRequest).toList()));
        String output = node.script("openai.js", List.of(), Path.of("."), TIMEOUT)
                .withStdin(input)
                .runSuccessfully()
                .stdout();
        try {
            return JSON.readTree(output).valueStream().map(OpenAiClient::answer).toList();
        } catch (JacksonException e) {
            throw new PeerException("openai: no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ChatAnswer answer(JsonNode answer) {
        Duration total = millis(answer.path("millis"));
        if (answer.has("error")) {
            String failure =
                    answer.path("status").asInt() + " " + answer.path("error").asString();
            return new ChatAnswer("", 0, 0, 0, total, total, Optional.of(failure));
        }
        return new ChatAnswer(
                answer.path("text").asString(),
                answer.path("usage").path("prompt_tokens").asInt(0),
                answer.path("usage").path("completion_tokens").asInt(0),
                answer.path("pieces").asInt(),
                millis(answer.path("firstMillis")),
                total,
                Optional.empty());
    }

    private static Duration millis(JsonNode number) {
        return Duration.ofNanos(
                Math.round(number.asDouble() * Duration.ofMillis(1).toNanos()));
    }
}

package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads from an answer what it cost: the usage that upstream reports (chat, completions, embeddings: {@code prompt_tokens, completion_tokens};
 * responses: {@code input_tokens, output_tokens}), in a JSON body or in the events of a stream. Where none is reported, because the answer was cut off or
 * upstream does not say, it counts: a token for every 4 bytes of the request, and one for every event of a stream or every 4 bytes of a body.
 * What is counted is at most what the request was admitted for; what is reported is taken as it is. Not thread-safe.
 */
final class Meter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BYTES_PER_TOKEN = 4;
    /** An event is no longer; what is longer is not looked into. */
    private static final int MAX_LINE = 1 << 20;

    private final int requestBytes;
    private final Usage most;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long events;
    private Optional<Usage> reported = Optional.empty();

    /** For an answer to so many bytes, which may cost at most so much. */
    Meter(int requestBytes, Usage most) {
        this.requestBytes = requestBytes;
        this.most = most;
    }

    /** The next part of a stream of events. */
    void add(byte[] part, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (part[i] == '\n') {
                keep(part, from, i - from);
                event();
                from = i + 1;
            }
        }
        keep(part, from, length - from);
    }

    private void keep(byte[] part, int from, int length) {
        if (line.size() + length <= MAX_LINE) {
            line.write(part, from, length);
        }
    }

    private void event() {
        String text = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        if (text.startsWith("data:")) {
            events++;
            Optional<Usage> usage = reported(text.substring("data:".length()));
            reported = usage.isPresent() ? usage : reported;
        }
    }

    /** The usage of the events that were added. */
    Usage ofStream() {
        return reported.orElseGet(() -> counted(events));
    }

    /** The usage of a body, whole or cut off. */
    Usage ofBody(byte[] body) {
        return reported(new String(body, StandardCharsets.UTF_8))
                .orElseGet(() -> counted(Math.ceilDiv(body.length, BYTES_PER_TOKEN)));
    }

    private Usage counted(long output) {
        long input = Math.ceilDiv(requestBytes, BYTES_PER_TOKEN);
        return new Usage(Math.min(input, most.inputTokens()), Math.min(output, most.outputTokens()));
    }

    private static Optional<Usage> reported(String json) {
        if (!json.contains("\"usage\"")) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode usage = root.path("usage").isObject()
                    ? root.path("usage")
                    : root.path("response").path("usage");
            if (!usage.isObject()) {
                return Optional.empty();
            }
            long input = usage.path("prompt_tokens")
                    .asLong(usage.path("input_tokens").asLong(0));
            long output = usage.path("completion_tokens")
                    .asLong(usage.path("output_tokens").asLong(0));
            return Optional.of(new Usage(Math.max(0, input), Math.max(0, output)));
        } catch (JacksonException e) {
            // Cut off, or not an answer of the API: what is not reported is counted.
            return Optional.empty();
        }
    }
}

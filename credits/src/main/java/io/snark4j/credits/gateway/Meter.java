package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads from an answer what it cost: the usage that upstream reports (chat, completions, embeddings: {@code prompt_tokens, completion_tokens};
 * responses: {@code input_tokens, output_tokens}), in a JSON body or in the events of a stream. Where none is reported, because the answer was cut off or
 * upstream does not say, it counts: a token for every 4 bytes of the request, and one for every event of a stream or every 4 bytes of a body.
 * Either count is below what the request was admitted for. Not thread-safe.
 */
final class Meter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BYTES_PER_TOKEN = 4;
    /** An event is no longer; what is longer is not looked into. */
    private static final int MAX_LINE = 1 << 20;

    private final int requestBytes;
    private final boolean events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long bytes;
    private long chunks;
    private @org.jspecify.annotations.Nullable Usage reported;

    /** For an answer to so many bytes, a stream of events or a JSON body. */
    Meter(int requestBytes, boolean events) {
        this.requestBytes = requestBytes;
        this.events = events;
    }

    void add(byte[] part, int length) {
        bytes += length;
        if (!events) {
            keep(part, 0, length);
            return;
        }
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
        // A body is bounded by whoever reads it.
        if (!events || line.size() + length <= MAX_LINE) {
            line.write(part, from, length);
        }
    }

    private void event() {
        String text = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        if (text.startsWith("data:")) {
            chunks++;
            look(text.substring("data:".length()));
        }
    }

    private void look(String json) {
        if (!json.contains("\"usage\"")) {
            return;
        }
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode usage = root.path("usage").isObject()
                    ? root.path("usage")
                    : root.path("response").path("usage");
            if (usage.isObject()) {
                long input = usage.path("prompt_tokens")
                        .asLong(usage.path("input_tokens").asLong(0));
                long output = usage.path("completion_tokens")
                        .asLong(usage.path("output_tokens").asLong(0));
                reported = new Usage(Math.max(0, input), Math.max(0, output));
            }
        } catch (JacksonException e) {
            // Cut off, or not an answer of the API: what is not reported is counted.
            return;
        }
    }

    /** The usage of what was added. */
    Usage usage() {
        if (!events && reported == null) {
            look(line.toString(StandardCharsets.UTF_8));
        }
        if (reported != null) {
            return reported;
        }
        long output = events ? chunks : Math.ceilDiv(bytes, BYTES_PER_TOKEN);
        return new Usage(Math.ceilDiv(requestBytes, BYTES_PER_TOKEN), output);
    }
}

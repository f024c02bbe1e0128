package io.snark4j.credits.wallet.http;

import io.snark4j.credits.wallet.AnswerSink;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stream without the event that reports usage. Gateways ask upstream for it always; a client that did not ask may fail on it, for it alone has no choices.
 *
 * @param client that did not ask
 */
record WithoutUsage(AnswerSink client) implements AnswerSink {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "data: ";

    @Override
    public void leftOut(List<String> fields) {
        client.leftOut(fields);
    }

    @Override
    public OutputStream begin(int status, String contentType) throws IOException {
        OutputStream out = client.begin(status, contentType);
        return contentType.startsWith("text/event-stream") ? new Events(out) : out;
    }

    /** Gets one event a write. */
    private static final class Events extends FilterOutputStream {
        Events(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!isUsage(new String(bytes, offset, length, StandardCharsets.UTF_8))) {
                out.write(bytes, offset, length);
            }
        }

        private static boolean isUsage(String event) {
            if (!event.startsWith(DATA + "{")) {
                return false;
            }
            try {
                JsonNode json = JSON.readTree(event.substring(DATA.length()));
                JsonNode choices = json.path("choices");
                return choices.isArray()
                        && choices.isEmpty()
                        && json.path("usage").isObject();
            } catch (JacksonException _) {
                return false;
            }
        }
    }
}

package io.snark4j.credits.wallet;

import io.snark4j.credits.ticket.ApiError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes one answer of what all attempts of a call bring: a provider says the same again, so that what has been passed on is passed over, and the answer goes on where it was cut. Not
 * thread-safe.
 */
final class OneAnswer implements AnswerSink {
    private static final String STREAM = "text/event-stream";

    private final AnswerSink sink;
    private @Nullable OutputStream out;
    private String type = "";
    private long passed;
    /** Whether the last attempt brought another answer than the one that was begun. */
    private boolean other;

    OneAnswer(AnswerSink sink) {
        this.sink = sink;
    }

    @Override
    public OutputStream begin(int status, String contentType) throws IOException {
        if (out == null) {
            out = sink.begin(status, contentType);
            type = contentType;
        }
        other = !contentType.equals(type);
        return other ? OutputStream.nullOutputStream() : new Rest(out);
    }

    /** What of one attempt's answer nobody has had yet. */
    private final class Rest extends OutputStream {
        private final OutputStream client;
        private long seen;

        Rest(OutputStream client) {
            this.client = client;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int known = (int) Math.min(length, Math.max(0, passed - seen));
            seen += length;
            if (known < length) {
                client.write(bytes, offset + known, length - known);
                passed += length - known;
            }
        }

        @Override
        public void flush() throws IOException {
            client.flush();
        }

        /** Another attempt may go on. */
        @Override
        public void close() throws IOException {
            client.flush();
        }
    }

    /** No attempt follows. A settlement comes behind all of a stream; a stream without one, or whose rest the provider has not kept, ends with an event that says so. */
    void end(boolean settled) {
        if (out == null) {
            return;
        }
        try (OutputStream closing = out) {
            if (type.startsWith(STREAM) && (other || !settled)) {
                String error = new ApiError("wallet_error", "the answer broke off, and the rest of it is lost", "cut")
                        .toJson();
                closing.write(("data: " + error + "\n\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException _) {
            // Whoever asked is gone.
        }
    }
}

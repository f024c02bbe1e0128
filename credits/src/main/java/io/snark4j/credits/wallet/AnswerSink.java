package io.snark4j.credits.wallet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Takes an answer as it comes. */
public interface AnswerSink {
    /**
     * Called before the request is sent.
     *
     * @param fields of the client's request that were left out of it
     */
    default void leftOut(List<String> fields) {}

    /**
     * Called once, before the first byte.
     *
     * @param status of HTTP
     * @param contentType of the answer
     * @return takes the body; flushed after each event of a stream
     * @throws IOException if nobody listens any more
     */
    OutputStream begin(int status, String contentType) throws IOException;
}

package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.Usage;
import java.time.Duration;
import java.util.Optional;

/** The service that is sold: anything that speaks OpenAI's API. */
public interface Upstream {
    /**
     * A call that was paid for.
     *
     * @param path such as {@code /v1/chat/completions}
     * @param body JSON
     * @param idempotencyKey the same for one request however often it is sent
     * @param deadline after which it must return
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
    record Call(String path, byte[] body, String idempotencyKey, Duration deadline) {}

    /** Hears of the answer as it comes, on the calling thread. */
    interface Listener {
        /**
         * @param status of HTTP
         * @param contentType of the answer
         */
        void begin(int status, String contentType);

        /**
         * @param bytes valid during the call
         * @param length how many of them
         * @return whether to go on; false ends the call
         */
        boolean bytes(byte[] bytes, int length);
    }

    /** How a call ended. */
    enum Ending {
        /** The answer is complete. */
        COMPLETE,
        /** It was cut off: by the deadline, by the listener, or by a broken connection after it began. */
        CUT,
        /** There was none. */
        NONE
    }

    /**
     * What upstream remembers of a call.
     *
     * @param model that was asked
     * @param usage that it charged
     */
    record Report(String model, Usage usage) {}

    /**
     * Calls, and returns when the answer is complete or the deadline is over.
     *
     * @param call to make
     * @param listener of the answer
     * @return how it ended
     */
    Ending call(Call call, Listener listener);

    /**
     * What became of a call whose gateway died.
     *
     * @param idempotencyKey of the call
     * @return what it charged; empty if that cannot be known
     */
    Optional<Report> report(String idempotencyKey);
}

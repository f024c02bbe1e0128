package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.SettledTicket;

/** Where a request's answer goes. A caller who is gone is no error: the request is settled all the same. */
public interface Answer {
    /**
     * An answer in one piece.
     *
     * @param status of HTTP
     * @param contentType of the body
     * @param body whole
     * @param settled the ticket's change
     */
    void whole(int status, String contentType, byte[] body, SettledTicket settled);

    /**
     * An error of a request that was settled.
     *
     * @param status of HTTP
     * @param error its body
     * @param settled the ticket's change
     */
    void refused(int status, ApiError error, SettledTicket settled);

    /** Begins a stream of events. */
    void begin();

    /**
     * A part of the stream.
     *
     * @param bytes valid during the call
     * @param length how many of them
     */
    void bytes(byte[] bytes, int length);

    /**
     * Ends the stream.
     *
     * @param settled the ticket's change
     */
    void end(SettledTicket settled);

    /** Ends the stream without a settlement, which another gateway makes: the connection breaks off. */
    void breakOff();
}

package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Usage;

/**
 * Takes upstream's answer at upstream's pace, meters it, and keeps it for a retry. A stream is passed on from what is kept, by a {@link PacedWriter}: a caller who
 * reads slowly, or not at all, neither holds upstream up nor changes what the request costs. An answer in one piece is the caller's once it is settled, and needs no
 * thread.
 */
final class Delivery implements Upstream.Listener, AutoCloseable {
    /** An answer is no longer: what follows is cut off. */
    private static final int MAX_BYTES = 32 << 20;

    private static final int OK = 200;

    private final Reservation reservation;
    private final PricedCall call;
    private final Answer answer;
    private final GrowingBody body = new GrowingBody();
    private final Meter meter;
    private @org.jspecify.annotations.Nullable PacedWriter writer;
    private int status;
    private String contentType = "application/json";
    private boolean overlong;

    Delivery(Reservation reservation, PricedCall call, Answer answer) {
        this.reservation = reservation;
        this.call = call;
        this.answer = answer;
        this.meter = new Meter(call.body().length, call.most());
    }

    @Override
    public void begin(int answerStatus, String type) {
        status = answerStatus;
        contentType = type;
        if (call.stream() && answerStatus == OK) {
            writer = new PacedWriter(body, answer);
        }
    }

    @Override
    public boolean bytes(byte[] bytes, int length) {
        overlong = body.size() + length > MAX_BYTES;
        // A lease that ran out may be another gateway's, which tells the caller something else.
        if (overlong || !reservation.isHeld()) {
            return false;
        }
        if (isStreaming()) {
            meter.add(bytes, length);
        }
        body.add(bytes, length);
        return true;
    }

    /** Ends a stream: returns when the caller has all of it, or is gone. */
    void end(SettledTicket settled) {
        if (writer != null) {
            writer.end(settled);
        }
    }

    /** Breaks a stream off that was not ended: nothing can be said in its place. The answer is written to by nobody afterwards. */
    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }

    boolean isStreaming() {
        return writer != null;
    }

    /** 0 if upstream did not begin. */
    int status() {
        return status;
    }

    boolean isServed() {
        return status == OK;
    }

    /** Whether it was cut off for its length. */
    boolean isOverlong() {
        return overlong;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body.toBytes();
    }

    /** What the answer cost, read anew at each call. */
    Usage usage() {
        return isStreaming() ? meter.ofStream() : meter.ofBody(body());
    }
}

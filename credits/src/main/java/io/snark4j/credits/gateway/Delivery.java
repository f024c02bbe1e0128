package io.snark4j.credits.gateway;

import java.io.ByteArrayOutputStream;

/** Passes upstream's answer on as it comes, meters it, and keeps a copy for a retry. */
final class Delivery implements Upstream.Listener {
    /** An answer is no longer: what follows is cut off and not charged. */
    private static final int MAX_BYTES = 32 << 20;

    private static final int OK = 200;

    private final Reservation reservation;
    private final PricedCall call;
    private final Answer answer;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Meter meter;
    private int status;
    private String contentType = "application/json";
    private boolean streaming;

    Delivery(Reservation reservation, PricedCall call, Answer answer) {
        this.reservation = reservation;
        this.call = call;
        this.answer = answer;
        this.meter = new Meter(call.body().length, call.stream());
    }

    @Override
    public void begin(int answerStatus, String type) {
        status = answerStatus;
        contentType = type;
        streaming = call.stream() && answerStatus == OK;
        if (streaming && reservation.isHeld()) {
            answer.begin();
        }
    }

    @Override
    public boolean bytes(byte[] bytes, int length) {
        // A lease that ran out may be another gateway's, which tells the caller something else.
        if (!reservation.isHeld() || body.size() + length > MAX_BYTES) {
            return false;
        }
        body.write(bytes, 0, length);
        meter.add(bytes, length);
        if (streaming) {
            answer.bytes(bytes, length);
        }
        return true;
    }

    boolean isStreaming() {
        return streaming;
    }

    /** 0 if upstream did not begin. */
    int status() {
        return status;
    }

    boolean isServed() {
        return status == OK;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body.toByteArray();
    }

    Meter meter() {
        return meter;
    }
}

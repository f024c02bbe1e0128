package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.SettledTicket;
import java.util.Optional;

/**
 * Writes a stream to a caller on a thread of its own, at the caller's pace. From its making to {@link #close} the answer is its alone. How long a caller may take is
 * bounded by whoever has the connection.
 */
final class PacedWriter implements AutoCloseable {
    private final GrowingBody body;
    private final Answer answer;
    private final Thread thread;
    private volatile Optional<SettledTicket> settled = Optional.empty();

    /** Begins the answer. */
    PacedWriter(GrowingBody body, Answer answer) {
        this.body = body;
        this.answer = answer;
        this.thread = Thread.ofVirtual().name("snark4j-events").start(this::write);
    }

    private void write() {
        answer.begin();
        try {
            int sent = 0;
            for (byte[] part = body.after(0); part.length > 0; part = body.after(sent)) {
                answer.bytes(part, part.length);
                sent += part.length;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        settled.ifPresentOrElse(answer::end, answer::breakOff);
    }

    /** Ends the stream with its settlement, once all of the body is written. */
    void end(SettledTicket settlement) {
        settled = Optional.of(settlement);
        close();
    }

    /** Waits until all that was added is written; without a settlement the stream breaks off behind it. */
    @Override
    public void close() {
        body.complete();
        try {
            thread.join();
        } catch (InterruptedException e) {
            // The server stops, and closes the connection.
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}

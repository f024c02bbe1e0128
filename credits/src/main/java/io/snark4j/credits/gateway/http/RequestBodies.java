package io.snark4j.credits.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import io.snark4j.credits.gateway.Refusal;
import io.snark4j.credits.gateway.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads bodies of bounded length in bounded time, all of them in bounded memory. The first 16 KiB of each are free, for as many connections as the server takes; what
 * is longer takes room as it arrives, until its request is over. So who sends long bodies slowly keeps out other long ones, and no short one. Thread-safe.
 */
final class RequestBodies {
    private static final int FREE = 16 << 10;
    private static final int STEP = 64 << 10;
    private static final int DROPPED = 1 << 20;

    private final Semaphore room;
    private final Duration time;

    /** With room for so many bytes, and so much time for each body. */
    RequestBodies(int bytes, Duration time) {
        this.room = new Semaphore(bytes);
        this.time = time;
    }

    /** A body in memory, until it is closed. */
    final class Body implements AutoCloseable {
        private final byte[] bytes;
        private final int taken;

        private Body(byte[] bytes, int taken) {
            this.bytes = bytes;
            this.taken = taken;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            room.release(taken);
        }
    }

    /**
     * The whole body. Throws RefusedException if it is longer than the limit, does not arrive in time or finds no room; IOException if the caller is gone.
     */
    Body read(HttpExchange exchange, long limit) throws IOException {
        CompletableFuture<Body> body = new CompletableFuture<>();
        // A read of a blocking channel has no time-out; whoever waits for it has one.
        Thread.ofVirtual().start(() -> {
            try {
                Body read = read(exchange.getRequestBody(), (int) limit);
                if (!body.complete(read)) {
                    read.close();
                }
            } catch (IOException | RuntimeException e) {
                body.completeExceptionally(e);
            }
        });
        try {
            return body.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw abandoned(
                    body,
                    new RefusedException(Refusal.SLOW_SENDER, "the body did not arrive in " + time.toMillis() + " ms"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw abandoned(body, new IOException("interrupted", e));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IOException("the body broke off", e);
        }
    }

    /** What is read after all gives its room back: here, if it came just now, or where it is read. */
    private static <E extends Exception> E abandoned(CompletableFuture<Body> body, E cause) {
        if (!body.completeExceptionally(cause) && !body.isCompletedExceptionally()) {
            body.join().close();
        }
        return cause;
    }

    private Body read(InputStream in, int limit) throws IOException {
        byte[] first = in.readNBytes(Math.min(FREE, limit + 1));
        if (first.length < FREE) {
            requireWithin(limit, first.length, in);
            return new Body(first, 0);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(FREE + STEP);
        body.write(first);
        int taken = 0;
        try {
            byte[] part;
            do {
                if (!room.tryAcquire(STEP)) {
                    in.skip(DROPPED);
                    throw new RefusedException(Refusal.OVERLOADED, "too many long bodies arrive: try again");
                }
                taken += STEP;
                part = in.readNBytes(Math.min(STEP, limit + 1 - body.size()));
                body.write(part);
            } while (part.length == STEP);
            requireWithin(limit, body.size(), in);
            Body whole = new Body(body.toByteArray(), taken);
            taken = 0;
            return whole;
        } finally {
            room.release(taken);
        }
    }

    private static void requireWithin(int limit, int length, InputStream in) throws IOException {
        if (length > limit) {
            // More is read and dropped: most callers read the answer only when they have sent all, and what lies unread
            // resets the connection.
            in.skip(Math.max(limit, DROPPED));
            throw new RefusedException(Refusal.BODY_TOO_LARGE, "the body is longer than " + limit + " bytes");
        }
    }
}

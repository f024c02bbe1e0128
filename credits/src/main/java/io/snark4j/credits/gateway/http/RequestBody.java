package io.snark4j.credits.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import io.snark4j.credits.gateway.Refusal;
import io.snark4j.credits.gateway.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads bodies of bounded length in bounded time. */
final class RequestBody {
    private static final int DROPPED = 1 << 20;

    private RequestBody() {}

    /** The whole body. Throws RefusedException if it is longer than the limit or does not arrive in time; IOException if the caller is gone. */
    static byte[] read(HttpExchange exchange, long limit, Duration time) throws IOException {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        // A read of a blocking channel has no time-out; whoever waits for it has one.
        Thread.ofVirtual().start(() -> {
            try {
                body.complete(read(exchange.getRequestBody(), (int) limit));
            } catch (IOException | RuntimeException e) {
                body.completeExceptionally(e);
            }
        });
        try {
            return body.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RefusedException(Refusal.SLOW_SENDER, "the body did not arrive in " + time.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IOException("the body broke off", e);
        }
    }

    private static byte[] read(InputStream in, int limit) throws IOException {
        byte[] body = in.readNBytes(limit + 1);
        if (body.length > limit) {
            // More is read and dropped: most callers read the answer only when they have sent all, and what lies unread
            // resets the connection.
            in.skip(Math.max(limit, DROPPED));
            throw new RefusedException(Refusal.BODY_TOO_LARGE, "the body is longer than " + limit + " bytes");
        }
        return body;
    }
}

package io.snark4j.credits.gateway.http;

import io.snark4j.credits.gateway.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Any server that speaks OpenAI's API. It sees the body, the operator's key and the idempotency key, and nothing of the caller: no header, no address. What a
 * call cost cannot be asked for afterwards. Thread-safe.
 */
public final class OpenAiUpstream implements Upstream {
    private static final System.Logger LOG = System.getLogger(OpenAiUpstream.class.getName());
    private static final int BUFFER = 8 << 10;

    private final URI base;
    private final Optional<String> apiKey;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("snark4j-deadlines").factory());

    /**
     * @param base scheme, host and port, and what stands before {@code /v1}
     * @param apiKey of the operator, if upstream asks for one
     */
    public OpenAiUpstream(URI base, Optional<String> apiKey) {
        String text = base.toString();
        this.base = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        this.apiKey = apiKey;
        // A deadline holds its stream, and would for ten minutes after the answer has ended.
        deadlines.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Ending call(Call call, Listener listener) {
        long end = System.nanoTime() + call.deadline().toNanos();
        HttpResponse<InputStream> response;
        try {
            response = http.send(request(call), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpConnectTimeoutException e) {
            return unreachable(e);
        } catch (HttpTimeoutException e) {
            return Ending.CUT;
        } catch (IOException e) {
            return unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Ending.CUT;
        }
        InputStream body = response.body();
        Future<?> deadline = deadlines.schedule(() -> close(body), end - System.nanoTime(), TimeUnit.NANOSECONDS);
        try (body) {
            listener.begin(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("application/json"));
            return copy(body, listener);
        } catch (IOException e) {
            return Ending.CUT;
        } finally {
            deadline.cancel(false);
        }
    }

    private static Ending unreachable(IOException cause) {
        // Not the message: it may hold the address.
        LOG.log(
                System.Logger.Level.WARNING,
                "event=upstream_unreachable cause={0}",
                cause.getClass().getSimpleName());
        return Ending.NONE;
    }

    private static Ending copy(InputStream body, Listener listener) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            if (!listener.bytes(buffer, read)) {
                return Ending.CUT;
            }
        }
        return Ending.COMPLETE;
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.path()))
                .timeout(call.deadline())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", call.idempotencyKey())
                .POST(HttpRequest.BodyPublishers.ofByteArray(call.body()));
        apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // The reader hears of it.
            LOG.log(System.Logger.Level.DEBUG, "event=upstream_close_failed");
        }
    }

    @Override
    public Optional<Report> report(String idempotencyKey) {
        return Optional.empty();
    }
}

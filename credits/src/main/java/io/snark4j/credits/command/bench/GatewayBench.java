package io.snark4j.credits.command.bench;

import io.snark4j.cli.Quantities;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.ScratchFolder;
import io.snark4j.cli.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many requests a second a gateway on one processor admits, runs on the echo upstream and settles, all of it through HTTP and a store that is written to disk: each
 * with a ticket of its own, whose proof is simulated.
 *
 * @param callers at once, each with a connection of its own
 * @param requests that are timed
 * @param warmUp requests before those
 * @param processor that the gateway may use, counted from 0
 */
public record GatewayBench(int callers, int requests, int warmUp, int processor) {
    private record Counted(Duration processorTime, long batches, long proofs) {
        static Counted of(GatewayProcess gateway) throws IOException {
            return new Counted(
                    gateway.processorTime(),
                    gateway.metric("verification_batches_total"),
                    gateway.metric("proofs_total{verdict=\"valid\"}"));
        }
    }

    /**
     * Measures, and prints the figures.
     *
     * @param terminal takes them
     * @throws IOException if the gateway answers a request with anything but an answer that is paid for
     * @throws InterruptedException if the thread is told to stop
     */
    public void run(Terminal terminal) throws IOException, InterruptedException {
        terminal.say("making " + Quantities.count(requests + warmUp) + " tickets");
        byte[][] made = tickets();
        try (ScratchFolder folder = ScratchFolder.create("bench");
                GatewayProcess gateway = GatewayProcess.start(processor, folder.path())) {
            terminal.say("warming up");
            call(gateway.address(), Arrays.copyOf(made, warmUp));
            Counted before = Counted.of(gateway);
            long start = System.nanoTime();
            long[] latencies = call(gateway.address(), Arrays.copyOfRange(made, warmUp, made.length));
            double seconds = (System.nanoTime() - start) / 1e9;
            report(terminal, seconds, latencies, before, Counted.of(gateway));
        }
    }

    private byte[][] tickets() {
        SplittableRandom random = new SplittableRandom();
        SplittableRandom[] ofEach =
                Stream.generate(random::split).limit((long) warmUp + requests).toArray(SplittableRandom[]::new);
        return IntStream.range(0, ofEach.length)
                .parallel()
                .mapToObj(i -> SimulatedDeployment.request(ofEach[i]))
                .toArray(byte[][]::new);
    }

    // Latencies in nanoseconds, ascending.
    private long[] call(InetSocketAddress gateway, byte[][] made) throws IOException, InterruptedException {
        long[] latencies = new long[made.length];
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<Void>> running = IntStream.range(0, callers)
                    .mapToObj(i -> threads.<Void>submit(() -> {
                        try (Caller caller = new Caller(gateway)) {
                            for (int at = next.getAndIncrement(); at < made.length; at = next.getAndIncrement()) {
                                latencies[at] = caller.send(made[at]);
                            }
                        }
                        return null;
                    }))
                    .toList();
            for (Future<Void> caller : running) {
                caller.get();
            }
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new RefusedException(String.valueOf(cause.getMessage()), e);
        }
        Arrays.sort(latencies);
        return latencies;
    }

    private void report(Terminal terminal, double seconds, long[] latencies, Counted before, Counted after) {
        long proofs = after.proofs - before.proofs;
        long batches = after.batches - before.batches;
        Duration used = after.processorTime.minus(before.processorTime);
        terminal.print(String.format(
                Locale.ROOT,
                "gateway on processor %d, %d callers: %s requests in %.2f s, %s a second",
                processor,
                callers,
                Quantities.count(requests),
                seconds,
                Quantities.count(Math.round(requests / seconds))));
        terminal.print(String.format(
                Locale.ROOT,
                "processor time %s a request, that is %s a second of it; %s proofs in %s batches, %.1f a batch",
                Quantities.time(used.toNanos() / (double) requests),
                Quantities.count(Math.round(requests / (Math.max(used.toNanos(), 1) / 1e9))),
                Quantities.count(proofs),
                Quantities.count(batches),
                proofs / (double) Math.max(batches, 1)));
        terminal.print("latency median " + Quantities.time(Duration.ofNanos(latencies[latencies.length / 2]))
                + ", 99 % " + Quantities.time(Duration.ofNanos(latencies[(int) (latencies.length * 0.99)]))
                + ", longest " + Quantities.time(Duration.ofNanos(latencies[latencies.length - 1])));
    }
}

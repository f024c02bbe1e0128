package io.snark4j.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs outside programs one after the other and leaves none behind: a program that takes too long is killed with its children, and so is
 * the one that runs when this process is told to end.
 */
final class Processes implements AutoCloseable {
    private final Duration timeout;
    private final Thread onInterrupt = new Thread(this::end, "snark4j-bench-end");
    private @Nullable Process running;
    private boolean ended;

    Processes(Duration timeout) {
        this.timeout = timeout;
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    /**
     * How a program ended.
     *
     * @param exitCode what it returned; empty if it was killed for taking too long
     * @param nanoseconds from its start to its end
     */
    record End(Optional<Integer> exitCode, long nanoseconds) {}

    /**
     * Runs a program to its end.
     *
     * @param log takes what it prints
     * @throws IOException if it cannot be started
     * @throws CancellationException if this process is ending
     */
    End run(List<String> words, Path log) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(words, log);
        try {
            process.getOutputStream().close();
            boolean inTime = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            long nanoseconds = System.nanoTime() - start;
            return new End(inTime ? Optional.of(process.exitValue()) : Optional.empty(), nanoseconds);
        } finally {
            kill(process);
        }
    }

    private synchronized Process start(List<String> words, Path log) throws IOException {
        if (ended) {
            throw new CancellationException();
        }
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        running = process;
        return process;
    }

    private synchronized void end() {
        ended = true;
        if (running != null) {
            kill(running);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException _) {
            // The virtual machine is going down, and the hook runs.
        }
    }
}

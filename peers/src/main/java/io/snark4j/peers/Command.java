package io.snark4j.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of an outside program: bounded in time and in output, killed with its children when it exceeds either. */
record Command(List<String> words, Path directory, String stdin, Duration timeout) {
    /** The longest answer read, {@value} bytes a stream; solc's is the longest we ask for, about 1 MB. */
    static final int OUTPUT_LIMIT = 64 << 20;

    private static final int STDERR_LINES_SHOWN = 8;
    private static final Executor READERS =
            task -> Thread.ofPlatform().daemon().name("peer-output").start(task);

    Command {
        words = List.copyOf(words);
    }

    /** Runs to the end, whatever the exit code. Throws {@link PeerException} on timeout or too much output. */
    Output run() {
        Process process = start();
        var stdout = CompletableFuture.supplyAsync(() -> read(process, process.getInputStream()), READERS);
        var stderr = CompletableFuture.supplyAsync(() -> read(process, process.getErrorStream()), READERS);
        READERS.execute(() -> feed(process));
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PeerException("%s: no end after %d s".formatted(this, timeout.toSeconds()));
            }
            return new Output(process.exitValue(), await(stdout), await(stderr));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerException(this + ": interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Runs to the end and throws {@link PeerException} with the last lines of stderr unless the exit code is 0. */
    Output runSuccessfully() {
        Output output = run();
        if (!output.isSuccess()) {
            String said = output.stderr().isBlank() ? output.stdout() : output.stderr();
            throw new PeerException("%s: exit code %d: %s".formatted(this, output.exitCode(), lastLines(said)));
        }
        return output;
    }

    static String lastLines(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - STDERR_LINES_SHOWN), lines.size()));
    }

    private Process start() {
        try {
            return new ProcessBuilder(words).directory(directory.toFile()).start();
        } catch (IOException e) {
            throw new PeerException(this + ": " + e.getMessage(), e);
        }
    }

    private void feed(Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(stdin.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // The program ended without reading all of it; its exit code and stderr say why.
        }
    }

    private String read(Process process, InputStream stream) {
        var bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        try {
            for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
                bytes.write(chunk, 0, n);
                if (bytes.size() > OUTPUT_LIMIT) {
                    process.destroyForcibly(); // so that run() need not wait for the timeout
                    throw new PeerException("%s: more than %d bytes of output".formatted(this, OUTPUT_LIMIT));
                }
            }
        } catch (IOException e) {
            throw new PeerException(this + ": " + e.getMessage(), e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String await(CompletableFuture<String> stream) throws InterruptedException {
        try {
            return stream.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PeerException said ? said : new PeerException(toString(), e);
        } catch (TimeoutException e) {
            throw new PeerException(this + ": ended, but its output stays open", e);
        }
    }

    /** The command as typed, without what it was fed. */
    @Override
    public String toString() {
        return String.join(" ", words);
    }

    /** The same command, fed with other text. */
    Command withStdin(String text) {
        return new Command(words, directory, Objects.requireNonNull(text), timeout);
    }
}

package io.snark4j.credits.endtoend;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of this test's, killed by SIGKILL: from outside, or by itself at a step that it was told. It ends when whoever started it does. */
final class Victim implements AutoCloseable {
    private static final int KILLED = 128 + 9;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path errors;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Victim(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        Thread.ofVirtual().start(this::read);
    }

    /** Starts a class with a main method on the class path of this process. */
    static Victim start(Class<?> main, Path errors, Object... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                main.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        try {
            return new Victim(
                    new ProcessBuilder(words)
                            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                            .start(),
                    errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every jar and folder of this virtual machine, whether its tests run on the module path or the class path. */
    private static String classPath() {
        Stream<String> modules = ModuleLayer.boot().configuration().modules().stream()
                .flatMap(module -> module.reference().location().stream())
                .filter(location -> location.getScheme().equals("file"))
                .map(location -> Path.of(location).toString());
        Stream<String> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty());
        return Stream.of(Stream.of(testClasses()), modules, classPath)
                .flatMap(entries -> entries)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Patched into the module, and so without a location of their own. */
    private static String testClasses() {
        String name = Victim.class.getName().replace('.', '/') + ".class";
        String file = Path.of(URI.create(String.valueOf(Victim.class.getResource("/" + name))))
                .toString();
        return file.substring(0, file.length() - name.length());
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException _) {
            // Killed while it wrote.
        }
    }

    /** Waits for a line that begins so; the rest of it. */
    String await(String beginning) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                String line = lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (line == null) {
                    throw new AssertionError("no line \"" + beginning + "\" within " + PATIENCE + "; alive: "
                            + process.isAlive() + "; it said: " + lastErrors());
                }
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length()).strip();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String lastErrors() {
        try {
            List<String> all = Files.readAllLines(errors);
            return String.join("\n", all.subList(Math.max(0, all.size() - 20), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isDead() {
        return !process.isAlive();
    }

    void say(String line) {
        try {
            process.outputWriter().write(line + "\n");
            process.outputWriter().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it died by the signal within that time. */
    boolean died(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == KILLED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** kill -9, from outside, unless it has died so already. */
    void kill() {
        process.destroyForcibly();
        if (!died(PATIENCE)) {
            throw new AssertionError("ended with status " + process.exitValue() + " instead of by SIGKILL");
        }
    }

    /** kill -9, from inside; does not return. */
    static void dieNow() {
        try {
            new ProcessBuilder(
                            "kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                    .start();
            Thread.sleep(PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("outlived kill -9");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

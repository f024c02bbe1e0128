package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command, and the compiler, as processes of their own. */
final class JavaProcess {
    private static final long MOST_SECONDS = 120;

    private JavaProcess() {}

    /** Runs the command on the class path, in {@code directory}, with these options for the virtual machine. */
    static Outcome snark4j(Path directory, List<String> options, Object... arguments)
            throws IOException, InterruptedException {
        return run(new ProcessBuilder(words(options, arguments)).directory(directory.toFile()));
    }

    /** Runs the command where the npm programs should be in {@code empty} and are not. */
    static Outcome withoutPeers(Path directory, Path empty, Object... arguments)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(words(List.of("-Dstdout.encoding=UTF-8"), arguments));
        process.environment().put("SNARK4J_PEERS_HOME", empty.toString());
        return run(process.directory(directory.toFile()));
    }

    /** Starts the command and leaves it running; its output is discarded. */
    static Process start(Path directory, Object... arguments) throws IOException {
        return new ProcessBuilder(words(List.of(), arguments))
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> words(List<String> options, Object... arguments) {
        List<String> words = new ArrayList<>(List.of(tool("java")));
        words.addAll(options);
        words.addAll(List.of("-cp", classPath(), Main.class.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        return words;
    }

    static void javac(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool("javac"), "-cp", classPath()));
        command.addAll(List.of(arguments));
        Outcome outcome = run(new ProcessBuilder(command));
        assertThat(outcome.status()).as(outcome.err()).isZero();
    }

    static Outcome run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("snark4j-out", null);
        Path err = Files.createTempFile("snark4j-err", null);
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("ended in time: " + builder.command()).isTrue();
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Every jar and directory of this virtual machine, whether its tests run on the module path or the class path. */
    private static String classPath() {
        Stream<String> modules = ModuleLayer.boot().configuration().modules().stream()
                .flatMap(module -> module.reference().location().stream())
                .filter(location -> location.getScheme().equals("file"))
                .map(JavaProcess::path);
        Stream<String> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty());
        return Stream.of(modules, classPath, Stream.of(testClasses()))
                .flatMap(entries -> entries)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Patched into the module, and so without a location of their own. */
    private static String testClasses() {
        String name = JavaProcess.class.getName().replace('.', '/') + ".class";
        String file = path(URI.create(String.valueOf(JavaProcess.class.getResource("/" + name))));
        return file.substring(0, file.length() - name.length());
    }

    private static String path(URI location) {
        return Path.of(location).toString();
    }
}

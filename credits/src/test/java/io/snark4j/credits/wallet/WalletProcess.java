package io.snark4j.credits.wallet;

import io.snark4j.cli.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code snark4j wallet} as a process of its own, to be told to stop as an operating system does. */
final class WalletProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private WalletProcess(Process process, Path err) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.err = err;
    }

    static WalletProcess start(Path folder, List<String> words) throws IOException {
        Path err = Files.createTempFile(folder, "err", null);
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                Main.class.getName(),
                "wallet"));
        all.addAll(words);
        return new WalletProcess(
                new ProcessBuilder(all).redirectError(err.toFile()).start(), err);
    }

    /** The next line of its output; fails at the end. */
    String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("it ended: " + errors());
        }
        return line;
    }

    String errors() throws IOException {
        return Files.readString(err);
    }

    /** SIGTERM, and its exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not stop within a minute");
        }
        return process.exitValue();
    }

    /** Every jar and directory of this virtual machine, whether its tests run on the module path or the class path. */
    private static String classPath() {
        Stream<String> modules = ModuleLayer.boot().configuration().modules().stream()
                .flatMap(module -> module.reference().location().stream())
                .filter(location -> location.getScheme().equals("file"))
                .map(WalletProcess::path);
        Stream<String> entries = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty());
        return Stream.concat(modules, entries).distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static String path(URI location) {
        return Path.of(location).toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package io.snark4j.credits.command.bench;

import io.snark4j.cli.RefusedException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateway in a process of its own, which may use one processor; ends with this one, whose end closes its standard input. */
final class GatewayProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final InetSocketAddress address;

    private GatewayProcess(Process process) throws IOException {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        if (line == null) {
            close();
            throw new RefusedException("the gateway's process ended before it listened");
        }
        URI uri = URI.create(line);
        this.address = new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param processor that it may use, counted from 0
     * @param folder for its store
     */
    static GatewayProcess start(int processor, Path folder) throws IOException {
        List<String> words = new ArrayList<>(List.of("taskset", "-c", String.valueOf(processor)));
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-cp",
                classPath(),
                "io.snark4j.cli.Main",
                "credits",
                "bench",
                "serve",
                "--folder",
                folder.toString()));
        try {
            return new GatewayProcess(new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new RefusedException("the gateway's process did not start (taskset is Linux'): " + e.getMessage(), e);
        }
    }

    /** Every jar and directory of this virtual machine, whether it runs on the module path or the class path. */
    static String classPath() {
        Stream<String> modules = ModuleLayer.boot().configuration().modules().stream()
                .flatMap(module -> module.reference().location().stream())
                .filter(location -> location.getScheme().equals("file"))
                .map(location -> Path.of(location).toString());
        Stream<String> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty());
        return Stream.concat(modules, entries).distinct().collect(Collectors.joining(File.pathSeparator));
    }

    InetSocketAddress address() {
        return address;
    }

    /** Processor time that it has used so far; zero where the system does not say. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** A counter or gauge; a counter's name ends in _total. */
    long metric(String name) throws IOException {
        try (InputStream in = URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/metrics")
                .toURL()
                .openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("snark4j_gateway_" + name + " "))
                    .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElse(0);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

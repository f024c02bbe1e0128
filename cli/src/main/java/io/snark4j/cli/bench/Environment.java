package io.snark4j.cli.bench;

import io.snark4j.field.simd.Lanes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What figures depend on besides the code measured.
 *
 * @param cpu the processor's name
 * @param cores processors that the JVM may use
 * @param threads that computations were given
 * @param system operating system and its version
 * @param jdk the JVM's name and version
 * @param flags the JVM's options, those that hold paths apart
 * @param kernel which field kernels ran
 * @param commit of the source, where the launcher knows it
 * @param when the run began
 */
record Environment(
        String cpu,
        int cores,
        int threads,
        String system,
        String jdk,
        List<String> flags,
        String kernel,
        Optional<String> commit,
        Instant when) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    static Environment of(int threads) {
        return new Environment(
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                threads,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor.version", System.getProperty("java.vm.name")) + " ("
                        + System.getProperty("java.runtime.version") + ")",
                jvmFlags(),
                Lanes.NAME,
                Optional.ofNullable(System.getProperty("snark4j.commit")).filter(commit -> !commit.isBlank()),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String cpuName() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(Environment::architecture);
        } catch (IOException _) {
            return architecture(); // not a Linux
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch", "unknown");
    }

    private static List<String> jvmFlags() {
        String[] arguments = ProcessHandle.current().info().arguments().orElse(new String[0]);
        return Arrays.stream(arguments)
                .takeWhile(argument -> !argument.equals("-m"))
                .filter(argument -> argument.startsWith("-X") || argument.startsWith("-Dsnark4j.lanes"))
                .filter(argument -> !argument.contains("/"))
                .toList();
    }
}

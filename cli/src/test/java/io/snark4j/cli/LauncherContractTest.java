package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ./snark4j does for each command before the JVM runs it, and what it tells it. The JDK and npm here write down what they are called with. */
class LauncherContractTest {
    private static final String KERNELS_WAIT =
            "-XX:CompileCommand=BackgroundCompilation,io.snark4j.field.simd.*::*,false";
    private static final String LATE_C2 = "-XX:Tier4InvocationThreshold=30000";
    private static final String SMALL_GARBAGE = "-Xmn64m";

    private @TempDir Path root;
    private Path bin;

    @BeforeEach
    void pretendToBeBuilt() throws IOException {
        Files.copy(Path.of("../snark4j"), root.resolve("snark4j"));
        write("credits/target/snark4j-credits-1.jar", "");
        write("target/launcher.stamp", "");
        write("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
        program("jdk/bin/javac", "");
        program("jdk/bin/java", "printf '%s\\n' \"$@\" >'" + root + "/told'");
        write("peers/node/package-lock.json", "{}");
        program("bin/npm", "mkdir node_modules && echo \"$*\" >>'" + root + "/npm'");
        bin = program("bin/node", "echo v20.0.0").getParent();
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path program(String name, String text) throws IOException {
        Path file = write(name, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private List<String> told(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", root.resolve("snark4j").toString()));
        command.addAll(Arrays.asList(words));
        var process = new ProcessBuilder(command);
        process.environment().remove("SNARK4J_PEERS_HOME");
        process.environment()
                .putAll(Map.of("JAVA_HOME", root.resolve("jdk").toString(), "PATH", bin + ":/usr/bin:/bin"));
        JavaProcess.run(process).assertDone();
        List<String> told = Files.readAllLines(root.resolve("told"));
        assertThat(told).endsWith(words).contains("jdk.incubator.vector", Main.class.getName());
        return told;
    }

    @ParameterizedTest
    @ValueSource(strings = {"groth16 prove a b c d", "credits demo", "wallet new --vault 0x0", "demo", "--version"})
    void aProcessOfOneProofStartsCold(String command) throws IOException, InterruptedException {
        assertThat(told(command.split(" "))).contains(KERNELS_WAIT, LATE_C2, SMALL_GARBAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"credits gateway --rpc http://x", "wallet serve", "credits bench", "credits bench gateway"})
    void aServerIsCompiledAsOneAndHasRoomForItsGarbage(String command) throws IOException, InterruptedException {
        assertThat(told(command.split(" ")))
                .doesNotContain(KERNELS_WAIT, LATE_C2, SMALL_GARBAGE)
                .contains("-XX:MaxNewSize=340m");
    }

    @Test
    void aBenchmarkOfProversIsCompiledAsAServer() throws IOException, InterruptedException {
        assertThat(told("bench", "--quick"))
                .doesNotContain(KERNELS_WAIT, LATE_C2)
                .contains(SMALL_GARBAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"demo", "bench --quick", "credits demo", "credits bench --calls 5", "credits deploy --token 0x0"
            })
    void whatRunsNodeProgramsGetsThemOnce(String command) throws IOException, InterruptedException {
        told(command.split(" "));
        assertThat(root.resolve("peers/node/node_modules/.installed-lock")).exists();
        told(command.split(" "));
        assertThat(root.resolve("npm")).hasContent("ci");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "groth16 prove", "credits gateway", "credits bench gateway", "wallet serve"})
    void whatRunsNoneDoesNotAskForThem(String command) throws IOException, InterruptedException {
        told(command.split(" "));
        assertThat(root.resolve("npm")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chromium", "chromium-browser", "google-chrome"})
    void theTestsTakeEveryBrowserThatTheyFind(String name) throws IOException, InterruptedException {
        Path file = Path.of("../.ci/chromium.sh").toRealPath();
        var asks = new ProcessBuilder("/bin/sh", "-c", ". " + file + " && has_chromium");
        asks.environment().put("PATH", bin.toString());
        assertThat(JavaProcess.run(asks).status()).isEqualTo(1);
        program("bin/" + name, "");
        JavaProcess.run(asks).assertDone();
    }
}

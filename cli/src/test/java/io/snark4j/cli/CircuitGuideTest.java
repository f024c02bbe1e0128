package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.soundness.SoundnessCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/circuits.md says what is so: its Java is that of {@link GuideSnippets}, which runs here; its messages and commands are tried. */
class CircuitGuideTest {
    private static final Path GUIDE = Path.of("../docs/circuits.md");
    private static final Path SNIPPETS = Path.of("src/test/java/io/snark4j/cli/GuideSnippets.java");

    /** Its tests, as tests of this class. */
    @Nested
    class Snippets extends GuideSnippets {}

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
                .matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void theGuidesJavaIsWhatTheTestsRun() throws IOException {
        List<String> regions = Pattern.compile("(?ms)^ *// guide\n(.*?)^ *// end$")
                .matcher(Files.readString(SNIPPETS))
                .results()
                .map(region -> region.group(1).stripTrailing().stripIndent() + "\n")
                .toList();
        assertThat(regions).hasSizeGreaterThan(9);
        assertThat(blocks("java")).containsExactlyElementsOf(regions);
    }

    /** Its file is the reader's own, so the place is not compared. */
    private static String withoutPlace(String message) {
        return message.strip().replaceAll("\\w+\\.java:\\d+", "Place");
    }

    @Test
    void theGuidesMessagesAreReal() throws IOException {
        Throwable refused = catchThrowable(GuideSnippets::spendTooMuch);
        Throwable unsound =
                catchThrowable(() -> SoundnessCheck.of(CircuitCompiler.compile(GuideSnippets.EitherRoot.class))
                        .run(Map.of("square", 49), new Random(1))
                        .requireSound());
        assertThat(blocks("text").stream().map(CircuitGuideTest::withoutPlace))
                .containsExactly(
                        withoutPlace(refused.getMessage()),
                        withoutPlace(unsound.getMessage()).replace("EitherRoot", "Root"));
    }

    @Test
    void theGuidesCommandsWork(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("input.json"), "{\"y\": 35, \"x\": 3}");
        List<String> commands = blocks("sh").getFirst().lines().toList();
        assertThat(commands).hasSize(10);
        for (String command : commands) {
            Object[] words = Arrays.stream(command.replace("./snark4j ", "")
                            .replace(" --class-path cubic.jar", "")
                            .split(" "))
                    .map(word -> word.equals("com.example.Cubic") ? Cubic.class.getName() : word)
                    .map(word -> word.matches("\\w+\\.(json|r1cs|sym|wtns|zkey)") ? directory.resolve(word) : word)
                    .toArray();
            Outcome.of(words).assertDone();
        }
        assertThat(directory.resolve("proof.json")).exists();
    }
}

package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.MalformedInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How errors, quantities and progress read. */
class WordsContractTest {
    @Test
    void anErrorIsOneLineWithoutControlCharacters() {
        assertThat(OneLine.of("a\r\n  b\n\nc\u001b[2J\td\u0000")).isEqualTo("snark4j: a; b; c?[2J?d?");
        assertThat(OneLine.of("x".repeat(10_000))).hasSizeLessThan(700).endsWith("x...");
    }

    @Test
    void everyFailureHasWords() {
        Map<Throwable, String> wordsByFailure = Map.of(
                new NoSuchFileException("c.r1cs"), "snark4j: c.r1cs: no such file or directory",
                new AccessDeniedException("c.r1cs"), "snark4j: c.r1cs: permission denied",
                new IOException("No space left on device"), "snark4j: No space left on device",
                new IOException((String) null), "snark4j: IOException",
                new MalformedInputException("c.r1cs: cut"), "snark4j: c.r1cs: cut",
                new StackOverflowError(), "snark4j: the input is nested too deeply",
                new IllegalStateException("odd"),
                        "snark4j: unexpected java.lang.IllegalStateException: odd (--stacktrace shows where)");
        wordsByFailure.forEach(
                (failure, words) -> assertThat(OneLine.of(failure)).isEqualTo(words));
        assertThat(OneLine.of(new OutOfMemoryError("Java heap space"))).contains("not enough memory", "-Xmx");
    }

    @Test
    void quantitiesHaveThreeDigitsAndAUnit() {
        assertThat(new String[] {
                    Quantities.bytes(0),
                    Quantities.bytes(999),
                    Quantities.bytes(1000),
                    Quantities.bytes(3_421_999),
                    Quantities.bytes(999_499_999),
                    Quantities.bytes(999_500_000),
                    Quantities.bytes(Long.MAX_VALUE)
                })
                .containsExactly("0 B", "999 B", "1.00 kB", "3.42 MB", "999 MB", "1.00 GB", "9.22 EB");
        assertThat(Quantities.count(6123)).isEqualTo("6,123");
        assertThat(new String[] {
                    Quantities.time(Duration.ofNanos(1_234_567)), Quantities.time(Duration.ofMillis(34)),
                    Quantities.time(Duration.ofMillis(999)), Quantities.time(Duration.ofMillis(1500)),
                    Quantities.time(Duration.ofSeconds(61))
                })
                .containsExactly("1.23 ms", "34.0 ms", "999 ms", "1.50 s", "61.0 s");
    }

    @Test
    void progressIsDrawnOnATerminalAndWiped() {
        var err = new ByteArrayOutputStream();
        var out = new ByteArrayOutputStream();
        var terminal = new Terminal(print(out), print(err), true, Terminal.Loudness.NORMAL, 1);
        terminal.work().progress().report("msm", 1, 2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[Kmsm 50 %");
        terminal.work().progress().report("msm", 2, 2);
        terminal.print("done");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[Kmsm 50 %\r\u001b[K");
        terminal.work().progress().report("none", 0, 0);
        terminal.settle();
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\r\u001b[Knone 0 %\r\u001b[K");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("done\n");
    }

    @Test
    void aPipeSeesNoProgress() {
        var err = new ByteArrayOutputStream();
        for (var terminal : new Terminal[] {
            new Terminal(print(err), print(err), false, Terminal.Loudness.VERBOSE, 1),
            new Terminal(print(err), print(err), true, Terminal.Loudness.QUIET, 1)
        }) {
            terminal.work().progress().report("msm", 1, 2);
            terminal.settle();
        }
        assertThat(err.size()).isZero();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}

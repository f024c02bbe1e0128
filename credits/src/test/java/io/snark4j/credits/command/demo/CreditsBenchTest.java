package io.snark4j.credits.command.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a real node, with real proofs: both figures are there. What they are is the machine's. */
@Tag("peers")
final class CreditsBenchTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int bench(String... options) {
        List<String> words = new ArrayList<>(List.of("credits", "bench"));
        words.addAll(List.of(options));
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                words.toArray(String[]::new));
    }

    @Test
    void measuresCallsWithAndWithoutAPreparedProof() {
        assertThat(bench("--calls", "1")).as(out.toString() + err).isZero();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("first byte", "depth 20", "1 call,");
        assertThat(lines.get(1)).matches(" +proof made at the call +median +[0-9.]+ m?s +worst +[0-9.]+ m?s");
        assertThat(lines.get(2)).matches(" +proof prepared ahead +median +[0-9.]+ m?s +worst +[0-9.]+ m?s");
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        for (String calls : List.of("0", "-3", "201")) {
            assertThat(bench("--calls", calls)).isEqualTo(2);
        }
        assertThat(bench("--calls", "many")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--calls 0: expected 1 to 200", "--calls -3: expected", "--calls 201: expected")
                .doesNotContain("Exception");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}

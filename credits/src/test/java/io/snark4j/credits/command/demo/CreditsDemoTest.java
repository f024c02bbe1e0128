package io.snark4j.credits.command.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** End to end on a real node, with the openai package: what the demo prints adds up. */
@Tag("peers")
final class CreditsDemoTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);
    private static final Pattern ROW =
            Pattern.compile(" +(\\d+)  (one by one|in parallel|streaming) +(\\d+) +\\$(\\S+) +\\$(\\S+) +\\$(\\S+) .*");

    private static double amount(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.strip().startsWith(name))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf('$') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line begins with " + name));
    }

    @Test
    void twentyCallsASlashAndAnExit() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                "credits",
                "demo");
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(status).as(text + err).isZero();
        List<String> lines = text.lines().toList();
        List<Matcher> rows =
                lines.stream().map(ROW::matcher).filter(Matcher::matches).toList();
        assertThat(rows).hasSize(20);
        double costs = 0;
        for (Matcher row : rows) {
            double cost = Double.parseDouble(row.group(5));
            assertThat(cost).isBetween(0.001, 0.05);
            assertThat(cost + Double.parseDouble(row.group(6))).isEqualTo(Double.parseDouble(row.group(4)), EXACT);
            costs += cost;
        }
        double paidIn = amount(lines, "paid in");
        double paidOut = amount(lines, "paid out");
        assertThat(paidIn).isEqualTo(106);
        assertThat(paidIn - paidOut).isEqualTo(costs, EXACT);
        assertThat(amount(lines, "spendable before the exit")).isEqualTo(100 - costs, EXACT);
        // A slashed note's deposit and bounty, and what the calls cost.
        assertThat(amount(lines, "the provider may withdraw")).isEqualTo(26 + costs, EXACT);
        assertThat(text)
                .contains("the gateway answered 200, then 409")
                .contains("the provider is credited with $26.00")
                .doesNotContain("Exception");
    }
}

package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What one run of the command left behind. */
record Outcome(int status, String out, String err) {
    /** Runs the command in this process, as in a pipe; arguments are paths, numbers, words. */
    static Outcome of(Object... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int status = Main.run(print(out), print(err), false, words);
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Outcome assertDone() {
        assertThat(err).isEmpty();
        assertThat(status).isEqualTo(ExitStatus.DONE);
        return this;
    }

    Outcome assertDoesNotVerify() {
        assertThat(status).as(err).isEqualTo(ExitStatus.DOES_NOT_VERIFY);
        return assertOneLine();
    }

    Outcome assertRefused() {
        assertThat(status).as(out + err).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(out).isEmpty();
        return assertOneLine();
    }

    /** Refused for a reason that the program foresaw, not by running into something. */
    Outcome assertRefusedSaying(String... parts) {
        assertRefused();
        assertThat(err).contains(parts);
        return this;
    }

    private Outcome assertOneLine() {
        assertThat(err).startsWith("snark4j: ").endsWith("\n").doesNotContain("\tat ", "unexpected ");
        assertThat(err.lines()).as(err).hasSize(1);
        return this;
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}

package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo tells its whole story, with the Ethereum node and without. */
class DemoContractTest {
    private static final String BOTH = "(?s).*6 public inputs.*1,000 random deposits.*proof verified.*";
    private static final String END =
            "(?s).*P1\\(k\\) = c.*c is deposit \\d+, and all of its \\$.*refused, no witness exists: constraint \\d+ at"
                    + " MembershipAndBalance\\.java:\\d+ \"balance ≥ price.*Done in .*";

    private @TempDir Path directory;

    @Test
    @Tag("peers")
    void theContractAcceptsTheProofOnARealNode() {
        Outcome outcome = Outcome.of("demo").assertDone();
        assertThat(outcome.out())
                .matches(BOTH)
                .containsPattern("accepted, for 2[0-2][0-9],[0-9]{3} gas of execution")
                .contains("rejected with the price changed")
                .doesNotContain("skipped")
                .matches(END);
    }

    @Test
    void withoutTheNodeProgramsItSaysSoAndDoesTheRest() throws IOException, InterruptedException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Outcome outcome = JavaProcess.withoutPeers(directory, empty, "demo").assertDone();
        assertThat(outcome.out()).matches(BOTH).contains("skipped: ").matches(END);
        assertThat(outcome.out().lines().filter(line -> line.contains("skipped")))
                .hasSize(1);
        assertThat(directory).isDirectoryNotContaining("glob:**/.snark4j*");
    }
}

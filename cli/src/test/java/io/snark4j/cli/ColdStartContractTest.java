package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.simd.Lanes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process of one command decides, and the rehearsal that the launcher records. */
class ColdStartContractTest {
    private static final String COLD = "snark4j.cold";

    private @TempDir Path directory;
    private String lanes;

    @BeforeEach
    void forgetChoice() {
        lanes = System.getProperty(Lanes.PROPERTY);
        System.clearProperty(Lanes.PROPERTY);
    }

    @AfterEach
    void restoreChoice() {
        System.clearProperty(COLD);
        if (lanes == null) {
            System.clearProperty(Lanes.PROPERTY);
        } else {
            System.setProperty(Lanes.PROPERTY, lanes);
        }
    }

    @Test
    void aSmallKeyIsNotWorthCompilingFor() throws IOException {
        System.setProperty(COLD, "true");
        assertThat(ColdStart.prepareFor(file(16 << 20))).isEmpty();
        assertThat(System.getProperty(Lanes.PROPERTY)).isEqualTo("off");
    }

    @Test
    void aLargeKeyIsAndThatBeginsAtOnce() throws IOException, InterruptedException {
        System.setProperty(COLD, "true");
        Thread warmUp = ColdStart.prepareFor(file((16 << 20) + 1)).orElseThrow();
        assertThat(System.getProperty(Lanes.PROPERTY)).isNull();
        assertThat(warmUp.isDaemon()).isTrue();
        assertThat(warmUp.join(Duration.ofMinutes(5))).isTrue();
    }

    @Test
    void aMissingKeyIsLeftToItsReader() throws IOException {
        System.setProperty(COLD, "true");
        assertThat(ColdStart.prepareFor(directory.resolve("missing"))).isEmpty();
        assertThat(System.getProperty(Lanes.PROPERTY)).isNull();
    }

    @Test
    void theUsersChoiceStands() throws IOException {
        System.setProperty(COLD, "true");
        System.setProperty(Lanes.PROPERTY, "auto");
        assertThat(ColdStart.prepareFor(file(1))).isPresent();
        assertThat(System.getProperty(Lanes.PROPERTY)).isEqualTo("auto");
    }

    @Test
    void aProcessOfManyCommandsIsNotCold() throws IOException {
        assertThat(ColdStart.prepareFor(file(1 << 25))).isEmpty();
        assertThat(System.getProperty(Lanes.PROPERTY)).isNull();
    }

    @Test
    void theRehearsalSaysNothingAndLeavesNothing() throws IOException, InterruptedException {
        Outcome outcome = JavaProcess.snark4j(directory, List.of("-Djava.io.tmpdir=" + directory), "rehearse")
                .assertDone();
        assertThat(outcome.out()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theRehearsalIsNotForUsers() {
        assertThat(Outcome.of("--help").assertDone().out()).doesNotContain("rehearse");
        assertThat(Outcome.of().assertRefused().err()).contains("bench").doesNotContain("rehearse");
    }

    private Path file(int length) throws IOException {
        Path file = directory.resolve("key.zkey");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
        return file;
    }
}

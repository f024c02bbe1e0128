package io.snark4j.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandTest {
    @Test
    void feedsAndReadsBothStreams() {
        Output output = shell("cat; echo said >&2; exit 3").withStdin("fed").run();
        assertThat(output).isEqualTo(new Output(3, "fed", "said\n"));
    }

    @Test
    void feedsMoreThanAPipeHoldsToAProgramThatReadsNothing() {
        assertThat(shell("true").withStdin("x".repeat(1 << 20)).run().isSuccess())
                .isTrue();
    }

    @Test
    void failureCarriesCommandExitCodeAndLastLines() {
        assertThatThrownBy(() -> shell("echo why >&2; exit 7").runSuccessfully())
                .isInstanceOf(PeerException.class)
                .hasMessage("sh -c echo why >&2; exit 7: exit code 7: why");
    }

    @Test
    void endsWhatDoesNotEnd() {
        long start = System.nanoTime();
        Command slow = new Command(List.of("sh", "-c", "sleep 60 & wait"), Path.of("."), "", Duration.ofSeconds(1));
        assertThatThrownBy(slow::run).hasMessage("sh -c sleep 60 & wait: no end after 1 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void refusesEndlessOutput() {
        assertThatThrownBy(() -> shell("yes").run())
                .hasMessage("sh -c yes: more than %d bytes of output", Command.OUTPUT_LIMIT);
    }

    @Test
    void namesAProgramThatIsNotThere() {
        var absent = new Command(List.of("/no/such/program"), Path.of("."), "", Duration.ofSeconds(1));
        assertThatThrownBy(absent::run).isInstanceOf(PeerException.class).hasMessageContaining("/no/such/program");
    }

    private static Command shell(String script) {
        return new Command(List.of("sh", "-c", script), Path.of("."), "", Duration.ofSeconds(30));
    }
}

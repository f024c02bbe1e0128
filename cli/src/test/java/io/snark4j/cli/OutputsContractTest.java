package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output appears whole or not at all, and never costs an input. */
class OutputsContractTest {
    private static @TempDir Path shared;

    private static Workshop workshop;

    private @TempDir Path directory;

    @BeforeAll
    static void equip() throws IOException {
        workshop = Workshop.equip(shared);
    }

    @Test
    void anExistingOutputIsReplaced() throws IOException {
        Path target = Files.writeString(directory.resolve("vk.json"), "before");
        Outcome.of("zkev", workshop.zkey(), target).assertDone();
        assertThat(target).hasSameBinaryContentAs(workshop.verificationKey());
        assertThat(Files.list(directory)).containsExactly(target);
    }

    @Test
    void theFileBehindALinkIsReplacedAndTheLinkStays() throws IOException {
        Path target = Files.writeString(directory.resolve("vk.json"), "before");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        Outcome.of("zkev", workshop.zkey(), link).assertDone();
        assertThat(link).isSymbolicLink();
        assertThat(target).hasSameBinaryContentAs(workshop.verificationKey());
    }

    @Test
    void anInputIsNeverTheOutput() throws IOException {
        Path link = Files.createSymbolicLink(shared.resolve("link"), workshop.zkey());
        Path hard = Files.createLink(shared.resolve("hard"), workshop.zkey());
        var before = Workshop.contents(shared);
        for (Path output : java.util.List.of(workshop.zkey(), link, hard)) {
            Outcome.of("zkev", workshop.zkey(), output).assertRefusedSaying("is an input");
            Outcome.of("zkesv", workshop.zkey(), output).assertRefusedSaying("is an input");
        }
        Outcome.of("g16s", "--insecure", workshop.r1cs(), workshop.r1cs()).assertRefusedSaying("is an input");
        Outcome.of("g16p", workshop.zkey(), workshop.wtns(), workshop.wtns(), workshop.publics())
                .assertRefusedSaying("is an input");
        Outcome.of("circuit", "solve", Workshop.CUBIC, workshop.input(), workshop.input())
                .assertRefusedSaying("is an input");
        assertThat(Workshop.contents(shared)).isEqualTo(before);
    }

    @Test
    void twoOutputsAreTwoFiles() {
        Path one = directory.resolve("one");
        Outcome.of("g16p", workshop.zkey(), workshop.wtns(), one, directory.resolve("x/../one"))
                .assertRefusedSaying("two outputs");
        Outcome.of("circuit", "compile", Workshop.CUBIC, one, "--sym", one).assertRefusedSaying("two outputs");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLinkToTheirDirectoryDoesNotMakeTwoFilesOfOne() throws IOException {
        Path real = Files.createDirectories(directory.resolve("real/below"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        Outcome.of("g16p", workshop.zkey(), workshop.wtns(), real.resolve("one"), link.resolve("one"))
                .assertRefusedSaying("two outputs");
        assertThat(real).isEmptyDirectory();
        Outcome.of("zkev", workshop.zkey(), link.resolve("../vk.json")).assertDone();
        assertThat(real.resolveSibling("vk.json")).hasSameBinaryContentAs(workshop.verificationKey());
        assertThat(directory.resolve("vk.json")).doesNotExist();
    }

    @Test
    void aTargetThatCannotBeWrittenIsRefusedBeforeAnyWork() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "before");
        Outcome.of("zkev", workshop.zkey(), directory).assertRefusedSaying("a directory");
        Outcome.of("zkev", workshop.zkey(), file.resolve("below")).assertRefused();
        Outcome.of("zkev", workshop.zkey(), directory.resolve("missing/vk.json"))
                .assertRefusedSaying("no such");
        Outcome.of("zkev", workshop.zkey(), "/dev/null").assertRefusedSaying("not a regular file");
        Outcome.of("zkev", workshop.zkey(), "/proc/snark4j/vk.json").assertRefused();
        Outcome.of("zkev", workshop.zkey(), "/proc/vk.json").assertRefused();
        assertThat(Files.list(directory)).containsExactly(file);
        assertThat(file).hasContent("before");
    }

    @Test
    void ofTwoOutputsNoneIsReplacedWhenOneCannotBe() throws IOException {
        Path proof = Files.writeString(directory.resolve("proof.json"), "before");
        Outcome.of("g16p", workshop.zkey(), workshop.wtns(), proof, directory).assertRefusedSaying("a directory");
        assertThat(proof).hasContent("before");
        Path r1cs = Files.writeString(directory.resolve("c.r1cs"), "before");
        Outcome.of("circuit", "compile", Workshop.CUBIC, r1cs, "--sym", directory.resolve("missing/c.sym"))
                .assertRefusedSaying("no such");
        assertThat(r1cs).hasContent("before");
    }

    /** Never ends, and so leaves its command in the middle of its work. */
    public record Sleeper(@Public Var y) implements Circuit {
        @Override
        public void define(Api api) {
            while (true) {
                LockSupport.park();
            }
        }
    }

    @Test
    void anInterruptedCommandLeavesNothingBehind() throws IOException, InterruptedException {
        Path r1cs = Files.writeString(directory.resolve("c.r1cs"), "before");
        Process process = JavaProcess.start(directory, "circuit", "compile", Sleeper.class.getName(), r1cs);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (directory.toFile().list().length == 1 && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(directory.toFile().list())
                .as("the staging directory is there")
                .hasSize(2);
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.toFile().list()).containsExactly("c.r1cs");
        assertThat(r1cs).hasContent("before");
    }
}

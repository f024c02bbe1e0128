package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes with little memory: what a file claims is checked before anything is allocated for it. */
class MemoryBoundFuzzTest {
    private static final List<String> LITTLE = List.of("-Xmx64m", "-XX:+UseSerialGC");

    private static @TempDir Path directory;

    private static Workshop workshop;

    @BeforeAll
    static void equip() throws IOException {
        workshop = Workshop.equip(directory);
    }

    @Test
    void claimsBeyondTheFileAreRefused() throws IOException, InterruptedException {
        Container r1cs = Container.of(workshop.r1cs()).claim(2, 1L << 60);
        refused("huge", "r1cs", "info", r1cs.save(directory.resolve("huge.r1cs")));
        Container wtns = Container.of(workshop.wtns());
        wtns.setInt(wtns.section(1) + 36, -1);
        refused("huge", "wtns", "check", workshop.r1cs(), wtns.save(directory.resolve("huge.wtns")));
        Container zkey = Container.of(workshop.zkey());
        zkey.setInt(zkey.section(2) + 72, Integer.MAX_VALUE).setInt(zkey.section(2) + 80, 1 << 27);
        refused("huge", "zkev", zkey.save(directory.resolve("huge.zkey")), "vk.json");
    }

    @Test
    void filesLargerThanTheHeapAreRefused() throws IOException, InterruptedException {
        Path huge = directory.resolve("huge");
        for (Path good : List.of(workshop.r1cs(), workshop.wtns(), workshop.zkey(), workshop.proof())) {
            Files.copy(good, huge);
            try (FileChannel channel = FileChannel.open(huge, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(1), 1L << 33); // sparse: 8 GB of zeros follow
            }
            refused("huge", "ri", huge);
            refused("huge", "wchk", workshop.r1cs(), huge);
            refused("huge", "g16v", huge, workshop.publics(), workshop.proof());
            refused("huge", "circuit", "solve", Workshop.CUBIC, huge, "out.wtns");
            refused("huge", "zkev", huge, "vk.json");
            Files.delete(huge);
        }
    }

    @Test
    void theDefaultFileNamesAreSnarkjs() throws IOException, InterruptedException {
        Path home = Files.createDirectory(directory.resolve("defaults"));
        Files.copy(workshop.r1cs(), home.resolve("circuit.r1cs"));
        Files.copy(workshop.wtns(), home.resolve("witness.wtns"));
        done(home, "r1cs", "info");
        done(home, "wtns", "check");
        done(home, "groth16", "setup", "--insecure");
        Files.move(home.resolve("circuit_0000.zkey"), home.resolve("circuit_final.zkey"));
        done(home, "groth16", "prove");
        done(home, "zkey", "export", "verificationkey");
        done(home, "groth16", "verify");
        done(home, "zkey", "export", "solidityverifier");
        done(home, "zkey", "export", "soliditycalldata");
        assertThat(home.toFile().list())
                .containsExactlyInAnyOrder(
                        "circuit.r1cs",
                        "witness.wtns",
                        "circuit_final.zkey",
                        "proof.json",
                        "public.json",
                        "verification_key.json",
                        "verifier.sol");
    }

    private static void done(Path home, Object... arguments) throws IOException, InterruptedException {
        JavaProcess.snark4j(home, List.of("-Xmx256m"), arguments).assertDone();
    }

    private static void refused(String part, Object... arguments) throws IOException, InterruptedException {
        var before = directory.toFile().list();
        JavaProcess.snark4j(directory, LITTLE, arguments).assertRefusedSaying(part);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder(before);
    }
}

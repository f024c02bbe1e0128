package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remembered check holds for the key that was checked and for no other. */
class KeyDigestContractTest {
    /** Sections of several chunks each. */
    private static final ProvingKey KEY = KeyGenerator.generate(
                    TestCircuit.chain(3000, 3).system(),
                    ToxicWaste.of(Fr.of(17), Fr.of(23), Fr.of(29), Fr.of(31)),
                    Work.ofThreads(2))
            .provingKey();

    @TempDir
    private Path directory;

    private Path file;
    private byte[] good;

    @BeforeEach
    void writeKey() throws IOException {
        file = directory.resolve("circuit.zkey");
        ZkeyFile.write(file, KEY);
        good = Files.readAllBytes(file);
    }

    @Test
    void threadsDoNotChangeTheDigest() throws IOException {
        String alone = digest(1);
        assertThat(alone).matches("[0-9a-f]{64}");
        for (int threads = 2; threads <= 5; threads++) {
            assertThat(digest(threads)).isEqualTo(alone);
        }
    }

    @Test
    void everyPartOfEverySectionEntersTheDigest() throws IOException {
        Set<String> digests = new HashSet<>(Set.of(digest(2)));
        int accepted = 0;
        for (int section = 1; section <= 10; section++) {
            int size = new ZkeyBytes(good).section(section).capacity();
            for (int at : new int[] {0, size / 3, size / 2, size - 1}) {
                ZkeyBytes changed = new ZkeyBytes(good.clone());
                ByteBuffer bytes = changed.section(section);
                bytes.put(at, (byte) (bytes.get(at) ^ 1));
                Files.write(file, changed.toFile());
                try {
                    assertThat(digests.add(digest(2)))
                            .as("byte %d of section %d", at, section)
                            .isTrue();
                    accepted++;
                } catch (MalformedInputException e) {
                    assertThat(e).as("refused without a digest").hasMessageContaining("section " + section);
                }
            }
        }
        assertThat(accepted).as("changes that the reader alone does not see").isGreaterThan(15);
    }

    @Test
    void chunksMayNotChangePlaces() throws IOException {
        String before = digest(2);
        ZkeyBytes changed = new ZkeyBytes(good.clone());
        ByteBuffer points = changed.section(ZkeyFile.H);
        int chunk = 1 << 17;
        byte[] first = new byte[chunk];
        byte[] second = new byte[chunk];
        points.get(0, first).get(chunk, second).put(0, second).put(chunk, first);
        Files.write(file, changed.toFile());
        assertThat(digest(2)).isNotEqualTo(before);
    }

    private String digest(int threads) throws IOException {
        KeyDigest digest = KeyDigest.create();
        ZkeyReader.read(file, digest, Work.ofThreads(threads));
        return digest.hex();
    }
}

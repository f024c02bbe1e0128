package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes change, reading ends with a key or a {@link MalformedInputException}, and a spoilt point never passes. */
class ZkeyFileFuzzTest {
    private static Path directory;
    private static byte[] good;
    /** Section 10, whose bytes mean nothing to the reader, comes last: hash, then a count of zero. */
    private static int endOfPoints;

    @BeforeContainer
    static void writeKey() throws IOException {
        directory = Files.createTempDirectory("zkey-fuzz");
        Path file = directory.resolve("good.zkey");
        ZkeyFile.write(
                file,
                Groth16.setup(TestCircuit.chain(5, 2).system(), Setup.insecureForTests())
                        .provingKey());
        good = Files.readAllBytes(file);
        endOfPoints = good.length - 12 - 68;
    }

    @AfterContainer
    static void deleteKey() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Property(tries = 600)
    void aFlippedBitIsNoticed(
            @ForAll @IntRange(min = 0, max = 1 << 20) int position, @ForAll @IntRange(max = 7) int bit)
            throws IOException {
        byte[] bytes = good.clone();
        int at = position % bytes.length;
        bytes[at] ^= (byte) (1 << bit);
        Path file = Files.write(directory.resolve("spoilt.zkey"), bytes);
        boolean refused = false;
        try {
            ZkeyFile.read(file);
        } catch (MalformedInputException e) {
            refused = true;
        }
        // A changed coefficient or circuit hash is another sound key; all else has a form that one bit breaks.
        assertThat(refused || isFree(at)).as("byte " + at).isTrue();
    }

    @Property(tries = 300)
    void randomBytesAfterTheMagicAreRefused(@ForAll byte[] tail) throws IOException {
        byte[] bytes = new byte[4 + tail.length];
        System.arraycopy(good, 0, bytes, 0, 4);
        System.arraycopy(tail, 0, bytes, 4, tail.length);
        Path file = Files.write(directory.resolve("random.zkey"), bytes);
        boolean refused = false;
        try {
            ZkeyFile.read(file);
        } catch (MalformedInputException e) {
            refused = true;
        }
        assertThat(refused).isTrue();
    }

    private static boolean isFree(int at) {
        int coefficients = 12 + (12 + 4) + (12 + 660) + (12 + 3 * 64) + 12;
        int count = new ZkeyBytes(good).section(ZkeyFile.COEFFICIENTS).getInt(0);
        boolean coefficient = at >= coefficients + 4 && at < coefficients + 4 + count * ZkeyFile.COEFFICIENT_BYTES;
        boolean circuitHash = at >= endOfPoints + 12 && at < endOfPoints + 12 + 64;
        return coefficient || circuitHash;
    }
}

package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The full check runs on a key's first use, and again when the key is another. */
class CheckedKeysContractTest {
    private static final Work WORK = Work.ofThreads(1);

    @TempDir
    private Path directory;

    private Path file;
    private Path memory;
    private CheckedKeys checkedKeys;

    @BeforeEach
    void writeKey() throws IOException {
        file = directory.resolve("circuit.zkey");
        memory = directory.resolve("cache").resolve("checked-keys");
        checkedKeys = CheckedKeys.in(memory);
        ZkeyFile.write(
                file,
                Groth16.setup(TestCircuit.cubic(3).system(), Setup.insecureForTests())
                        .provingKey());
    }

    @Test
    void aSoundKeyIsRememberedOnce() throws IOException {
        checkedKeys.read(file, WORK);
        String digest = digest(file);
        assertThat(memory).isDirectoryContaining(path -> path.endsWith(digest));
        checkedKeys.read(file, WORK);
        try (var files = Files.list(memory)) {
            assertThat(files).hasSize(1);
        }
    }

    /** A bad key under a remembered digest is the only way to see that the check did not run a second time. */
    @Test
    void aRememberedKeyIsNotCheckedAgain() throws IOException {
        spoil();
        rememberFalsely("rwx------");
        ProvingKey bad = checkedKeys.read(file, WORK);
        assertThat(bad.pointsH().get(0).isOnCurve()).isFalse();
    }

    /** Anybody could have written there that a bad key was checked. */
    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
    void aDirectoryThatOthersMayWriteToIsNotBelieved(String permissions) throws IOException {
        Files.createDirectories(memory);
        Files.setPosixFilePermissions(memory, PosixFilePermissions.fromString(permissions));
        checkedKeys.read(file, WORK);
        assertThat(memory).as("a sound key is not remembered there").isEmptyDirectory();
        spoil();
        rememberFalsely(permissions);
        assertThatThrownBy(() -> checkedKeys.read(file, WORK))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("is not on the curve");
    }

    @Test
    void aKeyThatChangedIsCheckedAgain() throws IOException {
        checkedKeys.read(file, WORK);
        spoil();
        assertThatThrownBy(() -> checkedKeys.read(file, WORK))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("is not on the curve");
        try (var files = Files.list(memory)) {
            assertThat(files).as("the bad key is not remembered").hasSize(1);
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenCostsTheMemoryOnly() throws IOException {
        Path occupied = Files.createFile(directory.resolve("a file"));
        ProvingKey key = CheckedKeys.in(occupied.resolve("below")).read(file, WORK);
        assertThat(key.wires()).isEqualTo(4);
    }

    private void rememberFalsely(String permissions) throws IOException {
        Files.createDirectories(memory);
        Files.setPosixFilePermissions(memory, PosixFilePermissions.fromString(permissions));
        Files.createFile(memory.resolve(digest(file)));
    }

    private static String digest(Path file) throws IOException {
        KeyDigest digest = KeyDigest.create();
        ZkeyReader.read(file, digest, WORK);
        return digest.hex();
    }

    private void spoil() throws IOException {
        ZkeyBytes bytes = new ZkeyBytes(Files.readAllBytes(file));
        bytes.section(ZkeyFile.H).put(0, (byte) (bytes.section(ZkeyFile.H).get(0) ^ 1));
        Files.write(file, bytes.toFile());
    }
}

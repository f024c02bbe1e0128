package io.snark4j.r1cs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Progress;
import io.snark4j.field.Work;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks are the section, each once, whatever the threads. */
class SectionChunksContractTest {
    private static final int RECORD = 44;
    private static final int RECORDS = 3 * (131_072 / RECORD) + 5;
    private static final int HEAD = 4;
    private static final int TYPE = 4;

    @TempDir
    Path directory;

    private final byte[] section = new byte[HEAD + RECORDS * RECORD];
    private Path file;

    @BeforeEach
    void writeSection() {
        new Random(5).nextBytes(section);
        file = directory.resolve("records.zkey");
        new RawSections(
                        "zkey",
                        1,
                        List.of(
                                new RawSections.Section(9, new byte[17]),
                                new RawSections.Section(TYPE, section),
                                new RawSections.Section(8, new byte[3])))
                .write(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void every_record_comes_once_in_its_place(int threads) throws IOException {
        byte[] found = new byte[section.length];
        AtomicIntegerArray chunks = new AtomicIntegerArray(4);
        try (BinarySections sections = BinarySections.open(file, "zkey", 1)) {
            SectionReader reader = sections.section(TYPE);
            reader.readBytes(found, 0, HEAD, "head");
            assertThat(reader.chunks(RECORD)).isEqualTo(4);
            reader.forEachChunk(RECORD, "records", Work.ofThreads(threads), () -> (chunk, first, bytes, length) -> {
                chunks.incrementAndGet(chunk);
                System.arraycopy(bytes, 0, found, HEAD + first * RECORD, length);
            });
            reader.expectEnd();
        }
        assertThat(found).isEqualTo(section);
        assertThat(chunks).hasToString("[1, 1, 1, 1]");
    }

    @Test
    void what_is_not_whole_records_is_refused() throws IOException {
        try (BinarySections sections = BinarySections.open(file, "zkey", 1)) {
            assertThatThrownBy(() -> sections.section(TYPE)
                            .forEachChunk(RECORD, "records", Work.ofThreads(1), () -> (chunk, first, bytes, length) -> {
                                throw new AssertionError("chunk " + chunk);
                            }))
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessageContaining("records: expected records of 44 bytes");
        }
    }

    @Test
    void a_file_cut_short_meanwhile_is_an_input_output_error() throws IOException {
        try (BinarySections sections = BinarySections.open(file, "zkey", 1)) {
            SectionReader reader = sections.section(TYPE);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(200_000);
            }
            assertThatThrownBy(() -> reader.forEachChunk(
                            1, "bytes", Work.ofThreads(2), () -> (chunk, first, bytes, length) -> {}))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("became shorter");
        }
    }

    /** What was read into a copy stays, whatever others write. */
    @Test
    void a_copy_does_not_change_with_the_file() throws IOException {
        try (BinarySections sections = BinarySections.open(file, "zkey", 1)) {
            SectionReader copy = sections.section(TYPE).copy();
            byte[] other = Files.readAllBytes(file);
            java.util.Arrays.fill(other, (byte) 7);
            Files.write(file, other, StandardOpenOption.WRITE);
            byte[] found = new byte[section.length];
            copy.readBytes(found, 0, found.length, "section");
            copy.expectEnd();
            assertThat(found).isEqualTo(section);
        }
    }

    @Test
    void cancellation_is_seen_between_chunks() throws IOException {
        AtomicIntegerArray questions = new AtomicIntegerArray(1);
        Work work = new Work(1, Progress.SILENT, () -> questions.incrementAndGet(0) > 2);
        try (BinarySections sections = BinarySections.open(file, "zkey", 1)) {
            assertThatThrownBy(() -> sections.section(TYPE)
                            .forEachChunk(1, "bytes", work, () -> (chunk, first, bytes, length) -> {}))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(questions.get(0)).isEqualTo(3);
    }
}

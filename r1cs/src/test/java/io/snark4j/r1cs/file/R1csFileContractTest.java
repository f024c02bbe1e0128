package io.snark4j.r1cs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.Systems;
import io.snark4j.r1cs.WireLabels;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class R1csFileContractTest {
    /** Where in the header the counts stand, after the element size and the prime. */
    private static final int WIRES = 36;

    private static final int PUBLIC_INPUTS = 44;
    private static final int CONSTRAINTS = 60;

    @TempDir
    Path directory;

    private Path file;
    private RawSections raw;

    @BeforeEach
    void writeCubic() throws IOException {
        file = directory.resolve("cubic.r1cs");
        R1csFile.write(file, Systems.cubic());
        raw = RawSections.parse(Files.readAllBytes(file));
    }

    @Test
    void reads_what_it_wrote() throws IOException {
        assertThat(R1csFile.read(file)).isEqualTo(Systems.cubic());
        R1cs random = Systems.random(300, 50, 7);
        Path other = directory.resolve("random.r1cs");
        R1csFile.write(other, random);
        assertThat(R1csFile.read(other)).isEqualTo(random);
        byte[] first = Files.readAllBytes(other);
        R1csFile.write(other, R1csFile.read(other));
        assertThat(Files.readAllBytes(other)).isEqualTo(first);
    }

    @Test
    void keeps_labels() throws IOException {
        R1cs cubic = Systems.cubic();
        R1cs labelled = new R1cs(
                4, 0, 1, 1, WireLabels.of(1L << 40, new long[] {0, 1, 1L << 39, 9}), cubic.a(), cubic.b(), cubic.c());
        R1csFile.write(file, labelled);
        assertThat(R1csFile.read(file)).isEqualTo(labelled);
    }

    @Test
    void reads_sections_in_any_order_and_skips_unknown_ones() throws IOException {
        List<RawSections.Section> shuffled = List.of(
                raw.sections().get(2),
                new RawSections.Section(77, new byte[5]),
                raw.sections().get(1),
                raw.sections().get(0));
        new RawSections("r1cs", 1, shuffled).write(file);
        assertThat(R1csFile.read(file)).isEqualTo(Systems.cubic());
    }

    /** One constraint: (x + 0·y + 5·wire) · 0 = 0. */
    private RawSections withRow(int wire) {
        ByteBuffer rows = ByteBuffer.allocate(12 + 3 * 36).order(ByteOrder.LITTLE_ENDIAN);
        rows.putInt(3);
        putTerm(rows, 2, 1);
        putTerm(rows, 1, 0);
        putTerm(rows, wire, 5);
        rows.putInt(0).putInt(0);
        return raw.withInt(1, CONSTRAINTS, 1).with(2, rows.array());
    }

    @Test
    void sorts_terms_and_drops_zeros() throws IOException {
        withRow(0).write(file);
        assertThat(R1csFile.read(file).a().row(0)).hasToString("5 + 1·w2");
    }

    /** snarkjs takes the last of such terms: the file would be another circuit there. */
    @Test
    void refuses_a_wire_twice_in_a_row() {
        assertRefused(withRow(2), "expected wire 2 once, found twice");
        assertRefused(withRow(1), "expected wire 1 once, found twice");
    }

    private static void putTerm(ByteBuffer rows, int wire, int coefficient) {
        rows.putInt(wire).putLong(coefficient).putLong(0).putLong(0).putLong(0);
    }

    private void assertRefused(RawSections sections, String... parts) {
        sections.write(file);
        assertThatThrownBy(() -> R1csFile.read(file))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(parts);
    }

    @Test
    void refuses_other_kinds_of_files() {
        assertRefused(new RawSections("zkey", 1, raw.sections()), "expected \"r1cs\", found \"zkey\"");
        assertRefused(new RawSections("r1cs", 2, raw.sections()), "version: expected 1, found 2");
    }

    @Test
    void refuses_missing_and_repeated_sections() {
        for (int i = 0; i < 3; i++) {
            List<RawSections.Section> others = new java.util.ArrayList<>(raw.sections());
            RawSections.Section one = others.remove(i);
            assertRefused(new RawSections("r1cs", 1, others), "section " + one.type() + ": expected once, found none");
            others.add(one);
            others.add(one);
            assertRefused(new RawSections("r1cs", 1, others), "section " + one.type() + ": expected once, found twice");
        }
    }

    @Test
    void refuses_other_fields() {
        assertRefused(raw.withInt(1, 0, 48), "element size of the circuit's field: expected 32 bytes, found 48 bytes");
        assertRefused(raw.withElement(1, 4, BigInteger.valueOf(97)), "modulus", "found 97", Fr.MODULUS.toString());
    }

    @Test
    void refuses_counts_that_the_file_cannot_hold() {
        assertRefused(raw.withInt(1, WIRES, Integer.MAX_VALUE), "labels of 2147483647 wires", "found 32 bytes");
        assertRefused(raw.withInt(1, WIRES, -1), "number of wires: expected at most 2147483647, found 4294967295");
        assertRefused(raw.withInt(1, WIRES, 0), "number of wires: expected at least 3");
        assertRefused(raw.withInt(1, PUBLIC_INPUTS, 4), "number of wires: expected at least 6", "found 4");
        assertRefused(raw.withInt(1, CONSTRAINTS, Integer.MAX_VALUE), "2147483647 constraints");
        assertRefused(raw.withInt(1, CONSTRAINTS, 3), "number of terms: expected 4 bytes, found 0 bytes");
        assertRefused(raw.withInt(1, CONSTRAINTS, 1), "its end: expected nothing more");
        assertRefused(raw.withInt(2, 0, Integer.MAX_VALUE), "2147483647 terms");
    }

    @Test
    void refuses_wires_and_coefficients_out_of_range() {
        assertRefused(raw.withInt(2, 4, 4), "wire: expected less than 4, found 4");
        assertRefused(raw.withElement(2, 8, Fr.MODULUS), "coefficient of wire 2: expected a value below r");
        assertRefused(raw.withElement(2, 8, BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE)), "below r");
    }

    @Test
    void refuses_custom_gates() {
        List<RawSections.Section> sections = new java.util.ArrayList<>(raw.sections());
        sections.add(new RawSections.Section(4, new byte[] {1, 0, 0, 0}));
        assertRefused(new RawSections("r1cs", 1, sections), "custom gates: expected none");
    }

    @Test
    void refuses_bytes_after_the_last_section_and_too_many_sections() {
        byte[] longer = java.util.Arrays.copyOf(raw.toBytes(), raw.toBytes().length + 3);
        RawSections.write(file, longer);
        assertThatThrownBy(() -> R1csFile.read(file)).hasMessageContaining("expected nothing more, found 3 bytes");
        ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putInt(8, -1);
        RawSections.write(file, longer);
        assertThatThrownBy(() -> R1csFile.read(file))
                .hasMessageContaining("section count: expected at most 64, found 4294967295");
    }

    @Test
    void a_failed_write_leaves_the_target_and_nothing_beside_it() throws IOException {
        byte[] before = Files.readAllBytes(file);
        R1cs good = Systems.cubic();
        R1cs breaking = new R1cs(4, 0, 1, 1, good.labels(), good.a(), good.b(), good.c());
        try (SectionsWriter writer = SectionsWriter.create(file, "r1cs", 1)) {
            writer.beginSection(1);
            writer.writeInt(breaking.wires());
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void says_where_it_cannot_write() {
        assertThatThrownBy(() -> R1csFile.write(directory, Systems.cubic()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> R1csFile.write(directory.resolve("no/such.r1cs"), Systems.cubic()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("its directory does not exist");
    }

    @Test
    void closing_a_committed_file_leaves_the_next_writer_alone() throws IOException {
        try (AtomicFile first = AtomicFile.create(file)) {
            first.commit();
            try (AtomicFile second = AtomicFile.create(file)) {
                first.close();
                second.commit();
            }
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void writes_text_whole() throws IOException {
        Path text = directory.resolve("text");
        AtomicFile.write(text, "a ≥ b\n");
        AtomicFile.write(text, "b ≥ a\n");
        assertThat(Files.readString(text)).isEqualTo("b ≥ a\n");
    }
}

package io.snark4j.r1cs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.r1cs.Systems;
import io.snark4j.r1cs.Witness;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WtnsFileContractTest {
    private static final int COUNT = 36;

    @TempDir
    Path directory;

    private Path file;
    private RawSections raw;

    @BeforeEach
    void writeCubic() throws IOException {
        file = directory.resolve("cubic.wtns");
        WtnsFile.write(file, Systems.cubicWitness());
        raw = RawSections.parse(Files.readAllBytes(file));
    }

    @Test
    void reads_what_it_wrote() throws IOException {
        Witness random = new Witness(Systems.values(10_000, 3), 4);
        WtnsFile.write(file, random);
        Witness read = WtnsFile.read(file, 10_000, 4);
        assertThat(read.values().limbs()).isEqualTo(random.values().limbs());
        assertThat(read.publicValues()).isEqualTo(random.publicValues());
    }

    @Test
    void writes_values_in_plain_form() {
        assertThat(raw.magic()).isEqualTo("wtns");
        assertThat(raw.version()).isEqualTo(2);
        assertThat(raw.section(2)).hasSize(4 * 32);
        assertThat(Fr.fromBytesLittleEndian(raw.section(2), 32)).isEqualTo(Fr.of(35));
    }

    private void assertRefused(RawSections sections, String... parts) {
        sections.write(file);
        assertThatThrownBy(() -> WtnsFile.read(file, Systems.cubic()))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(parts);
    }

    @Test
    void refuses_what_is_not_a_witness_of_the_circuit() {
        assertRefused(new RawSections("r1cs", 2, raw.sections()), "expected \"wtns\", found \"r1cs\"");
        assertRefused(new RawSections("wtns", 1, raw.sections()), "version: expected 2, found 1");
        assertRefused(new RawSections("wtns", 2, raw.sections().subList(0, 1)), "section 2: expected once, found none");
        assertRefused(raw.withElement(1, 4, Fr.MODULUS.add(BigInteger.TWO)), "modulus of the witness' field");
        assertRefused(raw.withInt(1, COUNT, 5), "number of values: expected 4 (the circuit's wires), found 5");
        assertRefused(raw.withInt(1, COUNT, -1), "found 4294967295");
        assertRefused(raw.with(2, new byte[5 * 32]), "4 values: expected 128 bytes, found 160 bytes");
        assertRefused(raw.withElement(2, 96, Fr.MODULUS), "value of wire 3: expected a value below r");
        assertRefused(raw.withElement(2, 0, BigInteger.TWO), "value of wire 0: expected 1");
    }
}

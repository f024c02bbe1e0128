package io.snark4j.r1cs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.MalformedInputException;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.Systems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes, a decoder gives a value or a MalformedInputException, and does not run out of memory. */
class SectionsFuzzTest {
    private static final ConstraintSystem CUBIC = Systems.cubic();
    private static final long[] HOSTILE = {
        0,
        1,
        2,
        3,
        4,
        31,
        33,
        64,
        65,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_ffffL,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1
    };

    @TempDir
    Path directory;

    enum Decoder {
        R1CS {
            @Override
            void write(Path file) throws IOException {
                R1csFile.write(file, CUBIC);
            }

            @Override
            Object read(Path file) throws IOException {
                return R1csFile.read(file);
            }
        },
        WTNS {
            @Override
            void write(Path file) throws IOException {
                WtnsFile.write(file, Systems.cubicWitness());
            }

            @Override
            Object read(Path file) throws IOException {
                return WtnsFile.read(file, CUBIC);
            }
        };

        abstract void write(Path file) throws IOException;

        abstract Object read(Path file) throws IOException;
    }

    private byte[] honest(Decoder decoder) throws IOException {
        Path file = directory.resolve("honest");
        decoder.write(file);
        assertThat(decoder.read(file)).isNotNull();
        return Files.readAllBytes(file);
    }

    private boolean accepted(Decoder decoder, byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("hostile"), bytes);
        try {
            decoder.read(file);
            return true;
        } catch (MalformedInputException e) {
            assertThat(e.getMessage())
                    .contains(file.toString(), "expected", "found")
                    .doesNotContain("\n");
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_truncation_is_refused(Decoder decoder) throws IOException {
        byte[] honest = honest(decoder);
        for (int length = 0; length < honest.length; length++) {
            assertThat(accepted(decoder, Arrays.copyOf(honest, length))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_bit_flip_is_read_or_refused(Decoder decoder) throws IOException {
        byte[] honest = honest(decoder);
        int refused = 0;
        for (int bit = 0; bit < 8 * honest.length; bit++) {
            byte[] flipped = honest.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            refused += accepted(decoder, flipped) ? 0 : 1;
        }
        // Container, header and the prime alone are that many bits; what is left may be another circuit or witness.
        assertThat(refused).isGreaterThan(8 * 12 + 8 * 36);
    }

    @ParameterizedTest
    @EnumSource
    void hostile_numbers_anywhere_are_read_or_refused(Decoder decoder) throws IOException {
        byte[] honest = honest(decoder);
        for (int at = 0; at + Long.BYTES <= honest.length; at += Integer.BYTES) {
            for (long value : HOSTILE) {
                byte[] four = honest.clone();
                ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).putInt(at, (int) value);
                accepted(decoder, four);
                byte[] eight = honest.clone();
                ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
                accepted(decoder, eight);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void random_bytes_of_random_lengths_are_refused(Decoder decoder) throws IOException {
        byte[] honest = honest(decoder);
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            System.arraycopy(honest, 0, bytes, 0, Math.min(bytes.length, i % 13));
            assertThat(accepted(decoder, bytes)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_is_not_there_is_an_input_output_error(Decoder decoder) {
        assertThatThrownBy(() -> decoder.read(directory.resolve("absent"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> decoder.read(directory)).isInstanceOf(IOException.class);
    }
}

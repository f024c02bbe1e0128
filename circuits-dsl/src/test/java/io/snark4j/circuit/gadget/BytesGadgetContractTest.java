package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesGadgetContractTest {
    private static final List<ByteOrder> ORDERS = List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    @Test
    void bitsOfBytesAndBack() {
        for (ByteOrder order : ORDERS) {
            GadgetTrial trial = GadgetTrial.of(2, 18, (api, in) -> {
                Var[] bits = BytesGadget.bits(api, order, in);
                Var[] both = Arrays.copyOf(bits, 18);
                System.arraycopy(BytesGadget.bytes(api, order, bits), 0, both, 16, 2);
                return both;
            });
            assertThat(trial.cost()).isEqualTo(16);
            boolean big = order == ByteOrder.BIG_ENDIAN;
            trial.gives(
                    GadgetTrial.of(0xa1, 0xff),
                    GadgetTrial.concat(
                            big ? GadgetTrial.of(1, 0, 1, 0, 0, 0, 0, 1) : GadgetTrial.of(1, 0, 0, 0, 0, 1, 0, 1),
                            GadgetTrial.of(1, 1, 1, 1, 1, 1, 1, 1),
                            GadgetTrial.of(0xa1, 0xff)));
            trial.isSound(GadgetTrial.of(0x80, 1));
            trial.refuses(GadgetTrial.of(256, 0));
            trial.refuses(GadgetTrial.of(0, -1));
        }
    }

    @Test
    void bytesOfBitsThatAreNotKnownAreAsserted() {
        GadgetTrial trial = GadgetTrial.of(8, 1, (api, in) -> BytesGadget.bytes(api, ByteOrder.BIG_ENDIAN, in));
        assertThat(trial.cost()).isEqualTo(8);
        trial.gives(GadgetTrial.of(1, 0, 0, 0, 0, 0, 1, 0), Fr.of(0x82));
        trial.refuses(GadgetTrial.of(0, 0, 0, 0, 0, 0, 0, 2));
        assertThatThrownBy(() -> GadgetTrial.of(9, 1, (api, in) -> BytesGadget.bytes(api, ByteOrder.BIG_ENDIAN, in)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("9 bits make no whole number of bytes");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "30, 1", "31, 1", "32, 2", "62, 2", "63, 3"})
    void packingEqualsTheNativeTwin(int length, int elements) {
        for (ByteOrder order : ORDERS) {
            GadgetTrial trial = GadgetTrial.of(
                    length,
                    elements,
                    (api, in) -> BytesGadget.pack(api, order, in).toArray(Var[]::new));
            assertThat(trial.cost()).isEqualTo(8 * length);
            for (byte[] bytes : List.of(new byte[length], random(length), filled(length))) {
                List<Fr> packed = Bytes.pack(order, bytes);
                assertThat(packed).hasSize(elements);
                if (length > 0) {
                    trial.gives(GadgetTrial.of(bytes), packed.toArray(Fr[]::new));
                }
                assertThat(Bytes.unpack(order, length, packed)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void packingIsTheNumberOfTheBytes() {
        byte[] bytes = random(31);
        assertThat(Bytes.pack(ByteOrder.BIG_ENDIAN, bytes)).containsExactly(Fr.of(new BigInteger(1, bytes)));
        byte[] turned = new byte[31];
        for (int i = 0; i < 31; i++) {
            turned[i] = bytes[30 - i];
        }
        assertThat(Bytes.pack(ByteOrder.LITTLE_ENDIAN, turned)).containsExactly(Fr.of(new BigInteger(1, bytes)));
    }

    @Test
    void packingRefusesWhatIsNoByte() {
        GadgetTrial trial = GadgetTrial.of(
                2,
                1,
                (api, in) -> BytesGadget.pack(api, ByteOrder.BIG_ENDIAN, in).toArray(Var[]::new));
        trial.refuses(GadgetTrial.of(0, 256));
        trial.refuses(GadgetTrial.of(-1, 0));
        trial.isSound(GadgetTrial.of(255, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 33, 62})
    void unpackingEqualsTheNativeTwin(int length) {
        int elements = Math.ceilDiv(length, 31);
        for (ByteOrder order : ORDERS) {
            GadgetTrial trial =
                    GadgetTrial.of(elements, length, (api, in) -> BytesGadget.unpack(api, order, length, List.of(in)));
            assertThat(trial.cost()).isEqualTo(8 * length);
            for (byte[] bytes : List.of(new byte[length], random(length), filled(length))) {
                Fr[] packed = Bytes.pack(order, bytes).toArray(Fr[]::new);
                trial.gives(packed, GadgetTrial.of(bytes));
                Fr[] larger = packed.clone();
                larger[elements - 1] = Fr.TWO.pow(8L * (length - 31L * (elements - 1)));
                trial.refuses(larger);
                assertThatThrownBy(() -> Bytes.unpack(order, length, List.of(larger)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("element " + (elements - 1) + " is ");
            }
            trial.isSound(Bytes.pack(order, random(length)).toArray(Fr[]::new));
        }
    }

    @Test
    void aWrongNumberOfElementsIsRefused() {
        assertThatThrownBy(() -> Bytes.unpack(ByteOrder.BIG_ENDIAN, 32, Collections.nCopies(1, Fr.ONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("32 bytes in 1 elements, expected 2");
        assertThatThrownBy(() -> GadgetTrial.of(
                        2, 31, (api, in) -> BytesGadget.unpack(api, ByteOrder.BIG_ENDIAN, 31, List.of(in))))
                .hasMessage("31 bytes in 2 elements, expected 1");
    }

    @Test
    void canonicalBytesAreThoseOfTheElement() {
        for (ByteOrder order : ORDERS) {
            GadgetTrial trial = GadgetTrial.of(1, 32, (api, in) -> BytesGadget.canonical(api, order, in[0]));
            assertThat(trial.cost()).isEqualTo(353);
            for (Fr value : List.of(Fr.ZERO, Fr.ONE, Fr.ONE.neg(), Fr.random(new Random(3)))) {
                byte[] bytes = order == ByteOrder.BIG_ENDIAN ? value.toBytesBigEndian() : value.toBytesLittleEndian();
                trial.gives(new Fr[] {value}, GadgetTrial.of(bytes));
            }
            trial.isSound(Fr.of(5));
        }
    }
}
